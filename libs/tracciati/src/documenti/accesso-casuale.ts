import { Readable } from 'node:stream';
import { callbackify } from 'node:util';
import { RandomAccessReader } from 'yauzl';
import type { Sorgente } from './sorgente.js';

/** Bytes kept of the last small read: the table of an archive is asked for by tens of bytes, each a trip to the store. */
const FINESTRA = 65_536;

/** The bytes of a source, as `yauzl` asks for them. */
export class AccessoCasuale extends RandomAccessReader {
  /** What the source has thrown: no fault of the archive, though it breaks its reading. */
  guasto: unknown;
  #finestra = Buffer.alloc(0);
  #dal = 0;

  constructor(private readonly sorgente: Sorgente) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#bytes(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (err: Error | null) => void,
  ): void {
    callbackify(async () => {
      const found = await this.#fill(position, length);
      if (found.length < length) throw new RangeError('past the end of the source');
      found.copy(buffer, offset);
    })(callback);
  }

  async #fill(position: number, length: number): Promise<Buffer> {
    const from = position - this.#dal;
    if (from >= 0 && from + length <= this.#finestra.length) return this.#finestra.subarray(from, from + length);
    const end = Math.min(this.sorgente.byte, position + Math.max(length, FINESTRA));
    const pieces: Uint8Array[] = [];
    for await (const piece of this.#bytes(position, end)) pieces.push(piece);
    this.#finestra = Buffer.concat(pieces);
    this.#dal = position;
    return this.#finestra.subarray(0, length);
  }

  async *#bytes(start: number, end: number): AsyncGenerator<Uint8Array> {
    try {
      yield* this.sorgente.read(start, Math.min(end, this.sorgente.byte));
    } catch (error) {
      this.guasto = error;
      throw error;
    }
  }
}
