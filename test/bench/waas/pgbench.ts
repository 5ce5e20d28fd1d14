import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface PgbenchScript {
  readonly databaseUrl: string;
  /** Statements and meta commands of pgbench, with `:parameters`; sent as prepared statements. */
  readonly script: string;
  readonly transactions: number;
  /** For the script and pgbench's log. */
  readonly folder: string;
}

/** What pgbench saw of each transaction, by one connection. @returns milliseconds, in the order of execution */
export async function pgbenchLatencies({
  databaseUrl,
  script,
  transactions,
  folder,
}: PgbenchScript): Promise<number[]> {
  const own = await mkdtemp(join(folder, 'pgbench-'));
  try {
    const file = join(own, 'script.sql');
    await writeFile(file, script);
    const settings = ['-n', '-M', 'prepared', '-c', '1', '-t', String(transactions), '-f', file, '-l', '--log-prefix'];
    await promisify(execFile)('pgbench', [...settings, join(own, 'log'), databaseUrl]);
    const logs = (await readdir(own)).filter((name) => name.startsWith('log.'));
    const texts = await Promise.all(logs.map((name) => readFile(join(own, name), 'utf8')));
    // client, transaction, microseconds, script, second, microsecond
    return texts.flatMap((text) => text.trim().split('\n')).map((line) => Number(line.split(' ')[2]) / 1_000);
  } finally {
    await rm(own, { recursive: true });
  }
}
