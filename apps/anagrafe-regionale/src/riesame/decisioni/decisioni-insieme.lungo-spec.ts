import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { CollegaRighe } from '../../collegamento/collega-righe.js';
import { AnagrafeDiProva } from '../../prova/anagrafe-di-prova.js';
import { RiesameDiProva } from '../../prova/riesame-di-prova.js';
import { messaggioDi, rigaDi, tizio } from '../../prova/righe-di-prova.js';
import { MOST_UNITI } from './trattieni-decise.js';
import { UnisciPersone } from './unisci-persone.js';

let anagrafe: AnagrafeDiProva;
let riesame: RiesameDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  riesame = new RiesameDiProva(anagrafe);
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const lui = tizio();
const lei = tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02' });
const CHI = { attore: { ente: '00000000-0000-4000-8000-000000000001', clientId: 'c', soggetto: 's' }, motivo: 'm' };
const TO = { key: 'prova', ente: 'prova' };
const pause = () => new Promise((resolve) => setTimeout(resolve, 300));

async function due(): Promise<[string, string]> {
  await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi(lei, { record: 'b' })]);
  await anagrafe.accept([rigaDi(lui, { record: 'a2', ente: 'loreto' })]);
  return [await riesame.of('a'), await riesame.of('b')];
}
const vive = async (): Promise<number> =>
  (await riesame.rows(`SELECT FROM anagrafe_regionale.persona WHERE unita_in IS NULL`)).length;

describe('stewards and messages at work together', () => {
  it('unite the same two at once: one does, the others are told so', async () => {
    for (let round = 0; round < 3; round += 1) {
      await anagrafe.empty();
      const [a, b] = await due();
      const done = await Promise.all([riesame.unite(a, b), riesame.unite(b, a), riesame.unite(a, b)]);
      expect(done.filter((one) => 'operazione' in one)).toHaveLength(1);
      expect(done.filter((one) => 'rifiuto' in one)).toEqual([
        { rifiuto: 'persone_gia_unite' },
        { rifiuto: 'persone_gia_unite' },
      ]);
      expect(await riesame.rows(`SELECT FROM anagrafe_regionale.operazione_riesame`)).toHaveLength(1);
    }
  });

  it('undo the same union at once: one does, the others are told so', async () => {
    const [a, b] = await due();
    const unione = await riesame.unite(a, b);
    const done = await Promise.all([riesame.undo(unione), riesame.undo(unione), riesame.undo(unione)]);
    expect(done.filter((one) => 'operazione' in one)).toHaveLength(1);
    expect(done.filter((one) => 'rifiuto' in one)).toEqual([
      { rifiuto: 'operazione_superata' },
      { rifiuto: 'operazione_superata' },
    ]);
    expect(await vive()).toBe(2);
  });

  it('unite somebody of whom a message speaks that has not ended: its record comes along', async () => {
    const [a, b] = await due();
    let unione: Promise<unknown> | undefined;
    await anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
      await anagrafe.get(CollegaRighe).link(tx, messaggioDi([rigaDi(lei, { record: 'nuovo' })]), TO);
      unione = riesame.unite(a, b);
      await pause();
    });
    expect(await unione).toMatchObject({ persona: a });
    expect(await riesame.of('nuovo')).toBe(a);
    expect(await vive()).toBe(1);
  });

  it.each([
    ['by the code of who is gone', rigaDi(lei, { record: 'nuovo' })],
    ['by a revision of a record of theirs', rigaDi(lei, { record: 'b', revisione: 2 })],
  ])('unite two while a message waits that speaks of one of them %s: nobody is made anew', async (_come, riga) => {
    const [a, b] = await due();
    let heard: Promise<void> | undefined;
    await anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
      await anagrafe.get(UnisciPersone).unite(tx, { persone: [a, b], ...CHI });
      heard = anagrafe.accept([riga]);
      await pause();
    });
    await heard;
    expect(await riesame.of(riga.recordId === rigaDi(lei, { record: 'b' }).recordId ? 'b' : 'nuovo')).toBe(a);
    expect(await vive()).toBe(1);
  });

  it('unite somebody while another protects it: who it is now is protected, and nobody can be united to it', async () => {
    const [a, b] = await due();
    let protetta: Promise<unknown> | undefined;
    await anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
      await anagrafe.get(UnisciPersone).unite(tx, { persone: [a, b], ...CHI });
      protetta = protect(b);
      await pause();
    });
    await protetta;
    expect(await riesame.rows(`SELECT protetta FROM anagrafe_regionale.persona WHERE id = '${a}'`)).toEqual([
      { protetta: true },
    ]);
    await anagrafe.accept([rigaDi(tizio({ nome: 'LUISA', sesso: 'F' }), { record: 'c' })]);
    const altra = await riesame.of('c');
    for (const [one, other] of [
      [a, altra],
      [altra, b],
    ] as const) {
      expect(await riesame.unite(one, other)).toEqual({ rifiuto: 'persona_sconosciuta' });
      expect(await riesame.distinguish(one, other)).toEqual({ rifiuto: 'persona_sconosciuta' });
    }
  });

  it('decide in every direction at once, while righe of all of them come: nothing is lost, and nobody is killed', async () => {
    const tutti = Array.from({ length: 8 }, (_, at) => tizio({ nato: `19${50 + at}-05-05` }));
    await anagrafe.accept(tutti.map((chi, at) => rigaDi(chi, { record: `r${at}` })));
    const ids = await Promise.all(tutti.map((_, at) => riesame.of(`r${at}`)));
    await Promise.all([
      ...ids.map((id, at) => riesame.unite(id, ids[(at + 1) % ids.length]!)),
      anagrafe.accept(tutti.map((chi, at) => rigaDi(chi, { record: `s${at}` }))),
      anagrafe.accept(tutti.map((chi, at) => rigaDi(chi, { record: `t${at}` })).toReversed()),
    ]);
    expect(await vive()).toBe(1);
    expect(await riesame.rows(`SELECT DISTINCT persona_id FROM anagrafe_regionale.scheda`)).toHaveLength(1);
  });
});

describe('somebody of whom very many records speak', () => {
  it('is united and found apart again within one transaction, a thousand records at once; more than fit are refused', async () => {
    const righe = Array.from({ length: 1_000 }, (_, at) => rigaDi(lei, { record: `b${at}` }));
    for (let from = 0; from < righe.length; from += 125) await anagrafe.accept(righe.slice(from, from + 125));
    await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi(lui, { record: 'a2', ente: 'loreto' })]);
    const [a, b] = [await riesame.of('a'), await riesame.of('b0')];
    const unione = await riesame.unite(a, b);
    expect(unione).toMatchObject({ persona: a });
    await riesame.undo(unione);
    expect([await riesame.of('a'), await riesame.of('b0'), await riesame.of('b999')]).toEqual([a, b, b]);
    await riesame.rows(`INSERT INTO anagrafe_regionale.scheda (record_id, revisione, persona_id, ente_erogatore, tracciato, cognome, nome,
        riservato, accettata_il, registrata_il)
      SELECT sha256(n::text::bytea), 1, '${b}', '${a}', '', '', '', '', now(), now() FROM generate_series(1, ${2 * MOST_UNITI}) n`);
    expect(await riesame.unite(a, b)).toEqual({ rifiuto: 'troppi_record' });
  });
});

/** As its ente would. */
function protect(id: string) {
  return riesame.rows(`INSERT INTO anagrafe_regionale.protezione (id, persona_id, ente, genere, motivo, dal)
    VALUES (gen_random_uuid(), '${id}', '${CHI.attore.ente}', 'casa_rifugio', '', now())`);
}
