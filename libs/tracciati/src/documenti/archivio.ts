import { crc32 } from 'node:zlib';
import { type Entry, type ZipFile, fromRandomAccessReaderPromise } from 'yauzl';
import type { Limiti } from '../limiti.js';
import { AccessoCasuale } from './accesso-casuale.js';
import type { Sorgente } from './sorgente.js';

/** What comes out smaller than this may be as regular as it likes: a sheet of zeros is no bomb. */
export const PICCOLO = 1024 ** 2;

type LimitiArchivio = Pick<Limiti, 'byteDecompressi' | 'rapporto' | 'parti'>;

/** How the faults of an archive are told: a workbook is an archive too, and its sender knows nothing of archives. */
export interface GuastiArchivio {
  rotto(messaggio?: string): Error;
  protetto(): Error;
  limite(cosa: string, massimo: number): Error;
  nome(): Error;
  mancaParte(nome: string): Error;
}

/** Stored and deflated; some programs have others for what they call the best compression. */
const METODI = [0, 8];

/** What `yauzl` says of names that lead out of the archive. */
const NOME_NON_AMMESSO = /^(?:invalid characters in fileName|absolute path|invalid relative path)/;

/** The parts of an open archive, read one at a time and never past the limits. Names of parts have no case (ECMA-376 part 2, 9.1.1.5). */
export class Archivio {
  #left: number;

  private constructor(
    private readonly zip: ZipFile,
    private readonly accesso: AccessoCasuale,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly limiti: LimitiArchivio,
    /** Changes when the archive turns out to be a workbook. */
    public guasti: GuastiArchivio,
  ) {
    this.#left = limiti.byteDecompressi;
  }

  /** @param barre names may be divided by `\`, as old programs of Windows do @throws one of `guasti` */
  static async open(
    sorgente: Sorgente,
    limiti: LimitiArchivio,
    guasti: GuastiArchivio,
    barre = false,
  ): Promise<Archivio> {
    const accesso = new AccessoCasuale(sorgente);
    const entries = new Map<string, Entry>();
    const zip = await orBroken(guasti, accesso, () =>
      fromRandomAccessReaderPromise(accesso, sorgente.byte, { strictFileNames: !barre, autoClose: false }),
    );
    const each = zip.eachEntry();
    for (;;) {
      const next = await orBroken(guasti, accesso, () => each.next());
      if (next.done === true) return new Archivio(zip, accesso, entries, limiti, guasti);
      if (entries.size >= limiti.parti) throw guasti.limite('file nell’archivio', limiti.parti);
      const name = next.value.fileName.toLowerCase();
      // Two parts of one name are two files to two readers.
      if (entries.has(name)) throw guasti.rotto('Nell’archivio ci sono due file con lo stesso nome.');
      entries.set(name, next.value);
    }
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** Names as written, in the order of the archive. */
  nomi(): string[] {
    return [...this.entries.values()].map(({ fileName }) => fileName);
  }

  /** Bytes a part says it has. */
  byteDi(name: string): number {
    return this.entries.get(name.toLowerCase())?.uncompressedSize ?? 0;
  }

  /** The bytes of a part. @throws one of `guasti`, and what the source throws */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw this.guasti.mancaParte(name);
    if (entry.isEncrypted()) throw this.guasti.protetto();
    if (!METODI.includes(entry.compressionMethod)) {
      throw this.guasti.rotto('L’archivio è compresso in un modo che non si legge: serve quello usuale (Deflate).');
    }
    this.#admit(entry);
    let checksum = 0;
    for await (const chunk of this.#chunks(entry)) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (checksum !== entry.crc32) throw this.guasti.rotto(`La parte ${name} è rovinata.`);
  }

  /** Refuses a bomb by what it says of itself, before a byte of it is inflated; one that lies is refused by yauzl at the first byte too many. */
  #admit({ uncompressedSize, compressedSize }: Entry): void {
    this.#left -= uncompressedSize;
    if (this.#left < 0) throw this.guasti.limite('byte del file decompresso', this.limiti.byteDecompressi);
    if (uncompressedSize > PICCOLO && uncompressedSize > compressedSize * this.limiti.rapporto) {
      throw this.guasti.limite('rapporto di compressione', this.limiti.rapporto);
    }
  }

  /** Kept apart, so that only what the archive does is taken for a broken archive. */
  async *#chunks(entry: Entry): AsyncGenerator<Buffer> {
    const { guasti, accesso } = this;
    const stream = await orBroken(guasti, accesso, () => this.zip.openReadStreamPromise(entry));
    const iterator = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await orBroken(guasti, accesso, () => iterator.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      stream.destroy();
    }
  }
}

async function orBroken<T>(guasti: GuastiArchivio, accesso: AccessoCasuale, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (accesso.guasto !== undefined) throw accesso.guasto;
    throw error instanceof Error && NOME_NON_AMMESSO.test(error.message) ? guasti.nome() : guasti.rotto();
  }
}
