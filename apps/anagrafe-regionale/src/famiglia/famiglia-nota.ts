import type { Tx } from '#libs/persistence';
import { type Momento, valeIn } from '../residenza/momento.js';

/** Somebody in a famiglia or convivenza, on a moment. */
export interface Componente {
  readonly personaId: string;
  readonly comune: string;
  readonly tipo: 'famiglia' | 'convivenza';
  readonly relazione: string | null;
  readonly dal: string;
  readonly al: string | null;
}

/** A comune has a say only on the famiglie of those who are its residents: a claim on somebody else's puts nobody into a famiglia. */
const creduta = (riga: string): string =>
  `EXISTS (SELECT FROM residenza r WHERE r.persona_id = ${riga}.persona_id AND r.genere = 'residenza' AND r.comune = ${riga}.comune
    AND ${valeIn('r', '$2', '$3')})`;

const FAMIGLIA = `WITH sua AS (
    SELECT f.famiglia FROM famiglia_componente f
    WHERE f.persona_id = $1 AND ${valeIn('f', '$2', '$3')} AND ${creduta('f')} ORDER BY f.dal DESC, f.tipo LIMIT 1)
  SELECT DISTINCT ON (f.persona_id) f.persona_id AS "personaId", f.comune, f.tipo, f.relazione, f.dal, f.al
  FROM sua JOIN famiglia_componente f ON f.famiglia = sua.famiglia
  WHERE ${valeIn('f', '$2', '$3')} AND ${creduta('f')} ORDER BY f.persona_id, f.dal DESC LIMIT $4`;

/**
 * The famiglia of a person on a moment, herself included, as far as the role and the scope of the transaction let it be seen.
 * @param atMost a convivenza can be of hundreds
 */
export function famigliaNota(
  tx: Tx,
  personaId: string,
  { validoAl, notoAl }: Momento,
  atMost: number,
): Promise<Componente[]> {
  return tx.query<Componente>(FAMIGLIA, [personaId, validoAl, notoAl, atMost]);
}
