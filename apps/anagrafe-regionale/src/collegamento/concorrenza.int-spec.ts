import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { type Tizio, messaggioDi, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { CollegaRighe } from './collega-righe.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const PERSONE = 60;
const giorni = Array.from({ length: PERSONE }, (_, at) => tizio({ nato: `19${20 + at}-05-05` }));
const one = async <T>(sql: string): Promise<T> =>
  Object.values((await anagrafe.database.admin<object>(sql))[0]!)[0] as T;

describe('consumers at work together', () => {
  it('meet the same new codes in opposite orders: one person each, and nobody is killed', async () => {
    const batch = () => giorni.map((chi) => rigaDi(chi));
    for (let round = 0; round < 5; round += 1) {
      await anagrafe.empty();
      // `accept` fails on a deadlock: nothing here tries again.
      await Promise.all([
        anagrafe.accept(batch()),
        anagrafe.accept(batch().toReversed()),
        anagrafe.accept(batch().toSorted(() => (round % 2 === 0 ? 1 : -1))),
      ]);
      expect(await one(`SELECT count(*)::int FROM anagrafe_regionale.persona`)).toBe(PERSONE);
      expect(await one(`SELECT count(*)::int FROM anagrafe_regionale.scheda`)).toBe(PERSONE * 3);
    }
  });

  it.each([
    ['new', false],
    ['known', true],
  ])(
    'wait in one order for a %s code that a third holds, wherever it stands in their messages',
    async (_quale, known) => {
      const [prima, held, other] = giorni as [Tizio, Tizio, Tizio];
      if (known) await anagrafe.accept([prima, held, other].map((chi) => rigaDi(chi)));
      const waiting: Promise<void>[] = [];
      await anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
        await anagrafe.get(CollegaRighe).link(tx, messaggioDi([rigaDi(held)]), { key: 'prova', ente: 'prova' });
        // Whoever locked in the order of its message would now hold one code and want the other's.
        waiting.push(anagrafe.accept([prima, held, other].map((chi) => rigaDi(chi))));
        waiting.push(anagrafe.accept([other, held, prima].map((chi) => rigaDi(chi))));
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      await Promise.all(waiting);
      expect(await one(`SELECT count(*)::int FROM anagrafe_regionale.persona`)).toBe(3);
    },
  );

  it('correct the same records in opposite orders, from one code to another', async () => {
    await anagrafe.accept(giorni.map((chi, at) => rigaDi(chi, { record: `r${at}` })));
    const moved = (revisione: number, by: number) =>
      giorni.map((_, at) => rigaDi(giorni[(at + by) % PERSONE]!, { record: `r${at}`, revisione }));
    await Promise.all([anagrafe.accept(moved(2, 1)), anagrafe.accept(moved(3, 2).toReversed())]);
    expect(await one(`SELECT min(revisione) FROM anagrafe_regionale.scheda`)).toBe(3);
    expect(await one(`SELECT count(*)::int FROM anagrafe_regionale.persona`)).toBe(PERSONE);
    expect(
      await one(`SELECT count(*)::int FROM anagrafe_regionale.scheda s
        JOIN anagrafe_regionale.persona p ON p.id = s.persona_id AND p.anno_nascita = s.anno_nascita`),
    ).toBe(PERSONE);
  });

  it('wait for each other: the second finds the person that the first has made', async () => {
    const database = anagrafe.get(Database);
    const collega = anagrafe.get(CollegaRighe);
    const body = () => messaggioDi([rigaDi(tizio())]);
    const to = { key: 'prova', ente: 'prova' };
    let second: Promise<unknown> | undefined;
    await database.transaction('consumer', {}, async (tx) => {
      await collega.link(tx, body(), to);
      second = database.transaction('consumer', {}, (other) => collega.link(other, body(), to));
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    await second;
    expect((await anagrafe.said()).collegate.map(({ esito }) => esito).toSorted()).toEqual(['nuova', 'risolta']);
    expect(await one(`SELECT count(*)::int FROM anagrafe_regionale.persona`)).toBe(1);
  });
});
