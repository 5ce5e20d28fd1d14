import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Cartella } from '../pacchetto/pacchetto.js';
import { PacchettoRifiutato } from '../pacchetto/problema.js';

/** The largest national file is 1.6 MB; what is far above is not a pack. */
const LARGEST_FILE_BYTES = 32 * 1024 * 1024;

/**
 * The CSV files of a folder, by name without extension.
 * @throws PacchettoRifiutato for a folder that is not there, a file too large, or text that is not UTF-8
 */
export async function readCartella(path: string): Promise<Cartella> {
  const name = basename(path);
  const refuse = (file: string, messaggio: string): PacchettoRifiutato =>
    new PacchettoRifiutato([{ file, riga: null, campo: '(file)', messaggio }]);
  const files = await readdir(path).catch(() => {
    throw refuse(name, 'la cartella non si legge');
  });
  const testi = new Map<string, string>();
  for (const file of files.filter((one) => one.endsWith('.csv'))) {
    const { size } = await stat(join(path, file));
    if (size > LARGEST_FILE_BYTES) throw refuse(`${name}/${file}`, `più di ${LARGEST_FILE_BYTES} byte`);
    const bytes = await readFile(join(path, file));
    try {
      testi.set(file.slice(0, -'.csv'.length), new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      throw refuse(`${name}/${file}`, 'il testo non è UTF-8');
    }
  }
  return { name, testi };
}
