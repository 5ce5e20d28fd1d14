import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startPrivatePostgres } from '../../../tools/servers/postgres.mjs';
import type { PrivateServer } from '../../../tools/servers/private-server.mjs';
import { startPrivateRabbit } from '../../../tools/servers/rabbitmq.mjs';

export type { PrivateServer };

/** A PostgreSQL of the suite's own, that it may kill and restart; `stop()` also removes its files. Some 2 s. */
export function privatePostgres(): Promise<PrivateServer> {
  return inTemporaryFolder('postgres', startPrivatePostgres);
}

/** A RabbitMQ of the suite's own, that it may kill and restart; `stop()` also removes its files. Some 6 s. */
export function privateRabbit(): Promise<PrivateServer> {
  return inTemporaryFolder('rabbitmq', startPrivateRabbit);
}

async function inTemporaryFolder(
  name: string,
  start: (options: { dir: string }) => Promise<PrivateServer>,
): Promise<PrivateServer> {
  const dir = await mkdtemp(join(tmpdir(), `snodo-${name}-`));
  const server = await start({ dir });
  const stop = server.stop.bind(server);
  return Object.assign(server, {
    async stop(options: { remove?: boolean } = {}): Promise<void> {
      await stop({ remove: true, ...options });
      if (options.remove !== false) await rm(dir, { recursive: true, force: true });
    },
  });
}
