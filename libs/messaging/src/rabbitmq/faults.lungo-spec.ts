import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { APPS } from '#libs/contracts';
import { KeyRing } from '#libs/security';
import {
  createTestBroker,
  createTestDatabase,
  eventually,
  FaultyLine,
  type TestBroker,
  type TestDatabase,
} from '#libs/testing';
import { randomBytes } from 'node:crypto';
import { noting, range, RECEIVER, SENDER, Stage, TEST_MIGRATIONS } from '../conformance/stage.js';

describe('the bus when the broker misbehaves', () => {
  let database: TestDatabase;
  let broker: TestBroker;
  let line: FaultyLine;
  let stage: Stage;
  let prefix: string;

  beforeEach(async () => {
    database = await createTestDatabase(
      [SENDER, RECEIVER].map((app) => ({ app, migrations: TEST_MIGRATIONS, poolSize: 16 })),
    );
    broker = await createTestBroker();
    line = await FaultyLine.to(broker.url);
    prefix = broker.prefix.slice(0, -1);
    stage = new Stage({
      transport: { kind: 'rabbitmq', url: line.url },
      prefix,
      keyRing: KeyRing.fromSetting(randomBytes(32).toString('base64')),
      database: (app) => database.open(app),
    });
  });
  afterEach(async () => {
    line.mend();
    await stage.close();
    await line.close();
    await broker.drop({ exchanges: ['messaggi'], queues: [...APPS] });
    await database.drop();
  });

  const allOf = async (count: number): Promise<void> => {
    await eventually(async () => expect(new Set(await stage.effects()).size).toBe(count), { timeout: 30_000 });
    await eventually(async () => expect(await stage.outboxRows()).toBe(0), { timeout: 30_000 });
    expect(await stage.effects()).toHaveLength(count);
  };

  it('I1 I2 loses and doubles nothing when the line is cut again and again under load', async () => {
    const sender = await stage.bus(SENDER);
    await stage.bus(RECEIVER, [noting()]);
    for (let round = 0; round < 4; round += 1) {
      await stage.say(sender, range(500, 1 + round * 500));
      await new Promise((resolve) => setTimeout(resolve, 60 * round));
      line.cut();
      await new Promise((resolve) => setTimeout(resolve, 100));
      line.mend();
    }
    await allOf(2_000);
  });

  it('takes messages while the broker is away, and delivers them when it comes', async () => {
    line.cut();
    const sender = await stage.bus(SENDER);
    await stage.bus(RECEIVER, [noting()]);
    await stage.say(sender, range(100));
    expect(sender.connected).toBe(false);
    expect(await stage.outboxRows()).toBe(100);
    line.mend();
    await allOf(100);
    await eventually(() => sender.connected);
  });

  it('gives up a confirm that does not come in time, and says the messages again on a new connection', async () => {
    const sender = await stage.bus(SENDER);
    await stage.bus(RECEIVER, [noting()]);
    await eventually(() => sender.connected);
    await stage.say(sender, [1]);
    await allOf(1);
    line.freeze();
    await stage.say(sender, range(20, 2));
    await eventually(() => !sender.connected, { timeout: 5_000 });
    expect(await stage.outboxRows()).toBe(20);
    line.mend();
    await allOf(21);
  });

  it('holds a message no queue takes, visible in the outbox, and delivers it once a queue is there', async () => {
    const sender = await stage.bus(SENDER);
    await eventually(() => sender.connected);
    await broker.channel.unbindQueue(`${prefix}.${RECEIVER}`, `${prefix}.messaggi`, 'nota.scritta.v1');
    await stage.say(sender, [1, 2]);
    await eventually(async () => {
      const held = await stage.rows(SENDER, `SELECT 1 FROM outbox WHERE held_because = 'unroutable'`);
      expect(held).toHaveLength(2);
    });
    await stage.bus(RECEIVER, [noting()]);
    await allOf(2);
  });

  it('parks a stray that is none of our messages, without losing the good ones around it', async () => {
    const sender = await stage.bus(SENDER);
    await stage.bus(RECEIVER, [noting()]);
    await eventually(() => sender.connected);
    const queue = `${prefix}.${RECEIVER}`;
    broker.channel.sendToQueue(queue, Buffer.from('hello'));
    broker.channel.sendToQueue(queue, Buffer.from('{}'), { headers: { envelope: '{"id":"no"}' } });
    await stage.say(sender, range(10));
    await allOf(10);
    await eventually(async () => {
      const parked = await stage.rows(RECEIVER, `SELECT reason FROM inbox WHERE state = 'parked'`);
      expect(parked).toEqual([{ reason: 'no valid envelope' }, { reason: 'no valid envelope' }]);
    });
  });

  it('stops taking messages while the inbox is full, and lets the queue keep them', async () => {
    const sender = await stage.bus(SENDER);
    const receiver = await stage.bus(RECEIVER, [], { tuning: { lagLimit: 100, workers: 0, prefetch: 50 } });
    await stage.say(sender, range(150));
    await eventually(async () => expect(await stage.rows(RECEIVER, 'SELECT 1 FROM inbox')).toHaveLength(150));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await stage.say(sender, range(60, 200));
    await eventually(async () => expect(await broker.depth(RECEIVER)).toBe(60));
    await receiver.close();
    await stage.bus(RECEIVER, [noting()]);
    await allOf(210);
  });

  it('I1 leaves in the queue what it could not store', async () => {
    const sender = await stage.bus(SENDER);
    const receiver = await stage.bus(RECEIVER, [noting()]);
    await eventually(() => sender.connected && receiver.connected);
    const consumer = `${database.name}_inps_gateway_consumer`;
    await database.admin(`REVOKE INSERT ON inps_gateway.inbox FROM "${consumer}"`);
    await stage.say(sender, range(10));
    await eventually(async () => expect(await stage.outboxRows()).toBe(0));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await receiver.close();
    await eventually(async () => expect(await broker.depth(RECEIVER)).toBe(10));
    await database.admin(`GRANT INSERT ON inps_gateway.inbox TO "${consumer}"`);
    await stage.bus(RECEIVER, [noting()]);
    await allOf(10);
  });

  it('I2 shares one inbox between two processes: nothing twice, and no two messages of one key at once', async () => {
    const inside = new Map<string, number>();
    let mostOfOneKey = 0;
    const slowly = noting(async (_, { envelope: { key } }) => {
      inside.set(key, (inside.get(key) ?? 0) + 1);
      mostOfOneKey = Math.max(mostOfOneKey, inside.get(key)!);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside.set(key, inside.get(key)! - 1);
    });
    const sender = await stage.bus(SENDER);
    await stage.bus(RECEIVER, [slowly]);
    await stage.bus(RECEIVER, [slowly]);
    await stage.bus(SENDER);
    for (const key of ['uno', 'due', 'tre'])
      await stage.say(sender, range(40, 1_000 * key.length + 100_000 * key.charCodeAt(0)), { key });
    await stage.say(sender, range(500));
    await allOf(620);
    expect(mostOfOneKey).toBe(1);
  });
});
