import { codificaDi } from './codifica-testo.js';

/** What bytes are, by how they begin; their name says nothing. */
export type Genere = 'vuoto' | 'zip' | 'gzip' | 'ole' | 'xml' | 'json' | 'csv' | { readonly altro: string };

/** Bytes by which a document is recognised. */
export const TESTA = 4096;

const MAGIE: readonly (readonly [string, Genere])[] = [
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['\x1f\x8b', 'gzip'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ole'],
  ['%PDF-', { altro: 'un documento PDF' }],
  ['{\\rtf', { altro: 'un documento RTF' }],
  ['\x89PNG', { altro: 'un’immagine' }],
  ['GIF8', { altro: 'un’immagine' }],
  ['\xff\xd8\xff', { altro: 'un’immagine' }],
  ['Rar!', { altro: 'un archivio RAR' }],
  ['7z\xbc\xaf', { altro: 'un archivio 7-Zip' }],
  ['BZh', { altro: 'un archivio bzip2' }],
  ['\xfd7zXZ', { altro: 'un archivio XZ' }],
  ['\x28\xb5\x2f\xfd', { altro: 'un archivio Zstandard' }],
  ['\x7fELF', { altro: 'un programma' }],
  ['MZ\x90\x00', { altro: 'un programma' }],
  ['SQLite format 3', { altro: 'una base di dati' }],
];
const PAGINA = /^<(?:html|!doctype\s+html)\b/i;

/** @param testa the first `TESTA` bytes, or all there are */
export function riconosci(testa: Buffer): Genere {
  const start = testa.toString('latin1', 0, 16);
  const known = MAGIE.find(([magic]) => start.startsWith(magic));
  if (known !== undefined) return known[1];
  const text = inizioDi(testa);
  if (text === '') return testa.length < TESTA ? 'vuoto' : 'csv';
  if (PAGINA.test(text))
    return { altro: 'una pagina HTML, come quelle che alcuni gestionali esportano con il nome di un foglio Excel' };
  if (text.startsWith('<')) return 'xml';
  return text.startsWith('{') || text.startsWith('[') ? 'json' : 'csv';
}

/** Its first characters that are not blank; what is not ASCII does not matter. */
function inizioDi(testa: Buffer): string {
  const { nome, marca } = codificaDi(testa);
  const bytes = testa.subarray(marca);
  if (nome === 'utf-16be')
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
      .trimStart();
  return bytes.toString(nome === 'utf-16le' ? 'utf16le' : 'latin1').trimStart();
}
