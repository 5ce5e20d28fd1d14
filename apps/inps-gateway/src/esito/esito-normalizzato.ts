import { createHash } from 'node:crypto';

/** One outcome as INPS told it, in one form. */
export interface EsitoNormalizzato {
  /** Empty when INPS did not say of what flusso it speaks. */
  readonly idFlusso: string;
  /** INPS's code; empty when it gave none, and then it is no outcome. */
  readonly codice: string;
  readonly accolto: boolean;
  /** INPS's words, opaque. */
  readonly descrizione: string | null;
  readonly idAcquisizione: string | null;
  /** When INPS took the flusso, by its own clock; null when it did not say, or not legibly. */
  readonly acquisitoIl: Date | null;
  /** Hex digest of what was said: an outcome told twice is one outcome. */
  readonly impronta: string;
}

/** Longest texts kept: of an id, of a code, of INPS's own id, of a description. What is longer is none of ours. */
const ID = 200;
const CODICE = 64;
const ACQUISIZIONE = 200;
const DESCRIZIONE = 20_000;

/**
 * Whatever INPS writes is read: the id under both of the names its documents use, unknown fields ignored, nothing refused. A refusal
 * would only make INPS send the whole batch again, for ever.
 */
export function normalizzaEsito(detto: unknown): EsitoNormalizzato {
  const campi = typeof detto === 'object' && detto !== null ? (detto as Readonly<Record<string, unknown>>) : {};
  const idFlusso = testo(campi['id_flusso'], ID) ?? testo(campi['codice_siuss'], ID) ?? '';
  // Cut again: some letters are longer in upper case.
  const codice = testo(testo(campi['codice_esito'], CODICE)?.toUpperCase(), CODICE) ?? '';
  const descrizione = testo(campi['descrizione_esito'], DESCRIZIONE);
  const idAcquisizione = testo(campi['id_acquisizione_siuss'], ACQUISIZIONE);
  return {
    idFlusso,
    codice,
    accolto: codice === 'OK',
    descrizione,
    idAcquisizione,
    acquisitoIl: istante(campi['ts_acquisizione']),
    impronta: createHash('sha256')
      .update(JSON.stringify([codice, descrizione, idAcquisizione]))
      .digest('hex'),
  };
}

/** JSON may name half a character alone. */
const HALF_CHARACTERS = /\p{Surrogate}/gu;

function testo(valore: unknown, most: number): string | null {
  if (typeof valore === 'number') return String(valore);
  if (typeof valore !== 'string') return null;
  // What PostgreSQL cannot keep as it is must not come to be equal only there: neither NUL nor half a character goes any further.
  const trimmed = valore.replaceAll('\0', '').trim().slice(0, most).replace(HALF_CHARACTERS, '\uFFFD');
  return trimmed === '' ? null : trimmed;
}

const YEARS = { min: Date.parse('2000-01-01T00:00:00Z'), max: Date.parse('2200-01-01T00:00:00Z') };

/** An ISO instant, or milliseconds. */
function istante(valore: unknown): Date | null {
  const at = typeof valore === 'number' ? valore : typeof valore === 'string' ? Date.parse(valore) : Number.NaN;
  return at >= YEARS.min && at < YEARS.max ? new Date(at) : null;
}
