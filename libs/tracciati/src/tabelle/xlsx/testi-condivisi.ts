import { oltreLimiteFoglio } from '../foglio-illeggibile.js';
import type { LimitiFoglio } from '../limiti-foglio.js';
import type { Archivio } from './archivio.js';
import { leggiParte } from './parte.js';
import { senzaFughe } from './fughe.js';

/** What an entry of the table costs beyond its characters: a million empty ones are not free. */
const ENTRY = 16;
const ITEM = 'sst/si';
/** A plain text, or the runs of a formatted one; how to pronounce it (`rPh`) is not part of it. */
const TEXTS = new Set(['sst/si/t', 'sst/si/r/t']);

/** The texts that cells name by their place. */
export async function leggiTestiCondivisi(
  archivio: Archivio,
  parte: string,
  limiti: LimitiFoglio,
): Promise<readonly string[]> {
  const testi: string[] = [];
  let left = limiti.testiCondivisi;
  let current = '';
  await leggiParte(parte, archivio.read(parte), {
    testo(percorso, testo) {
      if (!TEXTS.has(percorso)) return;
      current += testo;
      if (current.length > limiti.cella) throw oltreLimiteFoglio('caratteri di una cella', limiti.cella);
    },
    chiude(percorso) {
      if (percorso !== ITEM) return;
      left -= current.length + ENTRY;
      if (left < 0) throw oltreLimiteFoglio('caratteri dei testi condivisi', limiti.testiCondivisi);
      testi.push(senzaFughe(current));
      current = '';
    },
  });
  return testi;
}
