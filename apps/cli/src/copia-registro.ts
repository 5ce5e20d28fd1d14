import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Impossibile, USCITA } from './comando.js';

const NUOVE = 'teste.nuove.jsonl';

/** What is kept of a sealed register: a folder of text files, a line for each leaf, head and entry, in their order. */
export class CopiaRegistro {
  constructor(readonly cartella: string) {}

  get chiavi(): string {
    return this.#at('chiavi.json');
  }

  /** Hashes of leaves, from the first. */
  foglie(): AsyncGenerator<string> {
    return this.#lines('foglie.txt');
  }

  /** Heads as JSON, from the first. */
  teste(): AsyncGenerator<string> {
    return this.#lines('teste.jsonl');
  }

  /** Heads that were downloaded and are not yet kept. */
  nuove(): AsyncGenerator<string> {
    return this.#lines(NUOVE);
  }

  /** Accesses as JSON. */
  accessi(): AsyncGenerator<string> {
    return this.#lines('accessi.jsonl');
  }

  async make(): Promise<void> {
    await this.#write(() => mkdir(this.cartella, { recursive: true }));
  }

  /** The keys kept; undefined when there are none yet. @throws Impossibile when they cannot be read */
  async readChiavi(): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.chiavi, 'utf8'));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw new Impossibile(`non posso leggere ${this.chiavi}`, USCITA.illeggibile);
    }
  }

  /** In one go: half a file of keys in place of those that were kept would be a loss. */
  async writeChiavi(jwks: object): Promise<void> {
    const beside = `${this.chiavi}.nuove`;
    await this.#write(() => writeFile(beside, `${JSON.stringify(jwks, undefined, 2)}\n`));
    await this.#write(() => rename(beside, this.chiavi));
  }

  async add(che: 'foglie.txt', lines: readonly string[]): Promise<void> {
    await this.#write(() => appendFile(this.#at(che), textOf(lines)));
  }

  /** Beside those that are kept. @param first whether what is there is of a try before */
  async addNuove(lines: readonly string[], first: boolean): Promise<void> {
    await this.#write(() => writeFile(this.#at(NUOVE), textOf(lines), { flag: first ? 'w' : 'a' }));
  }

  async keepNuove(): Promise<void> {
    await this.#write(() => writeFile(this.#at('teste.jsonl'), createReadStream(this.#at(NUOVE)), { flag: 'a' }));
    await this.dropNuove();
  }

  async dropNuove(): Promise<void> {
    await this.#write(() => rm(this.#at(NUOVE), { force: true }));
  }

  /** Who looked at whom: nobody else of the machine reads it. @param first whether what is there is of before */
  async addAccessi(lines: readonly string[], first: boolean): Promise<void> {
    const file = this.#at('accessi.jsonl');
    // A file that is there keeps its permissions, whatever they are.
    if (first) await this.#write(() => rm(file, { force: true }));
    await this.#write(() => writeFile(file, textOf(lines), { mode: 0o600, flag: first ? 'wx' : 'a' }));
  }

  async #write(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new Impossibile(`non posso scrivere in ${this.cartella}: ${codeOf(error)}`);
    }
  }

  async *#lines(name: string): AsyncGenerator<string> {
    const file = createReadStream(this.#at(name));
    try {
      for await (const line of createInterface({ input: file, crlfDelay: Infinity })) if (line !== '') yield line;
    } catch (error) {
      // What was not downloaded is not there.
      if (codeOf(error) !== 'ENOENT')
        throw new Impossibile(`non posso leggere ${this.#at(name)}: ${codeOf(error)}`, USCITA.illeggibile);
    }
  }

  #at(name: string): string {
    return join(this.cartella, name);
  }
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'errore';
}
