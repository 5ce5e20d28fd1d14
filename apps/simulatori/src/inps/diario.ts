import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Fatto } from './registro.js';

/** A fact and whose it is: one line of the journal. */
export interface Annotazione {
  readonly ente: string;
  readonly fatto: Fatto;
}

/** Keeps what INPS knows over a restart: one JSON object per line, only ever appended. */
export class Diario {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly file: FileHandle) {}

  /**
   * Opens the journal, or begins it.
   * @returns what it holds; a last line cut by a crash did not happen and is taken off
   */
  static async open(path: string): Promise<{ diario: Diario; annotazioni: Annotazione[] }> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const text = await readFile(path, 'utf8').catch(() => '');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const annotazioni = whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Annotazione);
    const file = await open(path, 'a', 0o600);
    if (whole.length < text.length) await file.truncate(Buffer.byteLength(whole));
    return { diario: new Diario(file), annotazioni };
  }

  /** Resolves when the line is written; lines keep the order of the calls. */
  async add(annotazione: Annotazione): Promise<void> {
    const written = this.#last.then(() => this.file.appendFile(`${JSON.stringify(annotazione)}\n`));
    this.#last = written.catch(() => undefined);
    await written;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.file.close();
  }
}
