import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Random } from '#libs/sintetici';
import { type PrivateServer, eventually, privatePostgres, privateRabbit } from '#libs/testing';
import { Installazione } from './prova/installazione.js';
import type { NomeApp } from './prova/processo.js';
import { COMUNI, StoriaInps } from './prova/storia-inps.js';

/** Decides who dies when; the load and the machine decide what each was doing. */
const SEME = process.env['SNODO_SEME'] ?? String(randomInt(1_000_000_000));
const RIGHE = 6_000;
/** Longest peace between two deaths, ms. */
const PACE = 2_500;

describe('the way to INPS, under a kill -9 of each process in the middle of it', () => {
  let postgres: PrivateServer;
  let rabbit: PrivateServer;
  let installazione: Installazione;
  let storia: StoriaInps;

  beforeAll(async () => {
    process.stderr.write(`seed: SNODO_SEME=${SEME}\n`);
    [postgres, rabbit] = await Promise.all([privatePostgres(), privateRabbit()]);
    installazione = await Installazione.prepare(
      'processi separati con RabbitMQ',
      {
        SNODO_REPORTING_INTERVALLO: '1s',
        SNODO_LEASE_VALIDAZIONE: '3s',
        SNODO_LOG_LEVEL: 'fatal',
        SNODO_INPS_ENTI: Object.values(COMUNI).join(','),
        SNODO_INPS_GENERIC_ERRORS: '3',
      },
      { serverUrl: postgres.url, brokerUrl: rabbit.url },
    );
    await installazione.start();
    storia = new StoriaInps(installazione);
    await storia.chooseSnodo();
  }, 240_000);

  afterAll(async () => {
    await installazione.drop().catch(() => undefined);
    await Promise.all([postgres.stop(), rabbit.stop()]);
  }, 60_000);

  it('I1 I2 I3 I6 loses no riga, publishes none twice, and every riga ends where it must', async () => {
    let over = false;
    const deaths = killEach().finally(() => (over = true));
    const polling = poll(() => over);
    await storia.depositAll(RIGHE, (ente, xml) => insist(() => installazione.deposit(ente, xml)));
    process.stderr.write(`killed: ${(await deaths).join(', ')}\n`);
    await polling;
    await storia.untilFinal(240_000);
    await storia.expectStates();
    await storia.expectServedOnce();
    await expectFactsOfAll();
  }, 900_000);

  /** Every process once, in an order of chance, each back before the next one dies. */
  async function killEach(): Promise<NomeApp[]> {
    const random = new Random(SEME);
    const left: NomeApp[] = [...installazione.apps];
    const dead: NomeApp[] = [];
    while (left.length > 0) {
      const [app] = left.splice(random.below(left.length), 1) as [NomeApp];
      await pause(200 + random.below(PACE));
      await installazione.processi.get(app)!.kill9();
      dead.push(app);
      await insist(() => installazione.startOne(app));
    }
    return dead;
  }

  /** INPS comes all the time, also while nobody answers. */
  async function poll(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await storia.inps.slot().catch(() => undefined);
      await pause(200);
    }
  }

  /** I1, I2: the registry and reporting know every record that is alive once, and no other. */
  async function expectFactsOfAll(): Promise<void> {
    await insist(async () => {
      const [counts] = await installazione.database.admin<{ record: number }>(
        `SELECT (SELECT count(*)::int FROM ingestion.record WHERE NOT annullato) AS record,
           (SELECT count(*)::int FROM anagrafe_regionale.scheda) AS schede,
           (SELECT count(DISTINCT fatto_id)::int FROM reporting.fatto) AS fatti,
           (SELECT count(*)::int FROM reporting.revisione_fatto WHERE NOT annullato) AS revisioni`,
      );
      const { record } = counts!;
      expect(counts).toEqual({ record, schede: record, fatti: record, revisioni: record });
    });
  }
});

/** Tries again until it works: what was killed comes back within seconds. */
function insist<T>(work: () => Promise<T>): Promise<T> {
  return eventually(work, { timeout: 180_000, interval: 300 });
}
