import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { findPostgresPrograms } from '#tools/servers/postgres.mjs';
import { findRabbitPrograms } from '#tools/servers/rabbitmq.mjs';

const state = mkdtempSync(join(tmpdir(), 'snodo-start-'));
const programs = findPostgresPrograms() !== undefined && findRabbitPrograms() !== undefined;
const withPrograms = programs ? describe : describe.skip;
if (!programs) process.stderr.write('skipped: no programs of PostgreSQL and RabbitMQ to start private servers with\n');

/** A run of `npm start` and what it printed so far. */
interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly text: () => string;
}
const runs: Run[] = [];
/** What all runs printed. */
const printed: (() => string)[] = [];

function start(servers: string, ...args: string[]): Run {
  const { DATABASE_URL: _url, AMQP_URL: _amqp, NODE_OPTIONS: _options, SNODO_ENV: _env, ...clean } = process.env;
  const env = { ...clean, SNODO_STATE: state, SNODO_SERVERS: servers, SNODO_PORT: '3600' };
  const child = spawn(process.execPath, ['tools/start.mjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const run: Run = { child, ended, text: () => text };
  runs.push(run);
  printed.push(() => text);
  return run;
}

const staysUp = (run: Run): Promise<boolean> =>
  eventually(() => (run.text().includes('Snodo stays up') ? true : Promise.reject(new Error(run.text()))), {
    timeout: 120_000,
    interval: 200,
  });

/** Processes that run out of this state folder or were told its name. */
function survivors(): string[] {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8').replaceAll('\0', ' ');
    } catch {
      return ''; // It ended meanwhile.
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => (read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`)).includes(state))
    .map((pid) => read(`/proc/${pid}/cmdline`));
}

const noneSurvives = (): Promise<boolean> =>
  eventually(() => (survivors().length === 0 ? true : Promise.reject(new Error(survivors().join('\n')))), {
    timeout: 20_000,
  });

afterEach(async () => {
  for (const { child, ended } of runs.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});
afterAll(() => rmSync(state, { recursive: true, force: true }));

withPrograms('npm start', () => {
  it('with private servers: three deliveries, one with an ente’s own codes, an account, all stopped by Ctrl-C', async () => {
    const run = start('private');
    await staysUp(run);
    expect(run.text()).toMatch(/Jesi, a clean workbook: ricevuta \S+ after/);
    // righe, refused, accepted, not for INPS, published, fetched
    expect(run.text()).toMatch(/Jesi, a clean workbook +25 +0 +25 +0 +25 +25 /);
    expect(run.text()).toMatch(/Ancona, a CSV with errors of every class +80 +25 +55 +2 +53 +53 /);
    expect(run.text()).toMatch(/Pesaro, 2,000 righe of XML +2000 +0 +2000 +0 +2000 +2000 /);
    expect(run.text()).toMatch(
      /Jesi \(E388\) uploads its own list: 29 codes, 7 associated, 19 for the region to look at/,
    );
    expect(run.text()).toContain('Jesi sends 8 righe with codes of its own: 4 wait for the region');
    expect(run.text()).toMatch(/SAD-01 \(SAD Anziani\) holds 2 righe/);
    expect(run.text()).toContain('the region approves 19 associations: 4 righe go on');
    expect(run.text()).toMatch(/Jesi, its own codes +8 +0 +8 +0 +8 +8 /);
    expect(run.text()).toMatch(/SAD-01 +A2\.07 +LOC:E388@1 → REG@1 → SIUSS@/);
    expect(run.text()).toContain('4 of 8 righe waited for an approval');
    expect(run.text()).toContain('every riga has its answer');
    expect(run.text()).toMatch(/Pesaro looks for \S+ and finds .*; Jesi, of another ambito, finds nobody/);
    expect(run.text()).toMatch(
      /ANPR \(simulated\), asked about the same person, says that the residence is VIA .*, Pesaro, since 2020-01-01/,
    );
    expect(run.text()).toMatch(
      /It holds \d{3,} persons, of whom \d{4} records speak; \d+ pairs? .*; [1-9]\d* accesses are sealed/,
    );
    expect(run.text()).toMatch(/ATS01 Pesaro .* \d+ +\d+\.\d\d\n/);
    expect(run.text()).toContain('riservato (meno di 5 persone)');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    await noneSurvives();
  }, 240_000);

  it('killed -9 leaves nothing running, and the next start finds what was receipted', async () => {
    const run = start('private');
    await staysUp(run);
    expect(survivors().length).toBeGreaterThan(5);
    run.child.kill('SIGKILL');
    await run.ended;
    await noneSurvives();
    const next = start('private', '--once');
    expect({ code: await next.ended, text: next.text() }).toMatchObject({ code: 0 });
    expect(next.text().match(/the same as before: these bytes were already delivered/g)).toHaveLength(3);
    expect(next.text()).toMatch(/0 for the region to look at, 3 still without anything, the same as before/);
    expect(next.text()).toContain('Jesi sends 8 righe with codes of its own: all of them are known');
  }, 240_000);

  it('twice side by side: neither takes the files, the ports or the messages of the other; one without a broker', async () => {
    const [one, other] = [start('private'), start('private,rabbitmq:embedded')];
    await Promise.all([staysUp(one), staysUp(other)]);
    const address = (run: Run): string => /hub ready at (\S+),/.exec(run.text())![1]!;
    expect(address(one)).not.toBe(address(other));
    for (const run of [one, other]) expect((await fetch(`${address(run)}/health/ready`)).status).toBe(200);
    expect(other.text()).toContain('messages by embedded');
    for (const run of [one, other]) run.child.kill('SIGINT');
    expect(await Promise.all([one.ended, other.ended])).toEqual([130, 130]);
  }, 240_000);

  it('writes secrets for their owner only and none into its account', () => {
    const { installation: _name, ...secrets } = JSON.parse(readFileSync(join(state, 'secrets.json'), 'utf8')) as Record<
      string,
      string
    >;
    expect(Object.keys(secrets)).not.toHaveLength(0);
    const text = printed.map((one) => one()).join('');
    expect(text).toContain('ricevuta');
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  });
});
