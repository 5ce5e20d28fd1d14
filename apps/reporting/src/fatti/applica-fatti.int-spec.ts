import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FattoCollegato } from '#libs/contracts';
import type { Database } from '#libs/persistence';
import { type TestDatabase, createTestDatabase } from '#libs/testing';
import { REPORTING_MIGRATIONS } from '../migrations/index.js';
import { ENTI_DI_PROVA as ENTI, fatto, storie } from '../prova/fatti-di-prova.js';
import { ApplicaFatti } from './applica-fatti.js';

const QUANDO = '2026-03-10T08:00:00.000Z';
const MEZZA = 500;

describe('facts of the registry', () => {
  let database: TestDatabase;
  let own: Database;
  const applica = new ApplicaFatti();
  const clear = () => database.empty(['reporting.fatto', 'reporting.revisione_fatto', 'reporting.variazione']);
  const apply = (fatti: readonly FattoCollegato[]) =>
    own.transaction('consumer', {}, (tx) => applica.apply(tx, fatti, QUANDO));
  /** All that a table can be made of. */
  const rows = () =>
    database.admin(`SELECT fatto_id, anno, ente, area, pseudonimo, spesa FROM reporting.fatto ORDER BY fatto_id, anno`);
  const changed = async () =>
    (await database.admin<{ anno: number }>('SELECT DISTINCT anno FROM reporting.variazione ORDER BY anno')).map(
      ({ anno }) => anno,
    );

  beforeAll(async () => {
    database = await createTestDatabase([{ app: 'reporting', migrations: REPORTING_MIGRATIONS }]);
    own = await database.open('reporting');
  });
  afterAll(() => database.drop());
  beforeEach(clear);

  it('make one row per year they touch', async () => {
    await apply([
      fatto('1', 'a', {
        anni: [
          { anno: 2025, spesa: 1 },
          { anno: 2026, spesa: 2 },
        ],
      }),
    ]);
    expect(await rows()).toMatchObject([
      { anno: 2025, spesa: '1', ente: ENTI.uno },
      { anno: 2026, spesa: '2', pseudonimo: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
    expect(await changed()).toEqual([2025, 2026]);
  });

  it('cancelled without a code leave nothing, and need none', async () => {
    await apply([fatto('1', 'a')]);
    await apply([fatto('1', 'a', { revisione: 2, annullato: true, codice: '' })]);
    expect(await rows()).toEqual([]);
  });

  it('a newer revision replaces all of an older one, also in years it no longer touches', async () => {
    await apply([fatto('1', 'a', { anni: [{ anno: 2024, spesa: 5 }] })]);
    await database.admin('DELETE FROM reporting.variazione');
    await apply([fatto('1', 'b', { revisione: 2, area: '1', anni: [{ anno: 2026, spesa: 7 }] })]);
    expect(await rows()).toMatchObject([{ anno: 2026, area: '1', spesa: '7' }]);
    expect(await changed()).toEqual([2024, 2026]);
  });

  it('an older or equal revision changes nothing and asks for no new table', async () => {
    await apply([fatto('1', 'a', { revisione: 3 })]);
    const before = await rows();
    await database.admin('DELETE FROM reporting.variazione');
    await apply([fatto('1', 'b', { revisione: 2 }), fatto('1', 'c', { revisione: 3 })]);
    expect(await rows()).toEqual(before);
    expect(await changed()).toEqual([]);
  });

  it('a cancellation that comes first keeps its place', async () => {
    await apply([fatto('1', 'a', { revisione: 2, annullato: true, anni: [] })]);
    await apply([fatto('1', 'a')]);
    expect(await rows()).toEqual([]);
    await apply([fatto('1', 'a', { revisione: 3 })]);
    expect(await rows()).toHaveLength(1);
  });

  it('the newest of several revisions in one message wins', async () => {
    await apply([
      fatto('1', 'a', { revisione: 2, area: '2' }),
      fatto('1', 'a'),
      fatto('1', 'a', { revisione: 3, area: '1' }),
    ]);
    expect(await rows()).toMatchObject([{ area: '1' }]);
  });

  it('a year named twice is one share', async () => {
    const anni = [
      { anno: 2026, spesa: 1 },
      { anno: 2026, spesa: 2 },
    ];
    await apply([fatto('1', 'a', { anni })]);
    expect(await rows()).toMatchObject([{ spesa: '3' }]);
  });

  it('years far away have a place too', async () => {
    await apply([
      fatto('1', 'a', {
        anni: [
          { anno: 1998, spesa: 1 },
          { anno: 2077, spesa: 2 },
        ],
      }),
    ]);
    expect(await rows()).toHaveLength(2);
  });

  it('a message of 500 is applied whole, and again without effect', async () => {
    const many = Array.from({ length: MEZZA }, (_, index) => fatto(String(index), String(index % 7)));
    await apply(many);
    await apply(many);
    expect(await rows()).toHaveLength(MEZZA);
  });

  it('two messages with the same facts at once do not block each other for ever, and the newest wins', async () => {
    const of = (revisione: number) =>
      Array.from({ length: 100 }, (_, index) =>
        fatto(String(index), 'a', { revisione, anni: [{ anno: 2026, spesa: revisione }] }),
      );
    await Promise.all([apply(of(2)), apply(of(3).toReversed()), apply(of(1)), apply(of(4))]);
    expect(new Set((await rows()).map(({ spesa }) => spesa))).toEqual(new Set(['4']));
  });

  it('I2 give the same rows in whatever order, however often and in whatever messages they come', async () => {
    const shuffled = storie.chain((storia) =>
      fc.tuple(
        fc.constant(storia),
        fc.shuffledSubarray([...storia, ...storia], { minLength: storia.length * 2 }),
        fc.integer({ min: 1, max: 8 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([storia, disordine, size]) => {
        await clear();
        await apply(storia);
        const expected = await rows();
        await clear();
        for (let from = 0; from < disordine.length; from += size) await apply(disordine.slice(from, from + size));
        expect(await rows()).toEqual(expected);
        const last = new Map(storia.map((one) => [one.fattoId, one]));
        const live = [...last.values()].filter(({ annullato }) => !annullato);
        expect(expected).toHaveLength(live.reduce((sum, { anni }) => sum + anni.length, 0));
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('I4 the database refuses words where codes belong', async () => {
    const wrong: Partial<FattoCollegato>[] = [
      { codice: 'ROSSI' },
      { comuneResidenza: 'Pesaro' },
      { nomenclatura: 'Mario Rossi' },
      { fasciaEta: '46' as never },
      { cittadinanza: 'marocchina' as never },
      { sesso: 'Maria' as never },
      { area: 'x' as never },
    ];
    for (const fields of wrong) {
      await expect(apply([fatto('1', 'a', fields as never)])).rejects.toMatchObject({ code: '23514' });
    }
    await expect(apply([Object.assign(fatto('1', 'a'), { pseudonimo: 'RSSMRA80A01H501U' })])).rejects.toMatchObject({
      code: '22P02',
    });
  });
});
