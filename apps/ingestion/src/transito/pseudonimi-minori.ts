import type { BlindIndex } from '#libs/security';

const ALFABETO = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** 75 bits: no two minors of a region share one by chance. Not 16: no rule can take fifteen characters for a codice fiscale. */
const CARATTERI = 15;
const BIT_PER_CARATTERE = 5n;

/**
 * The pseudonyms that the hub makes for who cannot. Of one ente: who reads the data of two cannot tell that a minor is the same, and
 * without the key nobody can find whose one is by trying all codici fiscali. Changing the key makes every minor another.
 */
export class PseudonimiMinori {
  constructor(private readonly index: BlindIndex) {}

  /** @param ente internal id of the ente erogatore @param codice canonical code of the person */
  of(ente: string, codice: string): string {
    let bits = BigInt(`0x${this.index.wholeOf(JSON.stringify([ente, codice]), 'pseudonimo_minore')}`);
    let text = '';
    for (let at = 0; at < CARATTERI; at += 1, bits >>= BIT_PER_CARATTERE) {
      text += ALFABETO[Number(bits & (2n ** BIT_PER_CARATTERE - 1n))];
    }
    return text;
  }
}
