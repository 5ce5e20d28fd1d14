import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A child process of a test or of a bench. */
export class Processo {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Runs one of the scripts beside this one, from the compiled tree (`npm run build` makes it). */
  static start(
    env: NodeJS.ProcessEnv,
    script: 'processo-ingestion' | 'processo-ricevente' = 'processo-ingestion',
  ): Promise<Processo> {
    const child = spawn(process.execPath, [join('dist/test/prova', `${script}.js`)], {
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Promise((resolve, reject) => {
      let said = '';
      let complained = '';
      child.stderr.on('data', (bytes: Buffer) => (complained = `${complained}${bytes.toString()}`.slice(-2_000)));
      child.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        const found = /^PRONTO (\S+)$/m.exec(said);
        if (found !== null) resolve(new Processo(child, found[1]!));
      });
      child.once('exit', (code, signal) =>
        reject(
          new Error(
            `the process ended with ${code ?? signal} before it was ready: ${said.slice(-2_000)} ${complained}`,
          ),
        ),
      );
    });
  }

  /** Resident memory now, bytes. */
  get memory(): number {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8')) ?? [];
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
