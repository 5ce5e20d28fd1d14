import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { PrivateServer } from '../../../tools/servers/private-server.mjs';

export type { PrivateServer };

// By path from the root: the scripts are plain modules that are not compiled, and benches run this file from `dist`.
const script = (name: string): string => pathToFileURL(resolve('tools/servers', `${name}.mjs`)).href;
const { startPrivatePostgres } = (await import(
  script('postgres')
)) as typeof import('../../../tools/servers/postgres.mjs');
const { startPrivateRabbit } = (await import(
  script('rabbitmq')
)) as typeof import('../../../tools/servers/rabbitmq.mjs');

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
