import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { FORBIDDEN } from './caratteri.js';
import { Illeggibile } from './illeggibile.js';

/** Encodings read, by the names a declaration may give them (XML names are compared without case). */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'ascii',
  ascii: 'ascii',
  'iso-8859-1': 'iso-8859-1',
  iso8859_1: 'iso-8859-1',
  'latin-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'windows-1252': 'windows-1252',
  'cp-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};
const ENCODING_DECLARATION =
  /^<\?xml[ \t\r\n][^>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*(["'])([A-Za-z0-9._-]{1,40})\1/;
/** A declaration longer than this is not looked at: the encoding is then UTF-8. */
const DECLARATION_BYTES = 256;
const FORBIDDEN_OR_LONE = new RegExp(
  `${FORBIDDEN.source}|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]`,
);
const REMEDY =
  'Salvare il file in UTF-8 e dichiararlo (<?xml version="1.0" encoding="UTF-8"?>), poi inviarlo di nuovo.';

/** How ZIP archives begin, and so the files of spreadsheets, up to their first control character. */
const ZIP = 'PK';
const ZIP_REMEDY = 'Esportare il documento XML dal gestionale; se è dentro un archivio, estrarlo e inviarlo da solo.';

/** A stretch of text ready to be scanned: line ends are single line feeds, no forbidden characters. */
export interface Testo {
  readonly testo: string;
  /** It may hold characters of two UTF-16 units: columns must count them once. */
  readonly astrale: boolean;
  /** What must be raised once this text has been scanned. */
  readonly guasto?: Illeggibile;
}

/** Bytes in, text out, in any cut of the bytes. The encoding is that of the BOM, else the declared one, else UTF-8. */
export class Decodifica {
  #head: Buffer | undefined = Buffer.alloc(0);
  #carry = Buffer.alloc(0);
  #decoder: { write(bytes: Buffer): string; end(): string | undefined } | undefined;
  #asciiOnly = false;
  #tail = '';

  write(bytes: Uint8Array): Testo {
    let buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#head !== undefined) {
      this.#head = Buffer.concat([this.#head, buffer]);
      if (this.#head.length < DECLARATION_BYTES) return { testo: '', astrale: false };
      buffer = this.#start(this.#head);
    }
    return this.#text(buffer, false);
  }

  end(): Testo {
    const buffer = this.#head === undefined ? Buffer.alloc(0) : this.#start(this.#head);
    return this.#text(buffer, true);
  }

  /** Chooses the decoder. @returns the bytes after the BOM */
  #start(head: Buffer): Buffer {
    this.#head = undefined;
    const bom = bomOf(head);
    const rest = head.subarray(bom.length);
    const declared = declaredEncoding(rest, bom.encoding);
    const name = declared === undefined ? 'utf-8' : ENCODINGS[declared.toLowerCase()];
    if (name === undefined) {
      throw new Illeggibile('XML-05', 'La codifica dei caratteri dichiarata non è fra quelle ammesse.', REMEDY, 0);
    }
    if (bom.encoding !== undefined) {
      if (bom.encoding !== 'utf-8') this.#decoder = iconv.getDecoder(bom.encoding, { stripBOM: false });
      return rest;
    }
    if (name.startsWith('utf-16')) {
      throw new Illeggibile('XML-05', 'Il documento si dichiara UTF-16 ma i suoi byte non lo sono.', REMEDY, 0);
    }
    this.#asciiOnly = name === 'ascii';
    if (name === 'iso-8859-1' || name === 'windows-1252') this.#decoder = iconv.getDecoder(name, { stripBOM: false });
    return rest;
  }

  #text(buffer: Buffer, last: boolean): Testo {
    if (this.#decoder !== undefined) {
      const text = this.#decoder.write(buffer) + (last ? (this.#decoder.end() ?? '') : '');
      return this.#finish(text, last, undefined, true);
    }
    const bytes = this.#carry.length === 0 ? buffer : Buffer.concat([this.#carry, buffer]);
    this.#carry = Buffer.alloc(0);
    if (isAscii(bytes)) return this.#finish(bytes.toString('latin1'), last, undefined, false);
    const cut = last ? bytes.length : completeLength(bytes);
    const whole = bytes.subarray(0, cut);
    if (isUtf8(whole) && !this.#asciiOnly) {
      this.#carry = Buffer.from(bytes.subarray(cut));
      return this.#finish(whole.toString('utf8'), last, undefined, true);
    }
    const good = Math.min(this.#asciiOnly ? firstNonAscii(whole) : validPrefix(whole), whole.length - 1);
    const message = `Un byte (0x${whole[good]!.toString(16)}) non appartiene alla codifica ${this.#asciiOnly ? 'US-ASCII' : 'UTF-8'} del documento: forse il file è in Windows-1252 o ISO-8859-1.`;
    return this.#finish(whole.toString('utf8', 0, good), true, new Illeggibile('XML-04', message, REMEDY), true);
  }

  #finish(decoded: string, last: boolean, guasto: Illeggibile | undefined, beyondAscii: boolean): Testo {
    let testo = this.#tail === '' ? decoded : this.#tail + decoded;
    this.#tail = last ? '' : heldBack(testo);
    if (this.#tail !== '') testo = testo.slice(0, -1);
    if (testo.includes('\r')) testo = testo.replace(/\r\n?/g, '\n');
    const bad = beyondAscii && this.#decoder !== undefined ? testo.search(FORBIDDEN_OR_LONE) : testo.search(FORBIDDEN);
    if (bad !== -1) {
      const raised =
        bad === ZIP.length && testo.startsWith(ZIP)
          ? new Illeggibile(
              'XML-08',
              'Il file è un archivio ZIP o un foglio di calcolo, non un documento XML.',
              ZIP_REMEDY,
            )
          : new Illeggibile('XML-08', 'Il documento contiene un carattere che XML non ammette.');
      return { testo: testo.slice(0, bad), astrale: beyondAscii, guasto: raised };
    }
    const astrale = beyondAscii && /[\ud800-\udbff]/.test(testo);
    return guasto === undefined ? { testo, astrale } : { testo, astrale, guasto };
  }
}

/** What can only be judged with the next character: the first half of a CR LF, of a surrogate pair. */
function heldBack(text: string): string {
  const code = text.charCodeAt(text.length - 1);
  return code === 13 || (code >= 0xd800 && code <= 0xdbff) ? text.slice(-1) : '';
}

function bomOf(head: Buffer): { encoding?: string; length: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  if (head[0] === 0x3c && head[1] === 0 && head[2] === 0x3f && head[3] === 0)
    return { encoding: 'utf-16le', length: 0 };
  if (head[0] === 0 && head[1] === 0x3c && head[2] === 0 && head[3] === 0x3f)
    return { encoding: 'utf-16be', length: 0 };
  return { length: 0 };
}

function declaredEncoding(head: Buffer, bom: string | undefined): string | undefined {
  const start = head.subarray(0, DECLARATION_BYTES * 2);
  const text = bom?.startsWith('utf-16') === true ? iconv.decode(start, bom) : start.toString('latin1');
  return ENCODING_DECLARATION.exec(text)?.[2];
}

/** @returns the length without a last character whose bytes have not all come */
export function completeLength(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function firstNonAscii(bytes: Buffer): number {
  return bytes.findIndex((byte) => byte > 0x7f);
}

/** @returns the index of the first byte that makes the text no UTF-8 */
export function validPrefix(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const cut = completeLength(bytes.subarray(0, middle));
    if (isUtf8(bytes.subarray(0, cut))) good = middle;
    else bad = middle;
  }
  return completeLength(bytes.subarray(0, good));
}
