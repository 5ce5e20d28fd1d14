import { pipeline } from 'node:stream/promises';
import { type Gunzip, createGunzip } from 'node:zlib';
import type { Limiti } from '../limiti.js';
import { REGOLE_ARCHIVIO } from '../regole/archivi.js';
import { PICCOLO } from './archivio.js';
import { DocumentoIlleggibile } from './documento-illeggibile.js';
import type { Sorgente } from './sorgente.js';

/** What goes into the inflater, as far as it matters to judge what comes out. */
interface Entrata {
  byte: number;
  /** Zeros at the end of what has come: archives on tape are padded with them. */
  zeri: number;
  /** What the source has thrown. */
  guasto: unknown;
}

/**
 * What a gzip holds, all its members. The bound is on the whole: how much has gone in when something comes out depends on the pieces.
 * @throws DocumentoIlleggibile, and what the source throws
 */
export async function* gonfia(sorgente: Sorgente, limiti: Limiti): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const entrata: Entrata = { byte: 0, zeri: 0, guasto: undefined };
  const feeding = pipeline(contati(sorgente.read(0, sorgente.byte), entrata), gunzip).catch(() => undefined);
  try {
    let out = 0;
    for await (const chunk of chunksOf(gunzip, entrata)) {
      out += chunk.length;
      if (out > limiti.byteDecompressi) throw oltre('byte del file decompresso', limiti.byteDecompressi);
      if (out > PICCOLO && out > sorgente.byte * limiti.rapporto)
        throw oltre('rapporto di compressione', limiti.rapporto);
      yield chunk;
    }
    // The inflater takes a zero after a member for the end of all, and ignores whatever follows it.
    if (entrata.byte - gunzip.bytesWritten > entrata.zeri) throw rotto();
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

async function* contati(pezzi: AsyncIterable<Uint8Array>, entrata: Entrata): AsyncGenerator<Uint8Array> {
  try {
    for await (const pezzo of pezzi) {
      entrata.byte += pezzo.length;
      const last = pezzo.findLastIndex((byte) => byte !== 0);
      entrata.zeri = last === -1 ? entrata.zeri + pezzo.length : pezzo.length - 1 - last;
      yield pezzo;
    }
  } catch (error) {
    entrata.guasto = error;
    throw error;
  }
}

async function* chunksOf(gunzip: Gunzip, entrata: Entrata): AsyncGenerator<Buffer> {
  const iterator = (gunzip as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Buffer>;
    try {
      next = await iterator.next();
    } catch {
      throw entrata.guasto ?? rotto();
    }
    if (next.done === true) return;
    yield next.value;
  }
}

function rotto(): DocumentoIlleggibile {
  const messaggio = 'L’archivio gzip è rovinato, incompleto o seguito da altri byte.';
  return new DocumentoIlleggibile(REGOLE_ARCHIVIO.rotto, messaggio);
}

function oltre(cosa: string, massimo: number): DocumentoIlleggibile {
  const messaggio = `Ciò che esce dall’archivio supera il limite: ${cosa} (massimo ${massimo}).`;
  return new DocumentoIlleggibile(REGOLE_ARCHIVIO.limite, messaggio);
}
