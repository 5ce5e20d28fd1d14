import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { dettoDi } from '../prova/detti-di-prova.js';
import { codice } from '../prova/schede-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { recordIdOf, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { CollegaSchede } from './collega-schede.js';
import type { SchedaDaCollegare } from './scheda-da-collegare.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const chi = tizio();
const CF = codice('codice_fiscale', chi.codice);
const STP = codice('stp', 'STP1100010000017');
const PROVVISORIO = codice('codice_fiscale_provvisorio', '12345678903');
const once = (stato: ReturnType<typeof codice>) => ({ ...stato, stato: 'cessato' as const });

const link = (schede: readonly SchedaDaCollegare[], options?: { soloNote: boolean }) =>
  anagrafe.get(Database).transaction('consumer', {}, (tx) => anagrafe.get(CollegaSchede).link(tx, schede, options));
const esito = async (detto: SchedaDaCollegare) => (await link([detto])).get(detto.recordId)?.esito;
const rows = <T>(sql: string) => anagrafe.database.admin<T>(sql);
const count = async (table: string) =>
  (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM anagrafe_regionale.${table}`))[0]!.n;
const mostrata = async (cercato: string) => {
  const { body } = await anagrafe
    .ask('recanati', 'post', '/rest/anagrafe/v1/persone/ricerche')
    .send({ codice_fiscale: cercato, finalita: 'presa_in_carico' })
    .expect(200);
  return (body as { items: { id: string; codice_fiscale: string; cognome: string }[] }).items;
};

describe('a person that several sources know by several codes', () => {
  it('a foreign minor goes from STP to codice fiscale through a source that says both, and is found by both', async () => {
    await anagrafe.accept([rigaDi({ ...chi, codice: STP.codice })]);
    expect(await esito(dettoDi(chi, 'comune', { codici: [CF, once(STP)] }))).toBe('risolta');
    expect(await count('persona')).toBe(1);
    const [byNew] = await mostrata(CF.codice);
    const [byOld] = await mostrata(STP.codice);
    expect(byNew).toMatchObject({ codice_fiscale: CF.codice });
    expect(byOld?.id).toBe(byNew?.id);
  });

  it('a provisional code gives way to the codice fiscale, and a changed one stays as one it had', async () => {
    const nuovo = codice('codice_fiscale', tizio({ nato: '1966-03-15' }).codice);
    await anagrafe.accept([rigaDi({ ...chi, codice: PROVVISORIO.codice })]);
    await link([dettoDi(chi, 'comune', { codici: [CF, once(PROVVISORIO)] })]);
    await link([dettoDi(chi, 'comune', { revisione: 2, codici: [nuovo, once(CF)] })]);
    expect(await count('persona')).toBe(1);
    for (const one of [nuovo, CF]) expect(await mostrata(one.codice)).toMatchObject([{ codice_fiscale: nuovo.codice }]);
    expect(await mostrata(PROVVISORIO.codice)).toMatchObject([{ codice_fiscale: nuovo.codice }]);
  });

  it('of two who are called by their own codes none is joined to the other by a source that says both: it is a doubt', async () => {
    await anagrafe.accept([rigaDi({ ...chi, codice: STP.codice }), rigaDi(chi)]);
    expect(await count('persona')).toBe(2);
    expect(await esito(dettoDi(chi, 'comune', { codici: [CF, once(STP)] }))).toBe('risolta');
    expect(await rows(`SELECT stato FROM anagrafe_regionale.possibile_duplicato`)).toEqual([{ stato: 'aperto' }]);
    expect(await rows(`SELECT dubbia FROM anagrafe_regionale.persona`)).toEqual([{ dubbia: true }, { dubbia: true }]);
  });

  it('without any code is somebody all the same', async () => {
    expect(await esito(dettoDi(chi, 'senza', { codici: [] }))).toBe('nuova');
    expect(await count('persona_codice')).toBe(0);
    await link([dettoDi({ ...chi, cognome: 'CORRETTO' }, 'senza', { revisione: 2, codici: [] })]);
    expect(await rows(`SELECT cognome, revisione::int FROM anagrafe_regionale.persona`)).toEqual([
      { cognome: 'CORRETTO', revisione: 1 },
    ]);
  });

  it('has the names of its registry office, the life it says, and forgets codes that no source says any more', async () => {
    await anagrafe.accept([rigaDi({ ...chi, cognome: 'SOCIALE' })], '2026-03-05T08:00:00.000Z');
    const decesso = { vita: 'deceduta', dataDecesso: '2026-02-20' as LegalDay } as const;
    await link([dettoDi({ ...chi, cognome: 'COMUNE' }, 'comune', { codici: [CF, once(STP)], dati: decesso })]);
    expect(await rows(`SELECT cognome, vita, data_decesso::text FROM anagrafe_regionale.persona`)).toEqual([
      { cognome: 'COMUNE', vita: 'deceduta', data_decesso: '2026-02-20' },
    ]);
    expect(await count('persona_codice')).toBe(2);
    await link([dettoDi(chi, 'comune', { revisione: 2 })]);
    expect([await count('persona_codice'), await count('scheda_codice')]).toEqual([1, 0]);
    expect(await rows(`SELECT vita FROM anagrafe_regionale.persona`)).toEqual([{ vita: 'in_vita' }]);
  });
});

describe('where nobody new may be made', () => {
  it('who is known is linked, and who is not leaves no trace, until somebody else knows it', async () => {
    const altro = tizio({ nome: 'ALTRO' });
    await anagrafe.accept([rigaDi(chi)]);
    const said = await link([dettoDi(chi, 'noto'), dettoDi(altro, 'ignoto')], { soloNote: true });
    expect([...said.values()].map(({ esito: one }) => one)).toEqual(['risolta', 'ignota']);
    expect([await count('persona'), await count('scheda'), await count('record')]).toEqual([1, 2, 2]);
    await anagrafe.accept([rigaDi(altro)]);
    const again = await link([dettoDi(altro, 'ignoto')], { soloNote: true });
    expect(again.get(recordIdOf('ignoto'))?.esito).toBe('risolta');
  });
});

describe('whose a record is', () => {
  const legami = () =>
    rows<{ decisione: string; chiuso: boolean }>(
      `SELECT decisione, al IS NOT NULL AS chiuso FROM anagrafe_regionale.legame
        WHERE record_id = decode('${recordIdOf('a')}', 'hex') ORDER BY al NULLS LAST`,
    );
  const pin = async (personaId: string) => {
    const params = [Buffer.from(recordIdOf('a'), 'hex')];
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.legame SET al = now() WHERE record_id = $1`, params);
    await anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.legame (record_id, persona_id, dal, decisione) VALUES ($1, $2, '2026-03-11', 'manuale')`,
      [...params, personaId],
    );
  };

  it('is kept with its history: one open legame, and how it was decided', async () => {
    await anagrafe.accept([rigaDi(chi, { record: 'b' }), rigaDi(tizio({ nome: 'ALTRO' }), { record: 'a' })]);
    expect(await legami()).toEqual([{ decisione: 'nuova', chiuso: false }]);
    await anagrafe.accept([rigaDi(chi, { record: 'a', revisione: 2 })]);
    expect(await legami()).toEqual([
      { decisione: 'nuova', chiuso: true },
      { decisione: 'codice', chiuso: false },
    ]);
    await anagrafe.accept([rigaDi(chi, { record: 'a', revisione: 3, annullamento: true })]);
    expect((await legami()).every(({ chiuso }) => chiuso)).toBe(true);
  });

  it('by decision of a person is not decided again, not even after it was cancelled', async () => {
    await anagrafe.accept([rigaDi(chi, { record: 'b' }), rigaDi(tizio({ nome: 'ALTRO' }), { record: 'a' })]);
    const [{ id }] = (await rows(`SELECT id FROM anagrafe_regionale.persona WHERE nome = 'MIRKO'`)) as [{ id: string }];
    await pin(id);
    const personaOf = async (revisione: number, annullamento = false) => {
      await anagrafe.accept([rigaDi(tizio({ nome: 'ALTRO' }), { record: 'a', revisione, annullamento })]);
      return rows(
        `SELECT persona_id AS id FROM anagrafe_regionale.scheda WHERE record_id = decode('${recordIdOf('a')}', 'hex')`,
      );
    };
    expect(await personaOf(2)).toEqual([{ id }]);
    expect(await personaOf(3, true)).toEqual([]);
    expect(await personaOf(4)).toEqual([{ id }]);
  });

  it('in doubt for a code is a pair to look at until a correction takes the code away', async () => {
    await anagrafe.accept([rigaDi(chi), rigaDi({ ...chi, nome: 'GIOVANNA' }, { record: 'a' })]);
    const stati = () => rows(`SELECT stato FROM anagrafe_regionale.possibile_duplicato`);
    expect(await stati()).toEqual([{ stato: 'aperto' }]);
    await anagrafe.accept([rigaDi(tizio({ nome: 'GIOVANNA', sesso: 'F' }), { record: 'a', revisione: 2 })]);
    expect(await stati()).toEqual([{ stato: 'superato' }]);
  });

  it('of a pair that somebody separated is not asked again', async () => {
    await anagrafe.accept([rigaDi(chi), rigaDi({ ...chi, nome: 'GIOVANNA' })]);
    await anagrafe.database.admin(`WITH d AS (DELETE FROM anagrafe_regionale.possibile_duplicato RETURNING *)
      INSERT INTO anagrafe_regionale.distinti SELECT persona_a, persona_b, now(), NULL, 'prova', 'prova' FROM d`);
    await anagrafe.accept([rigaDi(chi)]);
    expect(await count('possibile_duplicato')).toBe(0);
  });
});

describe('a fact', () => {
  it('is told under a revision that never goes back, after it was told again meanwhile', async () => {
    const revisioni = async () => (await anagrafe.said()).fatti.map(({ revisione }) => revisione);
    await anagrafe.accept([rigaDi(chi, { record: 'a' })]);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.record SET fatto_revisione = 5`);
    await anagrafe.accept([rigaDi(chi, { record: 'a', revisione: 2 })]);
    await anagrafe.accept([rigaDi(chi, { record: 'a', revisione: 3, annullamento: true })]);
    await anagrafe.accept([rigaDi(chi, { record: 'a', revisione: 9 })]);
    expect(await revisioni()).toEqual([1, 6, 7, 9]);
  });

  it('of a record that release N−1 wrote follows the revision of the record', async () => {
    await anagrafe.accept([rigaDi(chi, { record: 'a', revisione: 4 })]);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.record SET fatto_revisione = NULL`);
    await anagrafe.accept([rigaDi(chi, { record: 'a', revisione: 5 })]);
    expect((await anagrafe.said()).fatti.map(({ revisione }) => revisione)).toEqual([4, 5]);
  });
});

it('what changes of a person is noted by kind; of who is new nothing is', async () => {
  await anagrafe.accept([rigaDi(chi)]);
  expect(await count('variazione')).toBe(0);
  await link([dettoDi({ ...chi, cognome: 'VERDI' }, 'comune', { ente: ENTI.recanati.id })]);
  expect(await rows(`SELECT gruppi FROM anagrafe_regionale.variazione`)).toEqual([{ gruppi: 1 }]);
});
