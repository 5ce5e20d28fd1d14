import { APPS } from '#libs/contracts';
import { createTestBroker, createTestDatabase, eventually, FaultyLine, type TestDatabase } from '#libs/testing';
import { type Carrier, fatti, makeUnsteady } from './bus/fatto.js';
import { startNest } from './bus/nest.js';
import { BUS_MIGRATIONS, RECEIVER, SENDER, startOurs } from './bus/ours.js';
import { alternate, type Bench, type BenchContext, type BenchRow, perSecond, sizeOf } from './measure.js';

/** Connections of the receiver to the database, on both sides; ours needs one of them for stage 1. The sender of ours has two more. */
const CONNECTIONS = 8;
const MESSAGES = sizeOf(6_000);
const WINDOW = 256;
const ROUGH_MESSAGES = sizeOf(2_000);
/** One handling in so many fails the first time, in the rough round. */
const UNSTEADY = 100;
/** Nest's client connects again after five seconds. */
const QUIET_MS = 8_000;

/**
 * Facts of 1 KiB said by one app until another has committed one row for each, both apps in this process, over one broker: persistent
 * messages, confirmed publishes (256 in flight), a quorum queue, an ack after the commit.
 *
 * Ours: outbox (100 facts a transaction), relay, queue, inbox, and a Nest handler whose row commits with the claim of its message.
 * Contracts are checked on both ends. Floor: Nest's ClientRMQ and ServerRMQ; its handler commits its row by itself and acks. It
 * writes nothing else anywhere, checks nothing, and forgets what it was about to emit when its process ends: no measure shows that.
 *
 * B7c is the same with two accidents: the line to the broker is cut once, and one handling in a hundred throws the first time.
 */
export default {
  id: 'B7',
  title: 'our bus end to end, against Nest’s own RMQ client and handler',
  async run(context: BenchContext): Promise<BenchRow[]> {
    const { amqpUrl } = context;
    if (amqpUrl === undefined) return [];
    const bench = await Banco.open(context, amqpUrl);
    try {
      return [
        await bench.rateRow('B7a', 'one transaction per message', 1, { atLeast: 0.7 }),
        await bench.rateRow('B7b', 'ours with up to 50 messages per transaction', 50),
        await bench.roughRow(),
      ];
    } finally {
      await bench.close();
    }
  },
} satisfies Bench;

/** Effects of facts that were said once each. */
interface Count {
  readonly lost: number;
  readonly doubled: number;
}
const NOTHING: Count = { lost: 0, doubled: 0 };

class Banco {
  private constructor(
    private readonly context: BenchContext,
    private readonly line: FaultyLine,
    private readonly database: TestDatabase,
    private readonly prefix: string,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(context: BenchContext, amqpUrl: string): Promise<Banco> {
    const apps = [
      { app: SENDER, migrations: BUS_MIGRATIONS, poolSize: 2 },
      { app: RECEIVER, migrations: BUS_MIGRATIONS, poolSize: CONNECTIONS },
    ];
    const database = await createTestDatabase(apps, context.databaseUrl);
    const broker = await createTestBroker(amqpUrl);
    return new Banco(context, await FaultyLine.to(amqpUrl), database, broker.prefix.slice(0, -1), () =>
      broker.drop({ exchanges: ['messaggi'], queues: [...APPS, 'floor'] }),
    );
  }

  async rateRow(id: string, what: string, group: number, goal?: BenchRow['goal']): Promise<BenchRow> {
    this.context.say(`${id}: ${what}`);
    const count: Record<'ours' | 'floor', Count> = { ours: NOTHING, floor: NOTHING };
    const url = this.context.amqpUrl!;
    const side = (name: 'ours' | 'floor', start: () => Promise<Carrier>) => async (): Promise<number> => {
      const { rate, ...counted } = await this.carry(await start());
      count[name] = sum(count[name], counted);
      return rate;
    };
    const medians = await alternate({
      rounds: this.context.rounds,
      ours: side('ours', () => this.ours(url, group)),
      floor: side('floor', () => this.floor(url)),
    });
    const note = `lost and doubled: ours ${text(count.ours)}, floor ${text(count.floor)}`;
    return { id, what, ...medians, unit: 'messages/s', goal, note };
  }

  /** Each side once: what is counted is harm, not time. */
  async roughRow(): Promise<BenchRow> {
    this.context.say('B7c: the line is cut, handlers fail');
    const floor = await this.harm(await this.floor(this.line.url));
    const ours = await this.harm(await this.ours(this.line.url, 1));
    const total = (count: Count): number => count.lost + count.doubled;
    return {
      id: 'B7c',
      what: `lost or doubled of ${ROUGH_MESSAGES}: line cut once, 1 handling in ${UNSTEADY} fails once`,
      ours: total(ours),
      floor: total(floor),
      unit: 'effects',
      ratio: total(ours) / Math.max(1, total(floor)),
      goal: { atMost: 0 },
      note: `lost and doubled: ours ${text(ours)}, floor ${text(floor)}`,
    };
  }

  async close(): Promise<void> {
    await this.line.close();
    await this.drop();
    await this.database.drop();
  }

  private ours(url: string, group: number): Promise<Carrier> {
    const tuning = { workers: CONNECTIONS - 1, group, confirmWindow: WINDOW };
    return startOurs({ url, prefix: this.prefix, database: this.database, tuning });
  }

  private floor(url: string): Promise<Carrier> {
    const queue = `${this.prefix}.floor`;
    return startNest({ url, queue, databaseUrl: this.database.adminUrl, connections: CONNECTIONS, window: WINDOW });
  }

  private async carry(carrier: Carrier): Promise<Count & { readonly rate: number }> {
    const facts = fatti(MESSAGES);
    try {
      await this.clear();
      const rate = await perSecond(MESSAGES, async () => {
        await carrier.sayAll(facts);
        while ((await carrier.handled()) < MESSAGES) await new Promise((resolve) => setTimeout(resolve, 2));
      });
      return { rate, ...(await this.count(MESSAGES)) };
    } finally {
      await carrier.close();
    }
  }

  private async harm(carrier: Carrier): Promise<Count> {
    const facts = fatti(ROUGH_MESSAGES);
    makeUnsteady(facts.map(({ numero }) => numero).filter((numero) => numero % UNSTEADY === 0));
    try {
      await this.clear();
      const said = carrier.sayAll(facts);
      await eventually(async () => (await carrier.handled()) > ROUGH_MESSAGES / 2, { timeout: 60_000, interval: 1 });
      this.line.cut();
      setTimeout(() => this.line.mend(), 300);
      await said;
      await this.quiet();
      return await this.count(ROUGH_MESSAGES);
    } finally {
      await carrier.close();
    }
  }

  private async clear(): Promise<void> {
    await this.database.admin('TRUNCATE inps_gateway.effetto, inps_gateway.inbox, ingestion.outbox');
    await this.database.admin('CHECKPOINT');
  }

  /** Resolves when nothing has come for longer than either side takes to connect again. */
  private async quiet(): Promise<void> {
    let seen = -1;
    for (let since = performance.now(); performance.now() - since < QUIET_MS;) {
      const { rows } = await this.effects();
      if (rows !== seen) since = performance.now();
      seen = rows;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async count(said: number): Promise<Count> {
    const { rows, facts } = await this.effects();
    return { lost: said - facts, doubled: rows - facts };
  }

  private async effects(): Promise<{ rows: number; facts: number }> {
    const [counted] = await this.database.admin<{ rows: number; facts: number }>(
      'SELECT count(*)::int AS rows, count(DISTINCT numero)::int AS facts FROM inps_gateway.effetto',
    );
    return counted!;
  }
}

const sum = (one: Count, other: Count): Count => ({
  lost: one.lost + other.lost,
  doubled: one.doubled + other.doubled,
});
const text = ({ lost, doubled }: Count): string => `${lost} and ${doubled}`;
