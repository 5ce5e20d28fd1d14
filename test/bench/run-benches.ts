import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setLogLevel } from '#libs/observability';
import { type Bench, type BenchRow, reached, sizeOf } from './measure.js';

/** Never fewer: a median of three is an anecdote. */
const ROUNDS = 5;

const args = process.argv.slice(2);
const rounds = Number(args.find((arg) => arg.startsWith('--rounds='))?.slice('--rounds='.length) ?? ROUNDS);
const wanted = args.filter((arg) => !arg.startsWith('--')).map((id) => id.toUpperCase());
const say = (line: string): void => void process.stderr.write(`${line}\n`);

if (sizeOf(20) === 1) say('SNODO_BENCH_PICCOLA=1: a twentieth of the work; these figures say nothing');

// What a bench provokes is no news, and the table is on the same output.
setLogLevel('error');

const rows: BenchRow[] = [];
const failures: string[] = [];
for (const bench of (await benches()).filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
  say(`${bench.id}: ${bench.title}`);
  const folder = await mkdtemp(join(tmpdir(), 'snodo-bench-'));
  try {
    const { DATABASE_URL: databaseUrl = '', AMQP_URL: amqpUrl } = process.env;
    rows.push(...(await bench.run({ databaseUrl, amqpUrl: amqpUrl || undefined, rounds, folder, say })));
  } catch (error) {
    failures.push(`${bench.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
process.stdout.write(`${table(rows)}\n${failures.join('\n')}\n`);
say(`written to ${await keep(rows)}`);
if (rows.length === 0 || failures.length > 0) process.exitCode = 1;

/** Every `b*.bench.js` beside this file by number, and after them every `s*.bench.js`. */
async function benches(): Promise<Bench[]> {
  const names = (await readdir(import.meta.dirname)).filter((name) => /^[bs]\d+.*\.bench\.js$/.test(name));
  const loaded = await Promise.all(
    names.map((name) => import(join(import.meta.dirname, name)) as Promise<{ default: Bench }>),
  );
  return loaded.map((module) => module.default).sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ id }: Bench): number {
  return Number(id.slice(1)) + (id.startsWith('S') ? 1000 : 0);
}

function table(all: readonly BenchRow[]): string {
  const head = ['id', 'what', 'ours', 'floor', 'unit', 'ratio', 'goal', ''];
  const lines = [head, ...all.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  text.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  const notes = all.filter(({ note }) => note !== undefined).map(({ id, note }) => `${id}: ${note}`);
  return [...text, '', ...notes].join('\n');
}

function cells(row: BenchRow): string[] {
  const goal = row.goal === undefined ? '' : 'atLeast' in row.goal ? `≥ ${row.goal.atLeast}` : `≤ ${row.goal.atMost}`;
  const verdict = row.goal === undefined ? '' : reached(row) ? 'reached' : 'MISSED';
  return [row.id, row.what, figure(row.ours), figure(row.floor), row.unit, row.ratio?.toFixed(2) ?? '–', goal, verdict];
}

/** Three digits tell enough. */
function figure(value: number | undefined): string {
  if (value === undefined) return 'none';
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

async function keep(measured: readonly BenchRow[]): Promise<string> {
  const folder = join('.snodo', 'bench');
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = join(folder, `${at.replaceAll(/[:.]/g, '-')}.json`);
  const machine = { node: process.version, processors: cpus().map(({ model }) => model), memory: totalmem() };
  await writeFile(
    path,
    `${JSON.stringify({ at, rounds, small: sizeOf(20) === 1, machine, rows: measured }, undefined, 2)}\n`,
  );
  return path;
}
