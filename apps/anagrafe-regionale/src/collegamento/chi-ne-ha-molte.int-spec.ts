import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { LeggiPersone } from '../persona/leggi-persone.js';
import { RicalcolaPersone } from '../persona/ricalcola-persone.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { recordIdOf, rigaDi, tizio } from '../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const rows = <T>(sql: string) => anagrafe.database.admin<T>(sql);
const say = (record: string, giorno: number, altro: object = {}) => {
  const accettata = `2026-02-${String(giorno).padStart(2, '0')}T08:00:00.000Z`;
  return anagrafe.accept([rigaDi({ ...tizio(), ...altro }, { record })], accettata);
};
/** What is read of the only person where these records are about to change. */
async function lette(...variati: string[]): Promise<string[]> {
  const read = anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
    const ids = (await tx.query<{ id: string }>(`SELECT id FROM persona`)).map(({ id }) => id);
    return anagrafe.get(LeggiPersone).read(tx, ids, variati.map(recordIdOf));
  });
  return (await read)[0]!.schede.map(({ recordId }) => recordId).toSorted();
}
const records = (...names: string[]): string[] => names.map(recordIdOf).toSorted();

it('of who is given the same every day the last day is read, and what differs', async () => {
  for (const [at, record] of ['a', 'b', 'c', 'd'].entries()) await say(record, at + 1);
  await say('altrove', 1, { comune: '042002' });
  expect(await lette()).toEqual(records('d', 'altrove'));
  // Whichever of those that are about to change go, what stands for the rest is there.
  expect(await lette('d', 'c')).toEqual(records('b', 'c', 'd', 'altrove'));
});

it('what is said no more leaves the person as what others still say', async () => {
  for (const [at, record] of ['a', 'b', 'c'].entries()) await say(record, at + 1);
  const dopo = { ...tizio(), cognome: 'ROSSI BIANCHI' };
  for (const revisione of [2, 3]) {
    await anagrafe.accept([rigaDi(dopo, { record: 'c', revisione })], '2026-02-04T08:00:00.000Z');
    await anagrafe.accept([rigaDi(dopo, { record: 'b', revisione, annullamento: true })]);
  }
  const persone = () => rows(`SELECT id, cognome FROM anagrafe_regionale.persona`);
  expect(await persone()).toMatchObject([{ cognome: 'ROSSI BIANCHI' }]);
  await anagrafe.accept([rigaDi(dopo, { record: 'c', revisione: 4, annullamento: true })]);
  const [left] = (await persone()) as { id: string; cognome: string }[];
  expect(left!.cognome).toBe('ROSSI');
  const work = anagrafe
    .get(Database)
    .transaction('consumer', {}, (tx) => anagrafe.get(RicalcolaPersone).of(tx, [left!.id]));
  expect(await work).toBe(0);
});

it('a scheda that the release before corrected stands for itself', async () => {
  await say('a', 1);
  await say('b', 2);
  await rows(`UPDATE anagrafe_regionale.scheda SET revisione = 2, cognome = 'VERDI' WHERE accettata_il > '2026-02-02'`);
  expect(await lette()).toEqual(records('a', 'b'));
});
