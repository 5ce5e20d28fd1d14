import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { APPS } from '#libs/contracts';
import { Logger, setLogLevel } from '#libs/observability';
import { createTestBroker, eventually, type TestBroker } from '#libs/testing';
import amqp, { type ChannelModel } from 'amqplib';
import type { EventEmitter } from 'node:events';
import { TUNING } from '../tuning.js';
import { layoutOf } from './bus-layout.js';
import { RabbitCourier } from './rabbit-courier.js';

describe('the way to the broker', () => {
  let broker: TestBroker;
  let courier: RabbitCourier;
  let connections: ChannelModel[];
  const woken = jest.fn();

  beforeEach(async () => {
    setLogLevel('silent');
    broker = await createTestBroker();
    connections = [];
    const connect = amqp.connect.bind(amqp);
    jest.spyOn(amqp, 'connect').mockImplementation(async (...args: Parameters<typeof connect>) => {
      const connection = await connect(...args);
      connections.push(connection);
      return connection;
    });
    const prefix = broker.prefix.slice(0, -1);
    const layout = layoutOf(prefix, []);
    const logger = new Logger({ app: 'ingestion' });
    courier = new RabbitCourier({ url: broker.url, name: prefix, layout, tuning: { ...TUNING, settleMs: 0 }, logger });
    await courier.open(woken);
    await eventually(() => courier.canCarry());
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await courier.close();
    await broker.drop({ exchanges: ['messaggi'], queues: [...APPS] });
  });

  /** As if the broker had said it: it does so when its memory or disk runs short, which a test must not bring about. */
  const brokerSays = (event: 'blocked' | 'unblocked'): boolean =>
    (connections.at(-1) as EventEmitter).emit(event, 'low on memory');

  it('rests while the broker is short of memory or disk, and wakes the relay when it is not any more', () => {
    brokerSays('blocked');
    expect(courier.canCarry()).toBe(false);
    woken.mockClear();
    brokerSays('unblocked');
    expect(courier.canCarry()).toBe(true);
    expect(woken).toHaveBeenCalledTimes(1);
  });

  it('forgets that the broker was short when the connection is a new one', async () => {
    brokerSays('blocked');
    await connections.at(-1)!.close();
    await eventually(() => courier.canCarry());
    expect(connections).toHaveLength(2);
  });
});
