import type { CodiceFiscale } from './brand.js';
import { checkCharacter } from './check-character.js';
import { OMOCODIA_LETTERS, OMOCODIA_PLACES } from './codice-fiscale.js';

/** True when at least one replaceable digit of the code is a letter. */
export function isOmocodice(codice: CodiceFiscale): boolean {
  return OMOCODIA_PLACES.some((place) => codice.charCodeAt(place) > 57);
}

/**
 * The code with every replaced digit put back and its check character recomputed. Two persons may share a base: equal bases are
 * evidence that two codes belong to one person, never proof.
 */
export function baseOf(codice: CodiceFiscale): CodiceFiscale {
  if (!isOmocodice(codice)) return codice;
  const characters = Array.from(codice.slice(0, 15));
  for (const place of OMOCODIA_PLACES) {
    const digit = OMOCODIA_LETTERS.indexOf(characters[place]!);
    if (digit >= 0) characters[place] = String(digit);
  }
  return complete(characters);
}

/** The 127 codes that may be given instead of the base one, those with the fewest replaced digits not necessarily first. */
export function omocodiaVariants(codice: CodiceFiscale): CodiceFiscale[] {
  const base = Array.from(baseOf(codice).slice(0, 15));
  const variants: CodiceFiscale[] = [];
  for (let mask = 1; mask < 128; mask++) {
    const characters = base.slice();
    OMOCODIA_PLACES.forEach((place, bit) => {
      if ((mask >> bit) & 1) characters[place] = OMOCODIA_LETTERS[Number(characters[place])]!;
    });
    variants.push(complete(characters));
  }
  return variants;
}

function complete(fifteen: readonly string[]): CodiceFiscale {
  const text = fifteen.join('');
  return `${text}${checkCharacter(text)}` as CodiceFiscale;
}
