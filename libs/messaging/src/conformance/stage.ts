import type { AppName, MessageType, Route } from '#libs/contracts';
import { messageType } from '#libs/contracts';
import { type Database, grant, migration } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { IsArray, IsInt, IsString } from 'class-validator';
import type { Handler } from '../applying.js';
import { Bus, type BusOptions, type TransportOptions } from '../bus.js';
import type { MessageContext } from '../message-context.js';
import type { ItemOutcome } from '../outcomes.js';
import { MESSAGING_MIGRATIONS } from '../tables.js';
import type { Tuning } from '../tuning.js';

export class Nota {
  @IsInt() numero: number;
  @IsString() testo: string;
}
export class Elenco {
  @IsArray() voci: { numero: number }[];
}

export const NOTA = messageType('nota.scritta', 1, Nota);
export const ELENCO = messageType('elenco.scritto', 1, Elenco, { personal: true });
export const RISPOSTA = messageType('nota.letta', 1, Nota);

export const SENDER = 'ingestion' satisfies AppName;
export const RECEIVER = 'inps-gateway' satisfies AppName;
export const LATECOMER = 'reporting' satisfies AppName;

export const TEST_TOPOLOGY: readonly Route[] = [
  { type: NOTA, from: [SENDER], to: [RECEIVER] },
  { type: ELENCO, from: [SENDER], to: [RECEIVER] },
  { type: RISPOSTA, from: [RECEIVER], to: [SENDER, LATECOMER] },
];

/** Where handlers leave their effect; no unique key, so that a double effect shows. */
const effects = migration(1763690400001, 'effects', ({ api, consumer }) => [
  'CREATE TABLE effetto (ordine bigint GENERATED ALWAYS AS IDENTITY, numero integer NOT NULL, nota text NOT NULL)',
  grant('effetto', ['select', 'insert', 'delete'], [api, consumer]),
]);

export const TEST_MIGRATIONS = [...MESSAGING_MIGRATIONS, effects];

/** Quick where production is patient. */
const QUICK: Partial<Tuning> = {
  pollMs: 50,
  settleMs: 0,
  retryBaseMs: 20,
  retryCapMs: 100,
  upstreamPauseMs: 200,
  heldRetryMs: 300,
  publishTimeoutMs: 1_000,
  maxAttempts: 3,
};

/** What a transport brings to the suite. */
export interface Ground {
  readonly transport: TransportOptions;
  readonly keyRing: KeyRing;
  readonly prefix: string;
  database(app: AppName): Promise<Database>;
}

export type Call<T> = (body: T, context: MessageContext) => Promise<void | readonly ItemOutcome[]>;

export function handler<T extends object>(type: MessageType<T>, call: Call<T>, items?: keyof T & string): Handler {
  return { type, call: call as Handler['call'], ...(items === undefined ? {} : { items }) };
}

/** A handler that leaves one effect per message. */
export function noting(
  before: (nota: Nota, context: MessageContext) => void | Promise<void> = () => undefined,
): Handler {
  return handler(NOTA, async (nota, context) => {
    await context.tx.execute('INSERT INTO effetto (numero, nota) VALUES ($1, $2)', [nota.numero, nota.testo]);
    await before(nota, context);
  });
}

/** Some apps on one bus, for one test; `close` ends those still open. */
export class Stage {
  private readonly open: Bus[] = [];

  constructor(private readonly ground: Ground) {}

  async bus(app: AppName, handlers: readonly Handler[] = [], options: Partial<BusOptions> = {}): Promise<Bus> {
    const bus = await this.closedBus(app, options);
    await bus.open(handlers);
    this.open.push(bus);
    return bus;
  }

  /** A bus whose outbox takes messages and that carries none. */
  async closedBus(app: AppName, options: Partial<BusOptions> = {}): Promise<Bus> {
    const { transport, prefix, keyRing } = this.ground;
    const tuning = { ...QUICK, ...options.tuning };
    return new Bus(await this.ground.database(app), {
      app,
      transport,
      prefix,
      keyRing,
      topology: TEST_TOPOLOGY,
      ...options,
      tuning,
    });
  }

  database(app: AppName): Promise<Database> {
    return this.ground.database(app);
  }

  async say(bus: Bus, note: readonly number[], to: { key?: string; ente?: string } = {}): Promise<void> {
    const database = await this.ground.database(SENDER);
    const messages = note.map((numero) => ({
      body: { numero, testo: `nota ${numero}` },
      key: to.key ?? `chiave ${numero}`,
      ente: to.ente ?? 'A',
    }));
    await database.transaction('api', {}, (tx) => bus.outbox.publishMany(tx, NOTA, messages));
  }

  async effects(app: AppName = RECEIVER): Promise<number[]> {
    const rows = await this.rows<{ numero: number }>(app, 'SELECT numero FROM effetto ORDER BY ordine');
    return rows.map(({ numero }) => numero);
  }

  /** The effects, whatever their order. */
  async effectsSorted(): Promise<number[]> {
    return (await this.effects()).sort((a, b) => a - b);
  }

  async rows<R = Record<string, unknown>>(app: AppName, sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return (await this.ground.database(app)).statement<R>('consumer', {}, sql, params);
  }

  async outboxRows(app: AppName = SENDER): Promise<number> {
    return (await this.rows(app, 'SELECT 1 FROM outbox')).length;
  }

  async close(): Promise<void> {
    await Promise.all(this.open.map((bus) => bus.close()));
  }
}

export function range(count: number, from = 1): number[] {
  return Array.from({ length: count }, (_, at) => from + at);
}

/** What the cases see of the test they run in. */
export interface Scene {
  readonly stage: Stage;
  /** Repeats `look` until it neither throws nor gives false. */
  eventually<T>(look: () => T | Promise<T>, patience?: { timeout?: number }): Promise<T>;
}
