import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { eventually } from '#libs/testing';
import { freePort } from '#tools/servers/ports.mjs';

/** Programs that a test may start as an installation does, and the setting of each that says its port. */
const PORTE = {
  hub: 'SNODO_PORT',
  ingestion: 'SNODO_INGESTION_PORT',
  'anagrafe-regionale': 'SNODO_ANAGRAFE_PORT',
  'inps-gateway': 'SNODO_INPS_GATEWAY_PORT',
  reporting: 'SNODO_REPORTING_PORT',
  nomenclatore: 'SNODO_NOMENCLATORE_PORT',
  simulatori: 'SNODO_SIMULATORI_PORT',
} as const;
export type NomeApp = keyof typeof PORTE;

/** A child process of a test or of a bench. */
export class Processo {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /**
   * Runs an app's own `main.js`, as an installation does, until it says that it can work.
   * @param port any free one unless told: what was killed can come back where its callers look for it
   */
  static async startApp(app: NomeApp, env: NodeJS.ProcessEnv, port?: number): Promise<Processo> {
    const own = port ?? (await freePort());
    const url = `http://127.0.0.1:${own}`;
    const child = spawnScript(`dist/apps/${app}/src/main.js`, { ...env, [PORTE[app]]: String(own) });
    const said = lastWords(child);
    try {
      await eventually(
        async () => {
          if (child.exitCode !== null) return 'ended';
          return (await fetch(`${url}${app === 'simulatori' ? '/.well-known/jwks.json' : '/health/ready'}`)).ok;
        },
        { timeout: 240_000, interval: 100 },
      );
      if (child.exitCode !== null) throw new Error('it ended');
    } catch (error) {
      child.kill('SIGKILL');
      throw new Error(`${app} did not start: ${said()}`, { cause: error });
    }
    return new Processo(child, url);
  }

  /** Runs one of the scripts beside this one, from the compiled tree (`npm run build` makes it). */
  static start(
    env: NodeJS.ProcessEnv,
    script: 'processo-ingestion' | 'processo-ricevente' | 'processo-registro' = 'processo-ingestion',
  ): Promise<Processo> {
    const child = spawnScript(join('dist/test/prova', `${script}.js`), env);
    const complained = lastWords(child);
    return new Promise((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        const found = /^PRONTO (\S+)$/m.exec(said);
        if (found !== null) resolve(new Processo(child, found[1]!));
      });
      child.once('exit', (code, signal) =>
        reject(
          new Error(
            `the process ended with ${code ?? signal} before it was ready: ${said.slice(-2_000)} ${complained()}`,
          ),
        ),
      );
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The most that was ever resident, bytes. */
  get peakMemory(): number {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  }

  /** SIGKILL: as a power cut for this process. */
  kill9(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  #end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.kill(signal);
      // A child that does not close in time must not hold up who started it.
      setTimeout(() => this.child.kill('SIGKILL'), 10_000).unref();
    });
  }
}

function spawnScript(script: string, env: NodeJS.ProcessEnv): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [script], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Reads what a child prints, so that it never waits for a reader. @returns the end of it */
function lastWords(child: ChildProcessByStdio<null, Readable, Readable>): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => (text = `${text}${bytes.toString()}`.slice(-2_000)));
  }
  return () => text;
}
