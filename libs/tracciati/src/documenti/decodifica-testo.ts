import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { completeLength, validPrefix } from '../xml/decodifica.js';
import { codificaDi } from './codifica-testo.js';

/** A stretch of text, and what is wrong with the bytes after it: nothing more comes then. */
export interface TestoLetto {
  readonly testo: string;
  readonly guasto?: string;
}

/** Enough to tell how characters are written. */
const INIZIO = 4;
const NULLO = 'Il file contiene byte nulli: è un file di altro genere, o è stato scritto in due codifiche diverse.';

/**
 * Bytes in, text out, in any cut of the bytes: what the mark at the beginning says, else UTF-16 by its NUL, else UTF-8. The first byte
 * that is not UTF-8 turns all to Windows-1252, in which Excel writes in Italy, as long as there was only ASCII before: after a
 * character of UTF-8 it would be read as two, so the text is of no encoding.
 */
export class DecodificaTesto {
  #testa: Buffer | undefined = Buffer.alloc(0);
  #resto = Buffer.alloc(0);
  #altra: iconv.DecoderStream | undefined;
  #utf16 = '';
  #byte = 0;
  /** Only ASCII so far, and no mark says more. */
  #incerta = true;
  #marcata = false;

  write(bytes: Uint8Array): TestoLetto {
    let buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#testa !== undefined) {
      this.#testa = Buffer.concat([this.#testa, buffer]);
      if (this.#testa.length < INIZIO) return { testo: '' };
      buffer = this.#comincia(this.#testa);
    }
    return senzaNulli(this.#testo(buffer, false));
  }

  end(): TestoLetto {
    const buffer = this.#testa === undefined ? Buffer.alloc(0) : this.#comincia(this.#testa);
    return senzaNulli(this.#testo(buffer, true));
  }

  #comincia(testa: Buffer): Buffer {
    this.#testa = undefined;
    const { nome, marca } = codificaDi(testa);
    this.#incerta = nome === 'incerta';
    this.#marcata = nome === 'utf-8';
    if (nome.startsWith('utf-16')) {
      this.#utf16 = nome;
      this.#altra = iconv.getDecoder(nome, { stripBOM: false });
    }
    return testa.subarray(marca);
  }

  #testo(buffer: Buffer, last: boolean): TestoLetto {
    if (this.#altra !== undefined) return this.#nellAltra(buffer, last);
    const bytes = this.#resto.length === 0 ? buffer : Buffer.concat([this.#resto, buffer]);
    this.#resto = Buffer.alloc(0);
    if (isAscii(bytes)) return { testo: bytes.toString('latin1') };
    const whole = last ? bytes : bytes.subarray(0, completeLength(bytes));
    if (isUtf8(whole)) {
      this.#incerta &&= isAscii(whole);
      this.#resto = Buffer.from(bytes.subarray(whole.length));
      return { testo: whole.toString('utf8') };
    }
    const good = Math.min(validPrefix(whole), whole.length - 1);
    if (this.#incerta && isAscii(whole.subarray(0, good))) {
      this.#altra = iconv.getDecoder('windows-1252', { stripBOM: false });
      return this.#nellAltra(bytes, last);
    }
    const guasto = this.#marcata ? nonUtf8(whole[good]!) : mista(whole[good]!);
    return { testo: whole.toString('utf8', 0, good), guasto };
  }

  #nellAltra(buffer: Buffer, last: boolean): TestoLetto {
    this.#byte += buffer.length;
    const testo = this.#altra!.write(buffer) + (last ? (this.#altra!.end() ?? '') : '');
    if (!last || this.#utf16 === '' || this.#byte % 2 === 0) return { testo };
    return { testo, guasto: 'Il file si presenta come UTF-16 ma il numero dei suoi byte è dispari: è incompleto.' };
  }
}

function senzaNulli(letto: TestoLetto): TestoLetto {
  const at = letto.testo.indexOf('\0');
  return at === -1 ? letto : { testo: letto.testo.slice(0, at), guasto: NULLO };
}

function nonUtf8(byte: number): string {
  return `Il file si presenta come UTF-8 ma i suoi byte non lo sono (0x${byte.toString(16)}).`;
}

function mista(byte: number): string {
  return `Un byte (0x${byte.toString(16)}) non è UTF-8, come invece i caratteri che lo precedono: il file è scritto in due codifiche diverse.`;
}
