import { FoglioIlleggibile } from './foglio-illeggibile.js';

export type Formato = 'csv' | 'xlsx';

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const EMPTY_ZIP = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
/** Compound files of Microsoft: workbooks before 2007, and the wrapping of encrypted ones since. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const OTHERS: readonly (readonly [string, string])[] = [
  ['%PDF-', 'un documento PDF'],
  ['{\\rtf', 'un documento RTF'],
  ['<?xml', 'un documento XML'],
  ['<!DOCTYPE', 'una pagina HTML'],
  ['<html', 'una pagina HTML, come quelle che alcuni gestionali esportano con il nome di un foglio Excel'],
  ['\x89PNG', 'un’immagine'],
  ['Rar!', 'un archivio RAR'],
  ['7z\xbc\xaf', 'un archivio 7-Zip'],
  ['\x1f\x8b', 'un archivio gzip'],
];

/** What a file is, by how it begins; its name and its declared type say nothing. @throws FoglioIlleggibile */
export function formatoDi(bytes: Buffer): Formato {
  if (bytes.length === 0) throw new FoglioIlleggibile('vuoto');
  if (startsWith(bytes, ZIP) || startsWith(bytes, EMPTY_ZIP)) return 'xlsx';
  if (startsWith(bytes, OLE)) {
    if (bytes.includes(ENCRYPTED)) throw new FoglioIlleggibile('protetto');
    throw new FoglioIlleggibile('formato', 'Il file è un foglio di Excel 97-2003 (.xls).');
  }
  const start = bytes.toString('latin1', 0, 64).trimStart().toLowerCase();
  const other = OTHERS.find(([magic]) => start.startsWith(magic.toLowerCase()));
  if (other !== undefined) throw new FoglioIlleggibile('formato', `Il file non è un foglio: è ${other[1]}.`);
  return 'csv';
}

function startsWith(bytes: Buffer, magic: Buffer): boolean {
  return bytes.subarray(0, magic.length).equals(magic);
}
