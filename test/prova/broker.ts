import amqp from 'amqplib';
import { APPS } from '#libs/contracts';

/** Takes a bus of the tests off the broker. */
export async function dropBus(url: string, prefix: string): Promise<void> {
  const connection = await amqp.connect(url, { noDelay: true });
  const channel = await connection.createChannel();
  for (const app of APPS) await channel.deleteQueue(`${prefix}.${app}`);
  await channel.deleteExchange(`${prefix}.messaggi`);
  await connection.close();
}
