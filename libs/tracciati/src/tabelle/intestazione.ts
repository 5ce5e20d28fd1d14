import type { Foglio } from './foglio.js';
import { radice } from './parole.js';
import { type RecordFoglio, isVuota, testoDi } from './record.js';
import type { Registro } from './rilievo-foglio.js';

/** Rows in which the header is looked for: sheets made for people often begin with a title. */
export const RIGHE_DI_RICERCA = 10;

/** Characters of a header that are kept: it comes back in every rilievo on its column. */
const NAME = 200;

/** What a row says when it is read as the header. */
export interface Intestazione {
  readonly record: RecordFoglio;
  /** Index from 0 of each declared column found, by its key. */
  readonly colonne: ReadonlyMap<string, number>;
  /** Named columns that are not declared: index from 0, name as written. */
  readonly altre: ReadonlyMap<number, string>;
  /** Indexes from 0 of columns met a second time. */
  readonly ripetute: ReadonlyMap<number, string>;
  /** Keys of the columns that must be there and are not. */
  readonly mancanti: readonly string[];
}

export function nomeColonna(foglio: Foglio, chiave: string): string {
  return foglio.colonne[chiave]?.nome ?? chiave;
}

export function leggiIntestazione(record: RecordFoglio, foglio: Foglio): Intestazione {
  const keys = keysByName(foglio);
  const colonne = new Map<string, number>();
  const altre = new Map<number, string>();
  const ripetute = new Map<number, string>();
  const otherNames = new Set<string>();
  for (const [index, cella] of record.celle.entries()) {
    if (isVuota(cella)) continue;
    const name = testoDi(cella).trim().slice(0, NAME).replace(/\s+/g, ' ');
    const key = keys.get(radice(name));
    if (key === undefined ? otherNames.has(name) : colonne.has(key)) ripetute.set(index, name);
    else if (key !== undefined) colonne.set(key, index);
    else {
      otherNames.add(name);
      altre.set(index, name);
    }
  }
  const mancanti = Object.entries(foglio.colonne)
    .filter(([key, colonna]) => (colonna.obbligatorio ?? colonna.intestazioneRichiesta) === true && !colonne.has(key))
    .map(([key]) => key);
  return { record, colonne, altre, ripetute, mancanti };
}

function keysByName({ colonne }: Foglio): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [key, { nome = key, alias = [] }] of Object.entries(colonne)) {
    for (const name of [nome, ...alias]) keys.set(radice(name), key);
  }
  return keys;
}

/** The first row with every column that must be there, else the one with most columns; undefined when none has any. */
export function scegliIntestazione(records: readonly RecordFoglio[], foglio: Foglio): Intestazione | undefined {
  const read = records.map((record) => leggiIntestazione(record, foglio));
  const complete = read.find(isCompleta);
  if (complete !== undefined) return complete;
  const most = Math.max(0, ...read.map(({ colonne }) => colonne.size));
  return most === 0 ? undefined : read.find(({ colonne }) => colonne.size === most);
}

export function isCompleta({ colonne, mancanti }: Intestazione): boolean {
  return colonne.size > 0 && mancanti.length === 0;
}

/** @returns false when the rows below cannot be read */
export function esaminaIntestazione(intestazione: Intestazione, foglio: Foglio, registro: Registro): boolean {
  const { record, mancanti, ripetute, altre } = intestazione;
  for (const key of mancanti) {
    registro.sullaCella(record, undefined, nomeColonna(foglio, key), 'colonnaMancante', {
      messaggio: `Manca la colonna “${nomeColonna(foglio, key)}” (${foglio.colonne[key]!.descrizione}).${trovate(intestazione)}`,
    });
  }
  for (const [index, name] of ripetute) {
    registro.sullaCella(record, index + 1, name, 'colonnaRipetuta', {
      messaggio: `La colonna “${name}” compare due volte nell’intestazione.`,
      valore: name,
    });
  }
  if (foglio.altreColonne !== true) {
    for (const [index, name] of altre) {
      registro.sullaCella(record, index + 1, name, 'colonnaIgnota', {
        messaggio: `La colonna “${name}” non è prevista: il suo contenuto è stato ignorato.`,
        valore: name,
      });
    }
  }
  return mancanti.length === 0 && ripetute.size === 0;
}

/** Names of what is there, to compare with what is not. */
function trovate({ altre }: Intestazione): string {
  if (altre.size === 0) return '';
  const names = [...altre.values()].slice(0, 10).map((name) => `“${name.slice(0, 40)}”`);
  return ` Colonne non riconosciute: ${names.join(', ')}${altre.size > names.length ? ', …' : ''}.`;
}
