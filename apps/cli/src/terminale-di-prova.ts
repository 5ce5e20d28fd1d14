import { Readable, Writable } from 'node:stream';
import { runSnodo } from './snodo.js';

export interface Prova {
  readonly uscita: number;
  readonly output: string;
  readonly errors: string;
}

/** What the clock of the terminal says at first: already 1 April in Italy. */
export const TERMINALE_NOW = new Date('2025-03-31T22:30:00Z');

class Foglio extends Writable {
  testo = '';

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.testo += chunk.toString();
    done();
  }
}

/** Runs a command line as a terminal would, and keeps what it says. */
export async function run(
  args: readonly string[],
  o: { input?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Prova> {
  const [output, errors] = [new Foglio(), new Foglio()];
  const input = Readable.from([Buffer.from(o.input ?? '')]);
  let now = TERMINALE_NOW;
  const uscita = await runSnodo(args, {
    input,
    output,
    errors,
    env: o.env ?? {},
    now: () => now,
    // Nobody waits: it is later at once.
    pause: async (milliseconds) => {
      now = new Date(now.getTime() + milliseconds);
    },
  });
  return { uscita, output: output.testo, errors: errors.testo };
}
