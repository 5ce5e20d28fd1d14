import { isDeepStrictEqual } from 'node:util';
import { Impossibile, USCITA } from './comando.js';
import { illeggibile } from './documenti-registro.js';
import { type Risposta, partOf } from './richiesta.js';

/** What a public key is, whatever else is said of it. */
const PARTI = ['kty', 'crv', 'x', 'y', 'n', 'e'];

/**
 * The keys kept, and those of now that are not among them: without one that is no longer published, heads that it signed prove nothing.
 * @param conservate undefined: none yet
 * @throws Impossibile when either is no JWKS, or a key of now has the name of another that is kept
 */
export function unioneChiavi(conservate: unknown, adesso: unknown): { readonly keys: readonly Risposta[] } {
  const kept = conservate === undefined ? [] : keysOf(conservate);
  const keys = [...kept];
  for (const key of keysOf(adesso)) {
    const same = keys.find(({ kid }) => kid === key['kid']);
    if (same === undefined) keys.push(key);
    else if (!isDeepStrictEqual(partiOf(same), partiOf(key)))
      throw new Impossibile(
        `la chiave «${String(key['kid'])}» dell’hub NON è quella conservata con lo stesso nome: segnalarlo alla Regione`,
        USCITA.errori,
      );
  }
  return { keys };
}

function keysOf(jwks: unknown): readonly Risposta[] {
  const { keys } = partOf(jwks);
  if (!Array.isArray(keys)) throw illeggibile('le chiavi non si leggono: ci si attende un JWKS, con «keys»');
  return keys.map(partOf);
}

function partiOf(key: Risposta): readonly unknown[] {
  return PARTI.map((parte) => key[parte]);
}
