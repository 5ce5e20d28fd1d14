import { CHUNK_OVERHEAD, type ChunkCipher, DecryptionFailed } from '#libs/security';
import type { Sorgente } from '#libs/tracciati';

/** Chunks fetched at once: 1 MiB. As many are read ahead, so that the database works while the reader does. */
const BLOCCHI_PER_LETTURA = 4;
/** Chunks kept for who comes back to them, as the reader of an archive does to its table. */
const BLOCCHI_TENUTI = 4;

/** A chunk as it is stored. */
export interface BloccoSigillato {
  readonly indice: number;
  readonly byte: Buffer;
}

/** How chunks are asked for. */
export interface Blocchi {
  /** Plain bytes of every chunk but the last. */
  readonly bytePerBlocco: number;
  /** In order; fewer at the end. */
  fetch(dal: number, quanti: number): Promise<readonly BloccoSigillato[]>;
  /** Place of the last chunk and its plain bytes; undefined when there is none. */
  last(): Promise<{ readonly indice: number; readonly byte: number } | undefined>;
}

/** A document in custodia, read from any place; holds a few chunks of it, however long it is. */
export class SorgenteCustodita implements Sorgente {
  readonly #tenuti = new Map<number, Buffer>();

  private constructor(
    private readonly blocchi: Blocchi,
    private readonly cipher: ChunkCipher,
    private readonly ultimo: number,
    readonly byte: number,
  ) {}

  /** @throws DecryptionFailed when nothing is there, or it is not what was stored */
  static async open(blocchi: Blocchi, cipher: ChunkCipher): Promise<SorgenteCustodita> {
    const first = await blocchi.fetch(0, BLOCCHI_PER_LETTURA);
    const lastHere = first.at(-1);
    const whole = first.length < BLOCCHI_PER_LETTURA;
    const last = whole && lastHere !== undefined ? plainOf(lastHere) : await blocchi.last();
    if (last === undefined) throw new DecryptionFailed('malformed');
    const byte = last.indice * blocchi.bytePerBlocco + last.byte;
    const sorgente = new SorgenteCustodita(blocchi, cipher, last.indice, byte);
    for (const blocco of first) sorgente.#keep(blocco.indice, sorgente.#open(blocco));
    return sorgente;
  }

  /** @throws DecryptionFailed if a chunk is missing or altered */
  async *read(dal: number, al: number): AsyncGenerator<Buffer> {
    const fine = Math.min(al, this.byte);
    if (dal >= fine) return;
    const { bytePerBlocco } = this.blocchi;
    const last = Math.floor((fine - 1) / bytePerBlocco);
    let index = Math.floor(dal / bytePerBlocco);
    const few = last - index < BLOCCHI_TENUTI;
    let next = this.#group(index, last, few);
    while (index <= last) {
      const group = await next;
      if (index + group.length <= last) {
        next = this.#group(index + group.length, last, few);
        // Awaited in the next turn; a failure must not be "unhandled" while the reader works.
        next.catch(() => undefined);
      }
      for (const plain of group) {
        const start = index * bytePerBlocco;
        yield plain.subarray(Math.max(dal - start, 0), Math.min(fine - start, plain.length));
        index += 1;
      }
    }
  }

  async #group(from: number, last: number, keep: boolean): Promise<Buffer[]> {
    const kept: Buffer[] = [];
    for (let at = from; at <= last && this.#tenuti.has(at); at += 1) kept.push(this.#tenuti.get(at)!);
    if (kept.length > 0) return kept;
    const quanti = Math.min(BLOCCHI_PER_LETTURA, last - from + 1);
    const blocchi = await this.blocchi.fetch(from, quanti);
    if (blocchi.length !== quanti) throw new DecryptionFailed('malformed');
    return blocchi.map((blocco) => {
      const plain = this.#open(blocco);
      if (keep) this.#keep(blocco.indice, plain);
      return plain;
    });
  }

  #open({ indice, byte }: BloccoSigillato): Buffer {
    const { plain, last } = this.cipher.openChunk(indice, byte);
    if (last !== (indice === this.ultimo)) throw new DecryptionFailed('malformed');
    return plain;
  }

  #keep(indice: number, plain: Buffer): void {
    const oldest = this.#tenuti.size >= BLOCCHI_TENUTI ? this.#tenuti.keys().next().value : undefined;
    if (oldest !== undefined) this.#tenuti.delete(oldest);
    this.#tenuti.set(indice, plain);
  }
}

function plainOf({ indice, byte }: BloccoSigillato): { readonly indice: number; readonly byte: number } {
  return { indice, byte: byte.length - CHUNK_OVERHEAD };
}
