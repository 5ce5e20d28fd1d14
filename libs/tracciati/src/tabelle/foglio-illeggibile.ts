import type { NomeRegola } from './regole.js';
import type { PostoRiga } from './rilievo-foglio.js';

/** Why nothing of a table can be used. Thrown inside the engine only: `readFoglio` turns it into a rilievo. */
export class FoglioIlleggibile extends Error {
  /** @param regola undefined when the rilievi are already there @param posto its column from 1 */
  constructor(
    readonly regola: NomeRegola | undefined,
    message?: string,
    readonly rimedio?: string,
    readonly posto?: PostoRiga & { readonly colonna: number },
  ) {
    super(message);
    this.name = 'FoglioIlleggibile';
  }
}

export function oltreLimiteFoglio(
  cosa: string,
  massimo: number,
  posto?: PostoRiga & { readonly colonna: number },
): FoglioIlleggibile {
  return new FoglioIlleggibile('limite', `Il file supera il limite: ${cosa} (massimo ${massimo}).`, undefined, posto);
}
