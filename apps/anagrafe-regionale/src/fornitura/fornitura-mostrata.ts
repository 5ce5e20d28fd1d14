import { type SessionScope, scopeUuids } from '#libs/persistence';
import type { Caller } from '#libs/security';

const istante = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${column}`;

/** Who is absent was looked for to the end, and nobody refused the fornitura; told to its ente alone. */
export const ASSENZE_NOTE = `assenti IS NOT NULL AND assenti_fino IS NULL AND giudicata_il IS NOT NULL AND stato <> 'rifiutata'
    AND ente = ANY (${scopeUuids('enti')})`;

/**
 * What is shown of a fornitura. How many of its persons the registry knew, or live elsewhere, would tell of persons that are not the
 * ente's to see, one fornitura of one riga at a time; how many it lets go, only where they are too many.
 */
export const COLONNE_FORNITURA = `id, invio_id AS invio, ente, verso, tipo, stato, motivi, dette AS righe, ricevute AS arrivate,
  CASE WHEN 'troppe_uscite' = ANY (motivi) THEN uscite END AS uscite,
  CASE WHEN ${ASSENZE_NOTE} THEN (SELECT count(*) FROM non_piu_dichiarata n WHERE n.fornitura = id AND n.palese)::int END AS non_piu_dichiarate,
  ${istante('ricevuta_il')}, ${istante('giudicata_il')},
  ${istante('conclusa_il')}`;

/** An ente sees its own; a steward those of all, and decides on none. */
export function scopeForniture({ ente, ruoli }: Caller, entiPropri: readonly string[]): SessionScope {
  return {
    ente,
    enti: ruoli.includes('titolare') ? entiPropri.join() : '',
    tutte_le_forniture: ruoli.includes('steward') ? 'si' : '',
  };
}
