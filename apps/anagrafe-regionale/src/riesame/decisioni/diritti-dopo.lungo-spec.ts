import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../../prova/anagrafe-di-prova.js';
import { FeedDiProva } from '../../prova/feed-di-prova.js';
import { RiesameDiProva } from '../../prova/riesame-di-prova.js';
import { ENTI, type NomeEnte } from '../../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
let riesame: RiesameDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  riesame = new RiesameDiProva(anagrafe);
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
});

/** Each of another ambito: who sees the one does not see the other. */
const nord = tizio({ comune: ENTI.recanati.istat });
const sud = tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02', comune: ENTI.ancona.istat });
const CHI: readonly NomeEnte[] = ['recanati', 'loreto', 'portoRecanati', 'ancona', 'capofila', 'gestore'];

const trova = async (client: string, codice: string) => {
  const { body } = await anagrafe
    .ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche')
    .send({ codice_fiscale: codice, finalita: 'presa_in_carico' });
  return ((body as { items?: { id: string; profilo: string }[] }).items ?? []).map(({ id, profilo }) => [id, profilo]);
};
/** Who sees whom, and how much. */
async function diritti(): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const client of CHI) {
    for (const { codice } of [nord, sud]) found.push([client, codice, await trova(client, codice)]);
  }
  return found;
}
const apri = (client: NomeEnte, persona: string, riferimento: string) =>
  anagrafe
    .ask(client, 'post', '/rest/anagrafe/v1/prese-in-carico')
    .send({ persona, riferimento, contatto: 'sociale@comune.example' })
    .expect(201);

describe('who may see two persons that were united by mistake', () => {
  it('may see what it could before, once that is undone: also who opened a case, or followed, meanwhile', async () => {
    await anagrafe.accept([
      rigaDi(nord, { record: 'n' }),
      rigaDi(sud, { record: 's', ente: 'ancona' }),
      rigaDi(sud, { record: 's2', ente: 'gestore' }),
    ]);
    const [suo, altro] = [await riesame.of('s'), await riesame.of('n')];
    await apri('ancona', suo, '2026/1');
    await apri('recanati', altro, '2026/2');
    const before = await diritti();
    expect(await trova('recanati', sud.codice)).toEqual([]);

    const unione = await riesame.unite(suo, altro);
    expect(unione).toMatchObject({ persona: suo });
    await anagrafe.at('2026-03-11T09:00:00Z');
    expect(await trova('recanati', sud.codice)).toMatchObject([[suo, expect.any(String)]]);
    await apri('recanati', altro, '2026/3');
    await apri('ancona', suo, '2026/4');
    const feed = new FeedDiProva(anagrafe);
    const { id } = await feed.follow('recanati', suo);

    await riesame.undo(unione);
    expect(await diritti()).toEqual(before);
    await feed.endWindow();
    expect(await feed.sottoscrizione('recanati', id)).toMatchObject({ stato: 'cessata' });
    expect(
      await riesame.rows(`SELECT riferimento, persona_id FROM anagrafe_regionale.presa_in_carico ORDER BY riferimento`),
    ).toEqual([
      { riferimento: '2026/1', persona_id: suo },
      { riferimento: '2026/2', persona_id: altro },
      { riferimento: '2026/3', persona_id: altro },
      { riferimento: '2026/4', persona_id: suo },
    ]);
  });

  it.each<[string, readonly (readonly [string, NomeEnte])[]]>([
    ['', []],
    [
      ', also where nothing is left of that one but its id',
      [
        ['n', 'recanati'],
        ['n2', 'loreto'],
      ],
    ],
  ])('stays a case of who keeps the id when its ente may see neither%s: nobody gains the other', async (_, tolti) => {
    const altra = { ...sud, comune: ENTI.recanati.istat };
    await anagrafe.accept([rigaDi(nord, { record: 'n' }), rigaDi(altra, { record: 's' })]);
    await anagrafe.accept([rigaDi(nord, { record: 'n2', ente: 'loreto' })]);
    const [suo, altro] = [await riesame.of('n'), await riesame.of('s')];
    const unione = await riesame.unite(suo, altro);
    expect(unione).toMatchObject({ persona: suo });
    await anagrafe.at('2026-03-11T09:00:00Z');
    await anagrafe.accept([rigaDi(nord, { record: 'x', ente: 'ancona' })]);
    await apri('ancona', suo, '2026/5');
    for (const [record, ente] of [['x', 'ancona'] as const, ...tolti])
      await anagrafe.accept([rigaDi(nord, { record, ente, revisione: 2, annullamento: true })]);
    await riesame.undo(unione);
    expect(await riesame.rows(`SELECT persona_id FROM anagrafe_regionale.presa_in_carico`)).toEqual([
      { persona_id: suo },
    ]);
    expect(await trova('ancona', altra.codice)).toEqual([]);
    expect(await trova('recanati', altra.codice)).toEqual([[altro, expect.any(String)]]);
    expect(await riesame.rows(`SELECT * FROM anagrafe_regionale.radice_persona`)).toEqual([]);
    const lasciate = await riesame.rows(`SELECT FROM anagrafe_regionale.persona WHERE id = '${suo}'`);
    expect(lasciate).toHaveLength(tolti.length === 0 ? 1 : 0);
  });

  it('ends what was opened urgently by the code of the other, and not what named who stays', async () => {
    await anagrafe.accept([rigaDi(nord, { record: 'n' }), rigaDi(sud, { record: 's', ente: 'ancona' })]);
    await anagrafe.accept([rigaDi(sud, { record: 's2', ente: 'loreto' })]);
    const [suo, altro] = [await riesame.of('s'), await riesame.of('n')];
    const unione = await riesame.unite(suo, altro);
    await anagrafe.at('2026-03-11T09:00:00Z');
    const urgente = (client: NomeEnte, codice: string) =>
      anagrafe
        .ask(client, 'post', '/rest/anagrafe/v1/accessi-urgenti')
        .send({ codice_fiscale: codice, finalita: 'tutela_urgente', motivo: 'Trovata in stato di pericolo.' })
        .expect(201);
    await urgente('portoRecanati', nord.codice);
    await urgente('ancona', sud.codice);
    await anagrafe.at('2026-03-11T10:00:00Z');
    await riesame.undo(unione);
    expect(
      await riesame.rows(
        `SELECT ente, al > '2026-03-11T10:00:00Z' AS aperto FROM anagrafe_regionale.accesso_urgente ORDER BY ente`,
      ),
    ).toEqual([
      { ente: ENTI.portoRecanati.id, aperto: false },
      { ente: ENTI.ancona.id, aperto: true },
    ]);
  });

  it('follow both while they are one, and are told that they are two again', async () => {
    await anagrafe.accept([
      rigaDi(nord, { record: 'n' }),
      rigaDi({ ...sud, comune: ENTI.recanati.istat }, { record: 's' }),
    ]);
    const [uno, altro] = [await riesame.of('n'), await riesame.of('s')];
    const feed = new FeedDiProva(anagrafe);
    await feed.follow('recanati', uno);
    await feed.follow('recanati', altro);
    const unione = await riesame.unite(uno, altro);
    await feed.endWindow();
    await riesame.undo(unione);
    await feed.endWindow();
    const told = await feed.told('recanati');
    expect(told.filter((one) => one.includes('unite') || one.includes('unione'))).toHaveLength(2);
    expect(told.filter((one) => one.includes('separa'))).toHaveLength(2);
  });
});
