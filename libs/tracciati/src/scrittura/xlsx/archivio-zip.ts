import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

const STORED = 0;
const DEFLATED = 8;
/** Names are UTF-8. */
const PLAIN = 0x0800;
/** Checksum and sizes follow the bytes. */
const STREAMED = 0x0808;
/** 1 January 1980, the first day an archive knows: the same content is the same bytes on any day. */
const DAY = 0x21;
const LARGEST = 0xffff_ffff;

interface Misure {
  readonly crc: number;
  readonly compressa: number;
  readonly intera: number;
}

interface Voce extends Misure {
  readonly nome: Buffer;
  readonly metodo: number;
  readonly bandiere: number;
  readonly inizio: number;
}

/** A ZIP archive (APPNOTE 4.3) written part after part, of which nothing is kept but a line for each. */
export class ArchivioScritto {
  readonly #voci: Voce[] = [];
  #byte = 0;

  /** A part as it stands, not deflated. */
  *intera(nome: string, contenuto: Buffer): Generator<Buffer> {
    const misure = { crc: crc32(contenuto), compressa: contenuto.length, intera: contenuto.length };
    const voce = { nome: Buffer.from(nome), metodo: STORED, bandiere: PLAIN, inizio: this.#byte, ...misure };
    yield this.#counted(local(voce));
    yield this.#counted(contenuto);
    this.#voci.push(voce);
  }

  /** A part whose size nobody knows before its end, deflated. */
  async *compressa(nome: string, contenuto: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const unknown = { crc: 0, compressa: 0, intera: 0 };
    const voce = { nome: Buffer.from(nome), metodo: DEFLATED, bandiere: STREAMED, inizio: this.#byte, ...unknown };
    yield this.#counted(local(voce));
    const start = this.#byte;
    let [crc, intera] = [0, 0];
    const measured = async function* (): AsyncGenerator<Buffer> {
      for await (const bytes of contenuto) {
        crc = crc32(bytes, crc);
        intera += bytes.length;
        yield bytes;
      }
    };
    for await (const bytes of deflated(measured())) yield this.#counted(bytes);
    const misure = { crc, compressa: this.#byte - start, intera: within(intera) };
    yield this.#counted(Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), sizes(misure)]));
    this.#voci.push({ ...voce, ...misure });
  }

  *fine(): Generator<Buffer> {
    const start = this.#byte;
    for (const voce of this.#voci) yield this.#counted(central(voce));
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(this.#voci.length, 8);
    end.writeUInt16LE(this.#voci.length, 10);
    end.writeUInt32LE(this.#byte - start, 12);
    end.writeUInt32LE(start, 16);
    yield end;
  }

  #counted(bytes: Buffer): Buffer {
    this.#byte = within(this.#byte + bytes.length);
    return bytes;
  }
}

/** @throws RangeError past what the fields of an archive can say: a reader would find something else there */
function within(bytes: number): number {
  if (bytes > LARGEST) throw new RangeError('an archive ends at 4 GiB');
  return bytes;
}

/** Who stops reading stops the source too: the rows may come from a database. */
async function* deflated(contenuto: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  // A failure of the source destroys the deflater, and the loop below throws it.
  const stream = pipeline(Readable.from(contenuto, { objectMode: false }), deflate, () => undefined);
  yield* stream as AsyncIterable<Buffer>;
}

function local(voce: Voce): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(voce), voce.nome]);
}

function central(voce: Voce): Buffer {
  const place = Buffer.alloc(14);
  place.writeUInt32LE(voce.inizio, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common(voce), place, voce.nome]);
}

/** The fields both headers have, from the version to the length of the extra field. */
function common(voce: Voce): Buffer {
  const start = Buffer.alloc(10);
  start.writeUInt16LE(20, 0);
  start.writeUInt16LE(voce.bandiere, 2);
  start.writeUInt16LE(voce.metodo, 4);
  start.writeUInt16LE(DAY, 8);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(voce.nome.length, 0);
  return Buffer.concat([start, sizes(voce), lengths]);
}

function sizes({ crc, compressa, intera }: Misure): Buffer {
  const fields = Buffer.alloc(12);
  fields.writeUInt32LE(crc, 0);
  fields.writeUInt32LE(compressa, 4);
  fields.writeUInt32LE(intera, 8);
  return fields;
}
