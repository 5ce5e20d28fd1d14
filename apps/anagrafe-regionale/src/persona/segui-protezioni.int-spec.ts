import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FeedDiProva } from '../prova/feed-di-prova.js';
import { RiesameDiProva } from '../prova/riesame-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const lei = tizio({ nome: 'GIOVANNA', sesso: 'F' });
const sbagliata = { ...lei, codice: tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1966-03-15' }).codice };
const rows = <T>(sql: string, params: readonly unknown[] = []) => anagrafe.database.admin<T>(sql, [...params]);
const persone = () =>
  rows<{ id: string; protetta: boolean }>(`SELECT id, protetta FROM anagrafe_regionale.persona ORDER BY protetta`);
/** As its ente would: with the codes by which it is found again. */
const protect = (id: string) =>
  rows(
    `WITH p AS (INSERT INTO anagrafe_regionale.protezione (id, persona_id, ente, genere, motivo, dal)
       VALUES (gen_random_uuid(), $1, $2, 'casa_rifugio', '', $3) RETURNING id)
     INSERT INTO anagrafe_regionale.protezione_codice (gruppo, protezione_id)
     SELECT DISTINCT c.gruppo, p.id FROM p, anagrafe_regionale.persona_codice c WHERE c.persona_id = $1`,
    [id, ENTI.loreto.id, anagrafe.clock.now()],
  );
const only = async () => {
  const [one, ...others] = await persone();
  expect(others).toEqual([]);
  return one!;
};

describe('who is protected', () => {
  it('is so as who it is found to be, when the code under which it was protected was wrong', async () => {
    await anagrafe.accept([rigaDi(sbagliata, { record: 'rifugio', ente: 'loreto' })]);
    await protect((await only()).id);
    await anagrafe.accept([rigaDi(lei, { record: 'casa' })]);
    expect((await persone()).map(({ protetta }) => protetta)).toEqual([false, true]);
    await anagrafe.accept([rigaDi(lei, { record: 'rifugio', ente: 'loreto', revisione: 2 })]);
    expect(await only()).toMatchObject({ protetta: true });
  });

  it('is so through two such corrections, and what happened meanwhile is silent after the protection ended', async () => {
    const altra = { ...lei, codice: tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1966-03-16' }).codice };
    await anagrafe.accept([rigaDi(sbagliata, { record: 'rifugio', ente: 'loreto' })]);
    const { id } = await only();
    await protect(id);
    await anagrafe.accept([rigaDi(altra, { record: 'altra' }), rigaDi(lei, { record: 'casa' })]);
    await anagrafe.accept([rigaDi(altra, { record: 'rifugio', ente: 'loreto', revisione: 2 })]);
    await rows(`UPDATE anagrafe_regionale.protezione SET al = $1, motivo_fine = ''`, [anagrafe.clock.now()]);
    await anagrafe.accept([
      rigaDi(lei, { record: 'rifugio', ente: 'loreto', revisione: 3 }),
      rigaDi(lei, { record: 'altra', revisione: 2 }),
    ]);
    const { id: ora, protetta } = await only();
    expect([ora === id, protetta]).toEqual([false, false]);
    const periodi = `SELECT dal FROM anagrafe_regionale.periodi_protetti($1, '{}')`;
    expect(await rows(periodi, [ora])).toHaveLength(1);
  });

  it('is so however often its only source takes back what it said and says it anew', async () => {
    await anagrafe.accept([rigaDi(lei, { record: 'uno' })]);
    await protect((await only()).id);
    for (const [before, record] of [['uno', 'due'] as const, ['due', 'tre'] as const]) {
      await anagrafe.accept([rigaDi(lei, { record: before, revisione: 2, annullamento: true })]);
      expect(await persone()).toEqual([]);
      await anagrafe.accept([rigaDi(lei, { record })]);
      expect(await only()).toMatchObject({ protetta: true });
    }
  });

  it('is so when a record that somebody decided is of it is all that tells of it, taken back and said anew', async () => {
    const riesame = new RiesameDiProva(anagrafe);
    await anagrafe.accept([rigaDi(lei, { record: 'uno' }), rigaDi(sbagliata, { record: 'due' })]);
    await riesame.unite(await riesame.of('uno'), await riesame.of('due'));
    await protect(await riesame.of('uno'));
    for (const [revisione, annullamento] of [[2, true] as const, [3, false] as const]) {
      await anagrafe.accept([
        rigaDi(lei, { record: 'uno', revisione, annullamento }),
        rigaDi(sbagliata, { record: 'due', revisione, annullamento }),
      ]);
    }
    const living = await rows<{ protetta: boolean }>(
      `SELECT protetta FROM anagrafe_regionale.persona WHERE unita_in IS NULL`,
    );
    expect([living.length > 0, living.every(({ protetta }) => protetta)]).toEqual([true, true]);
  });

  it('is followed by who protects it, as who it is found to be', async () => {
    const feed = new FeedDiProva(anagrafe);
    await anagrafe.accept([rigaDi(sbagliata, { record: 'rifugio', ente: 'loreto' })]);
    const { id } = await only();
    await protect(id);
    const { id: sua } = await feed.follow('loreto', id);
    await anagrafe.accept([rigaDi(lei, { record: 'casa', ente: 'loreto' })]);
    await anagrafe.accept([rigaDi(lei, { record: 'rifugio', ente: 'loreto', revisione: 2 })]);
    await feed.note({ personaId: (await only()).id, gruppi: ['identita'] });
    await feed.endWindow();
    expect(await feed.told('loreto')).toEqual(['1 persona.variata identita']);
    expect(await feed.sottoscrizione('loreto', sua)).toMatchObject({ stato: 'attiva' });
  });

  it('leaves nothing behind with who was never protected', async () => {
    await anagrafe.accept([rigaDi(sbagliata, { record: 'a' }), rigaDi(lei, { record: 'b' })]);
    await anagrafe.accept([rigaDi(lei, { record: 'a', revisione: 2 })]);
    expect(await only()).toMatchObject({ protetta: false });
    expect(await rows(`SELECT FROM anagrafe_regionale.radice_persona`)).toEqual([]);
  });
});
