import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { APPS } from '#libs/contracts';
import {
  createTestBroker,
  createTestDatabase,
  eventually,
  privateRabbit,
  type PrivateServer,
  type TestDatabase,
} from '#libs/testing';
import { KeyRing } from '#libs/security';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TransportOptions } from './bus.js';
import { TUNING } from './tuning.js';
import { noting, range, RECEIVER, SENDER, Stage, TEST_MIGRATIONS } from './conformance/stage.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const SEED = Number(process.env.SNODO_SEED ?? Date.now() % 100_000);

/** Repeatable chance: the seed is in the name of the suite. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe(`kill -9 under load (seed ${SEED})`, () => {
  const random = chance(SEED);
  let compiled: string;
  let database: TestDatabase;
  let prefix: string;
  let keys: string;
  let stage: Stage | undefined;
  let broker: PrivateServer | undefined;
  const children = new Set<ChildProcess>();

  beforeAll(() => {
    compiled = mkdtempSync(join(tmpdir(), 'snodo-kill-'));
    // Types are checked elsewhere; with another output folder `#libs/*` would not lead back to its sources.
    const settings = ['-p', '.', '--noCheck', '--outDir', join(compiled, 'dist')];
    execFileSync(process.execPath, ['node_modules/ts7/bin/tsc', ...settings], { cwd: ROOT });
    cpSync(join(ROOT, 'package.json'), join(compiled, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(compiled, 'node_modules'));
  });
  afterAll(() => rmSync(compiled, { recursive: true, force: true }));

  beforeEach(async () => {
    database = await createTestDatabase(
      [SENDER, RECEIVER].map((app) => ({ app, migrations: TEST_MIGRATIONS, poolSize: 8 })),
    );
    prefix = `t${randomBytes(5).toString('hex')}`;
    keys = randomBytes(32).toString('base64');
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
    await stage?.close();
    stage = undefined;
    await broker?.stop();
    broker = undefined;
    await database.drop();
  });

  function stageOn(transport: TransportOptions): Stage {
    stage = new Stage({ transport, prefix, keyRing: KeyRing.fromSetting(keys), database: (app) => database.open(app) });
    return stage;
  }

  /** A process that says `numbers` and receives; resolves when it has begun. @returns what it had committed so far */
  async function victim(transport: TransportOptions, apps: readonly string[], numbers: readonly number[]) {
    const settings = JSON.stringify({
      adminUrl: database.adminUrl,
      password: database.password,
      prefix,
      keys,
      transport,
      apps,
      say: numbers,
    });
    const program = join(compiled, 'dist/libs/messaging/src/conformance/victim.js');
    const child = spawn(process.execPath, [program, settings], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.add(child);
    const said = new Set<number>();
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      for (const [, numero] of text.matchAll(/said (\d+)\n/g)) said.add(Number(numero));
    });
    await eventually(() => text.includes('\n') && text !== '', { timeout: 20_000 });
    const kill = async (): Promise<void> => {
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await gone;
      children.delete(child);
    };
    return { said, kill };
  }

  async function expectExactly(numbers: ReadonlySet<number>): Promise<void> {
    await eventually(async () => expect(await database.admin('SELECT 1 FROM ingestion.outbox')).toEqual([]), {
      timeout: 180_000,
    });
    await eventually(
      async () =>
        expect(await database.admin(`SELECT 1 FROM inps_gateway.inbox WHERE state IN ('pending', 'waiting')`)).toEqual(
          [],
        ),
      { timeout: 180_000 },
    );
    // Empty tables do not mean done: messages may be in the queues between them.
    const effects = (): Promise<{ numero: number; times: number }[]> =>
      database.admin('SELECT numero, count(*)::int AS times FROM inps_gateway.effetto GROUP BY 1');
    await eventually(
      async () => {
        const seen = new Set((await effects()).map(({ numero }) => numero));
        expect([...numbers].filter((numero) => !seen.has(numero))).toEqual([]);
      },
      { timeout: 180_000 },
    );
    expect((await effects()).filter(({ times }) => times !== 1)).toEqual([]);
  }

  it.each(['rabbitmq', 'embedded'] as const)(
    'I1 I2 a process that says and receives is killed at random, over %s',
    async (kind) => {
      const corner = kind === 'rabbitmq' ? await createTestBroker() : undefined;
      const transport: TransportOptions =
        corner === undefined ? { kind: 'embedded' } : { kind: 'rabbitmq', url: corner.url };
      const all = new Set<number>();
      for (let round = 0; round < 6; round += 1) {
        const process = await victim(transport, [SENDER, RECEIVER], range(2_000, 1 + round * 2_000));
        await new Promise((resolve) => setTimeout(resolve, 200 + random() * 1_500));
        await process.kill();
        for (const numero of process.said) all.add(numero);
      }
      const last = stageOn(transport);
      await last.bus(RECEIVER, [noting()]);
      await last.bus(SENDER);
      await expectExactly(all);
      expect(all.size).toBeGreaterThan(100);
      await last.close();
      for (const app of corner === undefined ? [] : APPS) await corner!.channel.deleteQueue(`${prefix}.${app}`);
      await corner?.channel.deleteExchange(`${prefix}.messaggi`);
      await corner?.drop({});
    },
    400_000,
  );

  it('I1 I2 the broker is killed and started again under load', async () => {
    broker = await privateRabbit();
    const here = stageOn({ kind: 'rabbitmq', url: broker.url });
    // The first kill falls within a second of the first declarations: nothing may be published on a bus that young.
    const sender = await here.bus(SENDER, [], { tuning: { settleMs: TUNING.settleMs } });
    await here.bus(RECEIVER, [noting()]);
    const all = new Set<number>();
    for (let round = 0; round < 3; round += 1) {
      for (let part = 0; part < 10; part += 1) {
        const numbers = range(100, 1 + round * 1_000 + part * 100);
        await here.say(sender, numbers);
        for (const numero of numbers) all.add(numero);
        if (part === 3) await broker.kill9();
        await new Promise((resolve) => setTimeout(resolve, random() * 100));
      }
      await broker.restart();
    }
    await expectExactly(all);
  }, 480_000);

  it('lets one message of an ente pass before 200,000 of another', async () => {
    const here = stageOn({ kind: 'embedded' });
    const sender = await here.closedBus(SENDER);
    for (let from = 0; from < 200_000; from += 1_000) await here.say(sender, range(1_000, from), { ente: 'grande' });
    await here.bus(RECEIVER, [noting()], { tuning: { group: 50 } });
    const carrier = await here.bus(SENDER);
    await eventually(async () => expect((await here.effects()).length).toBeGreaterThan(1_000), { timeout: 30_000 });
    await here.say(carrier, [999_999], { ente: 'piccolo' });
    await eventually(async () => expect(await here.effects()).toContain(999_999), { timeout: 60_000 });
    expect((await here.effects()).length).toBeLessThan(100_000);
  }, 480_000);
});
