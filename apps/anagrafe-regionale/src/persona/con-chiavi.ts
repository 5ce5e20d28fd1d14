import { type Chiavi, chiaviOf } from '#libs/abbinamento';
import type { Scheda } from './dati-persona.js';
import { soggettoDi } from './soggetto-di.js';

/** Gives a scheda its keys, worked out when first asked for: they cost more than all the rest of it, and most schede are found by code. */
export function conChiavi(scheda: Omit<Scheda, 'chiavi'>): Scheda {
  let chiavi: Chiavi | undefined;
  return {
    ...scheda,
    get chiavi() {
      return (chiavi ??= chiaviOf(soggettoDi(scheda.dati)));
    },
  };
}
