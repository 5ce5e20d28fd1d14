import type { Sorgente } from './sorgente.js';

const CIFRATO = Buffer.from('EncryptedPackage', 'utf16le');
/** Bytes of the list of streams that are looked at: an encrypted workbook has a dozen of 128 bytes each. */
const ELENCO = 4096;

/** Whether a compound file of Microsoft (MS-CFB) is the wrapping of an encrypted workbook: by the names of its streams. */
export async function isProtetta(sorgente: Sorgente): Promise<boolean> {
  const start = await bytesOf(sorgente, 0, ELENCO);
  if (start.includes(CIFRATO)) return true;
  if (start.length < 52) return false;
  const sector = 2 ** Math.min(start.readUInt16LE(30), 12);
  const directory = (start.readUInt32LE(48) + 1) * sector;
  return (await bytesOf(sorgente, directory, ELENCO)).includes(CIFRATO);
}

async function bytesOf(sorgente: Sorgente, dal: number, quanti: number): Promise<Buffer> {
  const from = Math.min(dal, sorgente.byte);
  const found: Uint8Array[] = [];
  for await (const pezzo of sorgente.read(from, Math.min(from + quanti, sorgente.byte))) found.push(pezzo);
  return Buffer.concat(found);
}
