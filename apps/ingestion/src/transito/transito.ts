import { randomBytes, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CHUNK_OVERHEAD, ChunkCipher } from '#libs/security';
import type { Sorgente } from '#libs/tracciati';
import { type BloccoSigillato, type Blocchi, SorgenteCustodita } from '../custodia/sorgente-custodita.js';

const BYTE_PER_BLOCCO = 64 * 1024;
const BYTE_SIGILLATI = BYTE_PER_BLOCCO + CHUNK_OVERHEAD;

/**
 * A place where bytes wait that may not be kept as they are. Its file has no name from the moment it exists, so that nobody finds it and
 * the end of the process, however it comes, is its end; what is on the disk is encrypted with a key that was never anywhere but here.
 */
export class Transito {
  readonly #key = randomBytes(32);
  readonly #cipher = new ChunkCipher(this.#key, randomUUID());
  #waiting: Uint8Array[] = [];
  #length = 0;
  #blocchi = 0;
  #ultimo = 0;
  #byte = 0;

  private constructor(private readonly file: FileHandle) {}

  /** @param cartella a folder that the process may write to */
  static async open(cartella: string): Promise<Transito> {
    const path = join(cartella, `snodo-transito-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    try {
      await unlink(path);
    } catch (error) {
      await file.close();
      throw error;
    }
    return new Transito(file);
  }

  /** Bytes written. */
  get byte(): number {
    return this.#byte;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.#byte += bytes.length;
    this.#waiting.push(bytes);
    this.#length += bytes.length;
    // `<=`: something must be left to be the last chunk.
    if (this.#length <= BYTE_PER_BLOCCO) return;
    let rest = Buffer.concat(this.#waiting, this.#length);
    for (; rest.length > BYTE_PER_BLOCCO; rest = rest.subarray(BYTE_PER_BLOCCO)) {
      await this.#store(rest.subarray(0, BYTE_PER_BLOCCO), false);
    }
    this.#waiting = [rest];
    this.#length = rest.length;
  }

  /** No more is written: what was can be read. */
  async end(): Promise<Sorgente> {
    await this.#store(Buffer.concat(this.#waiting, this.#length), true);
    this.#waiting = [];
    const blocchi: Blocchi = {
      bytePerBlocco: BYTE_PER_BLOCCO,
      fetch: (dal, quanti) => this.#fetch(dal, quanti),
      last: async () => ({ indice: this.#blocchi - 1, byte: this.#ultimo }),
    };
    return SorgenteCustodita.open(blocchi, this.#cipher);
  }

  /** Nothing is left, here or on the disk. May be called at any time, more than once. */
  async close(): Promise<void> {
    this.#key.fill(0);
    this.#waiting = [];
    await this.file.close();
  }

  async #store(plain: Buffer, last: boolean): Promise<void> {
    const sealed = this.#cipher.sealChunk(this.#blocchi, plain, last);
    await this.file.write(sealed, 0, sealed.length, this.#blocchi * BYTE_SIGILLATI);
    this.#blocchi += 1;
    this.#ultimo = plain.length;
  }

  async #fetch(dal: number, quanti: number): Promise<BloccoSigillato[]> {
    const blocchi: BloccoSigillato[] = [];
    for (let indice = dal; indice < Math.min(dal + quanti, this.#blocchi); indice += 1) {
      const length = CHUNK_OVERHEAD + (indice === this.#blocchi - 1 ? this.#ultimo : BYTE_PER_BLOCCO);
      const byte = Buffer.alloc(length);
      await this.file.read(byte, 0, length, indice * BYTE_SIGILLATI);
      blocchi.push({ indice, byte });
    }
    return blocchi;
  }
}
