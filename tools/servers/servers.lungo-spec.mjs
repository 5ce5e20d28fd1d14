import { afterEach, describe, expect, it } from '@jest/globals';
import amqp from 'amqplib';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { greetPostgres, greetRabbit } from './greetings.mjs';
import { findPostgresPrograms, startPrivatePostgres } from './postgres.mjs';
import { family, isAlive } from './processes.mjs';
import { findRabbitPrograms, startPrivateRabbit } from './rabbitmq.mjs';

const folder = () => mkdtempSync(join(tmpdir(), 'snodo-servers-'));
const wrongPassword = (url) => url.replace(/:[^:@]*@/, ':wrong@');
const running = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop({ remove: true });
});

async function started(start, dir = folder()) {
  const server = await start({ dir });
  running.push(server);
  return server;
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const withPostgres = findPostgresPrograms() === undefined ? describe.skip : describe;
const withRabbit = findRabbitPrograms() === undefined ? describe.skip : describe;

withPostgres('a private PostgreSQL', () => {
  it('keeps what was committed when it is killed with all its processes, and comes back on the same port', async () => {
    const server = await started(startPrivatePostgres);
    const { url, pid } = server;
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS one');
    const processes = family(pid);
    expect(processes.length).toBeGreaterThan(3);
    await server.kill9();
    expect(processes.filter(isAlive)).toEqual([]);
    await server.restart();
    expect(server.url).toBe(url);
    expect(await query(url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('runs beside another one, with fsync on, on loopback only', async () => {
    const [one, other] = await Promise.all([started(startPrivatePostgres), started(startPrivatePostgres)]);
    expect(one.port).not.toBe(other.port);
    expect(await query(one.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    expect(await query(one.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  it('refuses a wrong password, and the greeting says so', async () => {
    const { url } = await started(startPrivatePostgres);
    expect(await greetPostgres(url)).toBeUndefined();
    expect(await greetPostgres(wrongPassword(url))).toContain('28P01');
  });

  it('leaves no files and no process after a stop that removes', async () => {
    const server = await startPrivatePostgres({ dir: folder() });
    await server.stop({ remove: true });
    expect([existsSync(server.dir), isAlive(server.pid)]).toEqual([false, false]);
  });
});

withRabbit('a private RabbitMQ', () => {
  it('keeps confirmed messages of a quorum queue when killed, and comes back on the same port', async () => {
    const server = await started(startPrivateRabbit);
    const connection = await amqp.connect(server.url);
    connection.on('error', () => undefined);
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => undefined);
    await channel.assertQueue('kept', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await pause(1500); // see the remark on kill9: a queue this young would not survive
    channel.sendToQueue('kept', Buffer.from('one'), { persistent: true });
    await channel.waitForConfirms();
    const processes = family(server.pid);
    await server.kill9();
    expect(processes.filter(isAlive)).toEqual([]);
    await server.restart();
    const again = await amqp.connect(server.url);
    const message = await (await again.createChannel()).get('kept', { noAck: true });
    await again.close();
    expect(message && message.content.toString()).toBe('one');
  });

  it('runs beside another one, and refuses a wrong password in words', async () => {
    const [one, other] = await Promise.all([started(startPrivateRabbit), started(startPrivateRabbit)]);
    expect(one.port).not.toBe(other.port);
    expect(await greetRabbit(one.url)).toBeUndefined();
    expect(await greetRabbit(wrongPassword(one.url))).toContain('ACCESS_REFUSED');
  });
});

describe('a greeting', () => {
  it('says that nobody listens', async () => {
    expect(await greetPostgres('postgres://127.0.0.1:1/x')).toBe('nobody listens there');
    expect(await greetRabbit('amqp://127.0.0.1:1')).toBe('nobody listens there');
  });

  it('is not fooled by a server of another kind', async () => {
    const { url } = await started(startPrivatePostgres);
    expect(await greetRabbit(url.replace('postgres:', 'amqp:').replace('/postgres', ''), 500)).toEqual(
      expect.any(String),
    );
  });
});
