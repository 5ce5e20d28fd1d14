import { crc32 } from 'node:zlib';
import { type Entry, type ZipFile, fromBufferPromise } from 'yauzl';
import { FoglioIlleggibile, oltreLimiteFoglio } from '../foglio-illeggibile.js';
import type { LimitiFoglio } from '../limiti-foglio.js';

/** Parts smaller than this may be as regular as they like: a sheet of zeros is no bomb. */
const SMALL = 1024 ** 2;

/** The parts of an open archive, read one at a time and never past the limits. Names of parts have no case (ECMA-376 part 2, 9.1.1.5). */
export class Archivio {
  #left: number;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly limiti: LimitiFoglio,
  ) {
    this.#left = limiti.byteDecompressi;
  }

  /** @throws FoglioIlleggibile */
  static async open(bytes: Buffer, limiti: LimitiFoglio): Promise<Archivio> {
    const entries = new Map<string, Entry>();
    const zip = await orBroken(async () => {
      const open = await fromBufferPromise(bytes, { strictFileNames: true });
      for await (const entry of open.eachEntry()) addEntry(entries, entry, limiti);
      return open;
    });
    return new Archivio(zip, entries, limiti);
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** The bytes of a part. @throws FoglioIlleggibile */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw new FoglioIlleggibile('rotto', `Nella cartella di lavoro manca la parte ${name}.`);
    if (entry.isEncrypted()) throw new FoglioIlleggibile('protetto');
    this.#admit(entry);
    let checksum = 0;
    for await (const chunk of chunksOf(this.zip, entry)) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (checksum !== entry.crc32) throw new FoglioIlleggibile('rotto', `La parte ${name} è rovinata.`);
  }

  /** Refuses a bomb by what it says of itself, before a byte of it is inflated; one that lies is refused by yauzl at the first byte too many. */
  #admit({ uncompressedSize, compressedSize }: Entry): void {
    this.#left -= uncompressedSize;
    if (this.#left < 0) throw oltreLimiteFoglio('byte del file decompresso', this.limiti.byteDecompressi);
    if (uncompressedSize > SMALL && uncompressedSize > compressedSize * this.limiti.rapporto) {
      throw oltreLimiteFoglio('rapporto di compressione', this.limiti.rapporto);
    }
  }
}

function addEntry(entries: Map<string, Entry>, entry: Entry, limiti: LimitiFoglio): void {
  if (entries.size >= limiti.parti) throw oltreLimiteFoglio('parti della cartella di lavoro', limiti.parti);
  const name = entry.fileName.toLowerCase();
  // Two parts of one name are two files to two readers.
  if (entries.has(name)) throw new FoglioIlleggibile('rotto', 'La cartella di lavoro ha due parti con lo stesso nome.');
  entries.set(name, entry);
}

/** Kept apart, so that only what the archive does is taken for a broken archive. */
async function* chunksOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await orBroken(() => zip.openReadStreamPromise(entry));
  const iterator = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orBroken(() => iterator.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    stream.destroy();
  }
}

async function orBroken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FoglioIlleggibile) throw error;
    throw new FoglioIlleggibile('rotto');
  }
}
