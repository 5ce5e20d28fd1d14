import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ClientProxyFactory,
  Ctx,
  EventPattern,
  Payload,
  RmqContext,
  type RmqOptions,
  Transport,
} from '@nestjs/microservices';
import type { Channel, ConsumeMessage } from 'amqplib';
import pg from 'pg';
import { firstValueFrom } from 'rxjs';
import { type Carrier, EFFECT, Fatto, stumble } from './fatto.js';

const PATTERN = 'fatto.detto';
/** Of its overloads the one that leaves the handler's arguments to us. */
const OnEvent: (pattern: string) => MethodDecorator = EventPattern;

/** As Nest's documentation shows it: the ack is the last thing done, and an exception leaves the message to the broker. */
@Controller()
class EventConsumer {
  handled = 0;

  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  @OnEvent(PATTERN)
  async handle(@Payload() fatto: Fatto, @Ctx() context: RmqContext): Promise<void> {
    stumble(fatto);
    await this.pool.query({ ...EFFECT, values: [fatto.numero] });
    (context.getChannelRef() as Channel).ack(context.getMessage() as unknown as ConsumeMessage);
    this.handled += 1;
  }
}

@Module({})
class Floor {}

export interface NestOptions {
  readonly url: string;
  /** Made when it is not there. */
  readonly queue: string;
  readonly databaseUrl: string;
  readonly connections: number;
  /** Emits in flight, and deliveries before an ack. */
  readonly window: number;
}

/**
 * Client and server of Transport.RMQ in this process, as careful as their options allow: what a team without a bus of its own would
 * have. An emit that the broker did not confirm is emitted again.
 */
export async function startNest(options: NestOptions): Promise<Carrier> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: options.connections });
  const rmq = rmqOptions(options);
  const server = await NestFactory.createMicroservice(
    { module: Floor, controllers: [EventConsumer], providers: [{ provide: pg.Pool, useValue: pool }] },
    { ...rmq, logger: false },
  );
  await server.listen();
  // The reply queue, which the client always consumes, knows no acks.
  const client = ClientProxyFactory.create({ ...rmq, options: { ...rmq.options, noAck: true } });
  await client.connect();
  const consumer = server.get(EventConsumer);

  const emit = async (fatto: Fatto): Promise<void> => {
    try {
      await firstValueFrom(client.emit(PATTERN, fatto), { defaultValue: undefined });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await emit(fatto);
    }
  };
  return {
    async sayAll(facts) {
      const rest = facts.values();
      const lane = async (): Promise<void> => {
        for (const fatto of rest) await emit(fatto);
      };
      await Promise.all(Array.from({ length: options.window }, lane));
    },
    handled: () => Promise.resolve(consumer.handled),
    async close() {
      await client.close();
      await server.close();
      await pool.end();
    },
  };
}

function rmqOptions({ url, queue, window }: NestOptions) {
  return {
    transport: Transport.RMQ,
    options: {
      urls: [url],
      queue,
      queueOptions: { durable: true, arguments: { 'x-queue-type': 'quorum' } },
      // Its defaults lose messages: not persistent, and acked on delivery.
      persistent: true,
      noAck: false,
      prefetchCount: window,
      // Off by default too, at 40 ms a message.
      socketOptions: { connectionOptions: { noDelay: true } },
    },
  } satisfies RmqOptions;
}
