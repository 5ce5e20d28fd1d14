import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { GatewayDiProva } from '../prova/gateway-di-prova.js';
import { riga } from '../prova/righe-di-prova.js';

/** One request of INPS: it asks from where it is, or from an earlier place, and acquires some first part of what it gets. */
interface Passo {
  readonly limit: number;
  /** How much of the page is acquired before something goes wrong; more than the page: all of it. */
  readonly acquired: number;
  /** Which of the places seen so far it goes back to, if it does; 0 is the beginning. */
  readonly back: number | undefined;
  readonly pause: number;
}

const passi = fc.array(
  fc.record({
    limit: fc.integer({ min: 1, max: 100 }),
    acquired: fc.integer({ min: 0, max: 120 }),
    back: fc.option(fc.nat(50), { nil: undefined, freq: 5 }),
    pause: fc.nat(8),
  }),
  { minLength: 4, maxLength: 25 },
);
/** Righe of each message of each publisher, and how the clock moves before it. */
const editori = fc.array(
  fc.array(fc.record({ righe: fc.integer({ min: 1, max: 4 }), clock: fc.integer({ min: -50, max: 50 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
  { minLength: 2, maxLength: 4 },
);

interface Servito {
  readonly id_flusso: string;
  readonly ts_flusso: string;
}

describe('INPS asking while several connections publish', () => {
  let gateway: GatewayDiProva;
  let record = 0;

  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
  });
  afterAll(() => gateway.close());

  const ask = async (since: number, limit: number): Promise<Servito[]> => {
    const answer = await gateway.ask('inps', 'get', `/waas/H211/v1/flussi?since=${since}&limit=${limit}`).expect(200);
    return (answer.body as { elenco_flussi: Servito[] }).elenco_flussi;
  };

  const publisher = async (messages: readonly { righe: number; clock: number }[]): Promise<void> => {
    for (const { righe, clock } of messages) {
      gateway.clock.advance(clock);
      await gateway.publish(Array.from({ length: righe }, () => riga({ record: `i6-${(record += 1)}` })));
    }
  };

  it('I6 gets every flusso exactly in order, none missed and none twice, by any legal sequence of requests', async () => {
    await fc.assert(
      fc.asyncProperty(passi, editori, async (steps, publishers) => {
        await gateway.database.empty(['inps_gateway.flusso', 'inps_gateway.registro', 'inps_gateway.interrogazione']);
        const publishing = Promise.all(publishers.map(publisher));
        const pages: { since: number; limit: number; page: Servito[] }[] = [];
        const places = [0];
        let since = 0;
        const poll = async ({ limit, acquired, back, pause: wait }: Passo): Promise<number> => {
          if (back !== undefined) since = places[back % places.length]!;
          const page = await ask(since, limit);
          pages.push({ since, limit, page });
          const last = page[Math.min(acquired, page.length) - 1];
          if (last !== undefined) since = Date.parse(last.ts_flusso);
          places.push(since);
          await pause(wait);
          return page.length;
        };
        for (const step of steps) await poll(step);
        await publishing;
        since = 0;
        while ((await poll({ limit: 100, acquired: 100, back: undefined, pause: 0 })) > 0);

        const log = (
          await gateway.database.admin<{ id_flusso: string; ts: string }>(
            'SELECT id_flusso, ts FROM inps_gateway.flusso ORDER BY ts',
          )
        ).map(({ id_flusso, ts }) => ({ id_flusso, ts: Number(ts) }));
        // Each page is what comes next in the final log: nothing was slipped in behind a place already served.
        for (const { since: from, limit, page } of pages) {
          const next = log.filter(({ ts }) => ts > from);
          expect(page.length).toBeLessThanOrEqual(limit);
          expect(page.map(({ id_flusso }) => id_flusso)).toEqual(
            next.slice(0, page.length).map(({ id_flusso }) => id_flusso),
          );
        }
        const published = publishers.flat().reduce((sum, { righe }) => sum + righe, 0);
        expect([log.length, new Set(log.map(({ id_flusso }) => id_flusso)).size]).toEqual([published, published]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('I6 finds its old cursor continued when it comes from another platform, whose clock runs ahead', async () => {
    await gateway.database.empty(['inps_gateway.flusso', 'inps_gateway.registro', 'inps_gateway.interrogazione']);
    const old = gateway.clock.now().getTime() + 3_600_000;
    expect(await ask(old, 10)).toEqual([]);
    await gateway.publish([riga({ record: 'moved' })]);
    const [first] = await ask(old, 10);
    expect(Date.parse(first!.ts_flusso)).toBe(old + 1);
  });

  it('is not led astray by a since that no clock can have', async () => {
    await gateway.database.empty(['inps_gateway.flusso', 'inps_gateway.registro', 'inps_gateway.interrogazione']);
    await ask(gateway.clock.now().getTime() * 1000, 10);
    await ask(Number.MAX_SAFE_INTEGER, 10);
    await gateway.publish([riga({ record: 'sane' })]);
    expect(Date.parse((await ask(0, 10))[0]!.ts_flusso)).toBe(gateway.clock.now().getTime());
  });

  it('waits for nobody: a publication under way does not hold an answer back', async () => {
    const held = await gateway.own.transaction('consumer', {}, async (tx) => {
      await tx.query('SELECT FROM registro FOR UPDATE');
      return ask(0, 10);
    });
    expect(held).toHaveLength(1);
  });
});
