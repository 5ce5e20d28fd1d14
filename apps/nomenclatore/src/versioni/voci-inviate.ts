import type { RilievoLetto, Trovato } from '../lettura/rilievi.js';
import type { RigaVoce } from '../pacchetto/pacchetto-nomenclature.js';
import type { Difetto } from './esame-voci.js';
import { REGOLE_VOCI } from './regole-voci.js';

/** Items as somebody sent them, read; where something is wrong, the right ones only. */
export interface VociInviate extends Trovato {
  readonly voci: readonly RigaVoce[];
  /** The finding of a fault, with the place the item was read at. */
  readonly rilievoDi: (difetto: Difetto) => RilievoLetto;
}

/** Source of items that do not say their own. */
export interface Provenienza {
  readonly fonte: string;
  readonly affidabilita: string;
}

/** Name of the place of an item in the messages about another: "c'è già alla riga 3 di questo elenco". */
export const ELENCO = 'questo elenco';

/** Items of a version at most: far above any list known, and one statement to write. */
export const MOST_ITEMS = 5_000;
/** Columns beyond those every list has. */
export const MOST_ATTRIBUTES = 40;

/** A finding on an item that was read in no sheet: its row is its number in the list. */
export function rilievoSuVoce({ regola, riga, campo, messaggio }: Difetto): RilievoLetto {
  const { codice, gravita, fonte, colpa, rimedio } = REGOLE_VOCI[regola];
  const posto = { foglio: null, riga, linea: riga ?? 1, colonna: 1, cella: '' };
  return { ...posto, campo, regola: codice, gravita, messaggio, rimedio, fonte, colpa };
}
