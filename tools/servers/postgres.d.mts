import type { PrivateServer } from './private-server.mjs';

/** The `bin` folder of the newest PostgreSQL server (15 or later) installed on this machine, or undefined. */
export function findPostgresPrograms(places?: readonly string[]): string | undefined;

/**
 * A PostgreSQL of our own on 127.0.0.1, fsync on, superuser `postgres`. Without `port`, a free one. Throws when it does not start.
 * @param options.settings other than the usual ones, by PostgreSQL's names
 */
export function startPrivatePostgres(options: {
  dir: string;
  port?: number;
  bin?: string;
  settings?: Readonly<Record<string, string | number>>;
}): Promise<PrivateServer>;
