import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { dettoDi } from '../prova/detti-di-prova.js';
import { codice } from '../prova/schede-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { CollegaSchede } from './collega-schede.js';
import type { SchedaDaCollegare } from './scheda-da-collegare.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const STP = codice('stp', 'STP1100010000017');
const chi = tizio({ cognome: 'BEVILACQUA', nome: 'TEODORICO' });
const CF = codice('codice_fiscale', chi.codice);
const NATO = '1966-03-14' as LegalDay;
/** What registries say has the day of birth, of which a code without letters says nothing. */
const detto = (record: string, codici = [] as readonly ReturnType<typeof codice>[], of = chi) =>
  dettoDi(of, record, { codici, dati: { dataNascita: NATO } });
const link = (...schede: readonly SchedaDaCollegare[]) =>
  anagrafe.get(Database).transaction('consumer', {}, (tx) => anagrafe.get(CollegaSchede).link(tx, schede));
const rows = <T>(sql: string) => anagrafe.database.admin<T>(sql);
const count = async (table: string) =>
  (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM anagrafe_regionale.${table}`))[0]!.n;

describe('without a common code', () => {
  it('two registries speak of one person, which the legame tells with score and model', async () => {
    await link(detto('a'));
    expect([...(await link(detto('b'))).values()]).toMatchObject([{ esito: 'risolta' }]);
    expect(await count('persona')).toBe(1);
    expect(
      await rows(`SELECT decisione, punteggio > 4 AS alto, modello FROM anagrafe_regionale.legame ORDER BY decisione`),
    ).toEqual([
      { decisione: 'automatica', alto: true, modello: 'italiano-1' },
      { decisione: 'nuova', alto: null, modello: null },
    ]);
  });

  it('two righe of one message speak of one person', async () => {
    await link(detto('a'), detto('b'), detto('c', [STP]));
    expect(await count('persona')).toBe(1);
  });

  it('twins are two, and nobody is asked where each has a code of its own', async () => {
    const gemella = tizio({ cognome: chi.cognome, nome: 'ERMENEGILDA', sesso: 'F' });
    await link(detto('a', [CF]));
    await link(detto('b', [codice('codice_fiscale', gemella.codice)], gemella));
    expect([await count('persona'), await count('possibile_duplicato')]).toEqual([2, 0]);
    await link(detto('c', [], gemella));
    expect([await count('persona'), await count('possibile_duplicato')]).toEqual([2, 0]);
  });

  it('who may be another is another, and a pair to look at, once, whose evidence is sealed', async () => {
    await link(detto('a'));
    const senzaGiorno = dettoDi(chi, 'b', { codici: [], dati: { dataNascita: undefined } });
    expect([...(await link(senzaGiorno)).values()]).toMatchObject([{ esito: 'dubbia' }]);
    await link({ ...senzaGiorno, revisione: 2 });
    expect(await count('persona')).toBe(2);
    const dubbi = await rows<{ punteggio: number; evidenza: Buffer }>(
      `SELECT punteggio, evidenza FROM anagrafe_regionale.possibile_duplicato`,
    );
    expect(dubbi).toHaveLength(1);
    expect(dubbi[0]!.punteggio).toBeGreaterThan(0);
    expect(dubbi[0]!.evidenza.toString('latin1')).not.toContain('cognome');
  });

  it('is a doubt no more once a correction has made them two, and stays one while they are as like', async () => {
    const stati = () => rows(`SELECT stato FROM anagrafe_regionale.possibile_duplicato`);
    await link(detto('a'));
    const senzaGiorno = dettoDi(chi, 'b', { codici: [], dati: { dataNascita: undefined } });
    await link(senzaGiorno);
    await link({ ...detto('a', [CF]), revisione: 2 });
    expect(await stati()).toEqual([{ stato: 'aperto' }]);
    const altra = { ...chi, nome: 'GIOVANNA', sesso: 'F' as const, annoNascita: '1980' };
    await link(dettoDi(altra, 'b', { revisione: 2, codici: [] }));
    expect(await stati()).toEqual([{ stato: 'superato' }]);
  });

  it('is a doubt for the code that they have in common, once a correction has left nothing else of it', async () => {
    const lei = tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02' });
    const mista = { ...lei, codice: chi.codice };
    const dubbio = () =>
      rows(`SELECT punteggio IS NULL AS "delCodice" FROM anagrafe_regionale.possibile_duplicato
        WHERE stato = 'aperto' AND (SELECT count(*) FROM anagrafe_regionale.scheda s JOIN anagrafe_regionale.persona p ON p.id = s.persona_id
          WHERE p.id IN (persona_a, persona_b) AND s.comune_fonte IS NOT NULL AND s.cognome = 'ROSSI') = 3`);
    await link(dettoDi(chi, 'a'));
    await link(dettoDi(lei, 'b'), dettoDi(lei, 'b2'));
    await link(dettoDi(mista, 'c'));
    expect(await dubbio()).toEqual([{ delCodice: false }]);
    await link(dettoDi(lei, 'b', { revisione: 2, codici: [codice('codice_fiscale', lei.codice), CF] }));
    expect(await dubbio()).toEqual([{ delCodice: false }]);
    await link(dettoDi({ ...mista, nome: 'ORESTE', sesso: 'M', annoNascita: '1930' }, 'c', { revisione: 2 }));
    expect(await dubbio()).toEqual([{ delCodice: true }]);
  });

  it('who may be somebody known is nobody, and nobody is asked, where nobody new may be made', async () => {
    await link(detto('a'));
    const senzaGiorno = dettoDi(chi, 'b', { codici: [], dati: { dataNascita: undefined } });
    const said = await anagrafe
      .get(Database)
      .transaction('consumer', {}, (tx) => anagrafe.get(CollegaSchede).link(tx, [senzaGiorno], { soloNote: true }));
    expect([...said.values()]).toMatchObject([{ esito: 'ignota' }]);
    expect([await count('persona'), await count('possibile_duplicato'), await count('record')]).toEqual([1, 0, 1]);
  });

  it('a revision that changes nothing of the person leaves it where it was, though another became as like', async () => {
    await link(detto('a'));
    await link(detto('b'));
    const personaOf = () => rows(`SELECT persona_id FROM anagrafe_regionale.scheda ORDER BY record_id`);
    const before = await personaOf();
    await link({ ...detto('b'), revisione: 2 });
    expect(await personaOf()).toEqual(before);
  });
});

describe('at once', () => {
  it.each([
    ['without a code', [], []],
    ['under STP and under codice fiscale', [STP], [CF]],
    ['under one codice fiscale and without', [CF], []],
  ] as const)('many consumers make one person %s, and leave no lock behind', async (_how, some, others) => {
    for (let round = 0; round < 4; round += 1) {
      await anagrafe.empty();
      const gente = Array.from({ length: 6 }, (_, at) => detto(`r${at}`, at % 2 === 0 ? some : others));
      const altri = (at: number) => detto(`x${at}`, [], { ...chi, cognome: `ALTRO${'ABCDEF'[at]}` });
      // Each message has somebody else too, in another place of it: locks in the order of the message would meet in a circle.
      await Promise.all(gente.map((one, at) => (at % 2 === 0 ? link(one, altri(at)) : link(altri(5 - at), one))));
      expect(
        await rows(`SELECT count(*)::int AS n FROM anagrafe_regionale.persona WHERE cognome = 'BEVILACQUA'`),
      ).toEqual([{ n: 1 }]);
      expect(await count('serratura')).toBe(0);
    }
  });

  it('the second waits for the first, and finds the person that it made', async () => {
    const database = anagrafe.get(Database);
    const collega = anagrafe.get(CollegaSchede);
    let second: Promise<unknown> | undefined;
    let done = false;
    await database.transaction('consumer', {}, async (tx) => {
      await collega.link(tx, [detto('a', [STP])]);
      second = link(detto('b', [CF])).then(() => (done = true));
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(done).toBe(false);
    });
    await second;
    expect(await count('persona')).toBe(1);
  });
});
