import { setTimeout as pause } from 'node:timers/promises';
import { encodeCodiceFiscale, legalDay, parseCodiceBelfiore } from '#libs/codici';
import { eventually } from '#libs/testing';
import { documentoCon } from '../prova/documenti.js';
import { type Disposizione, Installazione } from '../prova/installazione.js';
import { ENTI } from '../prova/riferimenti.js';
import { type Bench, type BenchContext, type BenchRow, median, percentile, sizeOf } from './measure.js';

const { belfiore: ENTE } = ENTI.recanati;
const ANNO = 2026;
/** Persons already in the cell, so that it is shown: the threshold is five at most. */
const BASE = 8;
/** How often the reader of the table looks again, ms: the figures are late by half of it. */
const LOOK_MS = 40;
/** Between two deposits, ms, on average: an idle hub, and every moment of the interval between revisions is hit. */
const PAUSE_MS = 800;

const LAYOUTS = ['hub con RabbitMQ', 'hub senza broker'] as const satisfies readonly Disposizione[];
const INTERVALS = [
  { setting: '0ms', what: 'as soon as can be', deposits: sizeOf(60) },
  { setting: undefined, what: 'default interval', deposits: sizeOf(150) },
] as const;

/**
 * From the commit that accepts a riga to the first answer of reporting's table that counts its person: ingestion → registry of persons →
 * reporting, each with its outbox and inbox, then the next revision of the table. An idle hub, one deposit of one riga at a time; what
 * is seen is the public table, read as the region does.
 *
 * There is no floor: nothing else does this work. The interval between revisions (`SNODO_REPORTING_INTERVALLO`) is on purpose.
 */
export default {
  id: 'B14',
  title: 'freshness: accepted riga to the table of reporting',
  async run(context: BenchContext): Promise<BenchRow[]> {
    const rows: BenchRow[] = [];
    for (const layout of LAYOUTS) {
      if (layout === 'hub con RabbitMQ' && context.amqpUrl === undefined) continue;
      for (const interval of INTERVALS) {
        const what = `${layout}, ${interval.what}`;
        context.say(`B14: ${what}`);
        const { accepted, sent } = await freshness(context, layout, interval);
        rows.push({
          id: `B14${'abcd'[rows.length]}`,
          what: `p95, ${what}`,
          ours: percentile(accepted, 0.95),
          floor: undefined,
          unit: 's',
          ratio: undefined,
          goal: undefined,
          note: `no floor; median ${median(accepted).toFixed(2)} s; from sending the deposit: p95 ${percentile(sent, 0.95).toFixed(2)} s; ${accepted.length} righe`,
        });
      }
    }
    return rows;
  },
} satisfies Bench;

/** Seconds until a riga is in the table, since it was accepted and since its deposit was sent. */
interface Ages {
  readonly accepted: readonly number[];
  readonly sent: readonly number[];
}

async function freshness(
  context: BenchContext,
  layout: Disposizione,
  { setting, deposits }: (typeof INTERVALS)[number],
): Promise<Ages> {
  const servers = {
    serverUrl: context.databaseUrl,
    ...(context.amqpUrl === undefined ? {} : { brokerUrl: context.amqpUrl }),
  };
  const settings = setting === undefined ? {} : { SNODO_REPORTING_INTERVALLO: setting };
  const hub = await Installazione.prepare(layout, settings, servers);
  try {
    await hub.start();
    const table = await Table.open(hub);
    for (let number = 0; number < BASE; number += 1) await deposit(hub, number);
    await eventually(async () => (await table.persons()) === BASE, { timeout: 180_000, interval: LOOK_MS });
    return await watchWhile(hub, table, deposits);
  } finally {
    await hub.drop();
  }
}

/** Deposits one after the other, at irregular pauses, while the table is looked at; then pairs the n-th accepted with the n-th seen. */
async function watchWhile(hub: Installazione, table: Table, deposits: number): Promise<Ages> {
  const seen: number[] = [];
  const watching = eventually(
    async () => {
      const persons = await table.persons();
      while (seen.length < persons - BASE) seen.push(Date.now());
      return seen.length === deposits;
    },
    { timeout: deposits * PAUSE_MS * 2 + 180_000, interval: LOOK_MS },
  );
  const sent: number[] = [];
  for (let number = 0; number < deposits; number += 1) {
    await pause(PAUSE_MS * 2 * Math.random());
    sent.push(Date.now());
    await deposit(hub, BASE + number);
  }
  await watching;
  const accepted = await hub.database.admin<{ at: Date }>(
    `SELECT concluso_il AS at FROM ingestion.invio ORDER BY concluso_il OFFSET ${BASE}`,
  );
  const ages = (since: readonly number[]): number[] => seen.map((at, n) => (at - since[n]!) / 1_000);
  return { accepted: ages(accepted.map(({ at }) => at.getTime())), sent: ages(sent) };
}

/** A person who was not there yet. @param number from 0, below 366: each is born on a day of 1980 */
async function deposit(hub: Installazione, number: number): Promise<void> {
  const dataNascita = legalDay(new Date(Date.UTC(1980, 0, 1 + number)).toISOString().slice(0, 10));
  const codiceFiscale = encodeCodiceFiscale({
    cognome: 'ROSSI',
    nome: 'MARIO',
    sesso: 'M',
    dataNascita,
    luogoNascita: parseCodiceBelfiore('H501')!,
  });
  const document = documentoCon('recanati', [{ codiceFiscale, protocollo: `B14-${number}` }]);
  await hub.deposit(ENTE, document);
}

/** The published table, as the region reads it. */
class Table {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async open(hub: Installazione): Promise<Table> {
    const path = `/rest/reporting/v1/tabelle/prestazioni-per-ambito?anno=${ANNO}`;
    const token = await hub.snodo('token', '--ente', ENTE, '--client', 'demo-regione');
    return new Table(`${hub.urlOf(path)}${path}`, token.trim());
  }

  /** Persons in the one cell of the bench; 0 while it is not shown. */
  async persons(): Promise<number> {
    const answer = await fetch(this.url, { headers: { authorization: `Bearer ${this.token}` } });
    if (answer.status === 404) return 0;
    const { celle } = (await answer.json()) as { celle: { persone: { valore: number | null } }[] };
    return celle.reduce((sum, { persone }) => sum + (persone.valore ?? 0), 0);
  }
}
