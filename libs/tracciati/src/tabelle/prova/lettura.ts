import type { EsitoFoglio } from '../read-foglio.js';
import { readFoglio } from '../read-foglio.js';
import { LIMITI_FOGLIO, type LimitiFoglio } from '../limiti-foglio.js';
import { FOGLIO_DI_PROVA } from './fogli.js';

type Lettura = EsitoFoglio<(typeof FOGLIO_DI_PROVA)['colonne']>;

/** Reads bytes, or a text in UTF-8, as the sheet of the specs. */
export function leggiProva(content: string | Uint8Array, limiti: Partial<LimitiFoglio> = {}): Promise<Lettura> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return readFoglio(bytes, FOGLIO_DI_PROVA, { ...LIMITI_FOGLIO, ...limiti });
}

/** The rilievi in short: rule and place. */
export function rilieviIn(esito: Pick<Lettura, 'rilievi'>): string[] {
  return esito.rilievi.map(({ regola, cella }) => (cella === '' ? regola : `${regola} ${cella}`));
}
