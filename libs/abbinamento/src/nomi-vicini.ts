import { spellingsOf } from '#libs/codici';
import { jaroWinkler } from './jaro-winkler.js';

/** Below it two given names are of two persons: measured on invented siblings and twins, who share everything else. */
const SOGLIA = 0.88;

/**
 * Whether two names may be of one person: equal once accents, blanks and signs are taken away, one contained in the other as whole
 * words (a second name left out), or as alike as a slip of the pen leaves them. A name without Latin letters is near only to
 * itself: nothing is left of it to compare.
 */
export function nomiVicini(uno: string, altro: string): boolean {
  if (nomiUguali(uno, altro)) return true;
  return parole(uno).some((prime) =>
    parole(altro).some((seconde) => {
      if (prime.length === 0 || seconde.length === 0) return false;
      return (
        contenuto(prime, seconde) || contenuto(seconde, prime) || jaroWinkler(intero(prime), intero(seconde)) >= SOGLIA
      );
    }),
  );
}

/** Equal in at least one lawful spelling: `MÜLLER` is `MULLER` and `MUELLER`. Names without a Latin letter are equal as they are written. */
export function nomiUguali(uno: string, altro: string): boolean {
  const spellings = new Set(spellingsOf(uno).filter((spelling) => spelling !== ''));
  if (spellings.size === 0) return scritto(uno) === scritto(altro);
  return spellingsOf(altro).some((spelling) => spellings.has(spelling));
}

function scritto(nome: string): string {
  return nome.normalize('NFC').trim().toUpperCase();
}

/** The words of a name, once for each of its two ways to write doubtful letters: folded, or spelt out. */
function parole(nome: string): string[][] {
  const words = nome.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '');
  const spelt = words.map((word) => spellingsOf(word));
  const ways = [spelt.map((one) => one[0]!), spelt.map((one) => one.at(-1)!)];
  return ways.map((way) => way.filter((word) => word !== ''));
}

function contenuto(alcune: readonly string[], tutte: readonly string[]): boolean {
  return alcune.every((word) => tutte.includes(word));
}

function intero(words: readonly string[]): string {
  return words.join('');
}
