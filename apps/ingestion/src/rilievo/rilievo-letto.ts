import type { KeyRing } from '#libs/security';
import { numeroOf } from '../riga/riga-id.js';
import { placeOfValore } from './scrivi-rilievi.js';
import { type Scrittura, testiPer } from './testi-regola.js';

/** A rilievo as it is answered. */
export interface RilievoLetto {
  /** Null when the rilievo is on the invio as a whole. */
  readonly riga_id: string | null;
  readonly riga: number | null;
  /** Name of the sheet; null but in a workbook. */
  readonly foglio: string | null;
  /** `B12`; null but in a table, and for what is said of the whole file. */
  readonly cella: string | null;
  /** In a table: its row, as a spreadsheet numbers rows. */
  readonly linea: number;
  readonly colonna: number;
  readonly campo: string;
  /** Whole for the ente that sent the invio and for that of the riga, hidden from any other. */
  readonly valore: string | null;
  readonly regola: string;
  readonly gravita: 'errore' | 'avviso';
  readonly messaggio: string;
  readonly rimedio: string;
  readonly fonte: string;
  readonly colpa: string;
}

/** A rilievo as it is stored: the value sealed, the texts only where they are not those of the rule. */
export interface RilievoScritto {
  readonly riga_id: string;
  readonly indice: number;
  readonly ente_erogatore: string;
  readonly linea: number;
  readonly colonna: number;
  readonly foglio: string | null;
  readonly errore: boolean;
  readonly regola: string;
  readonly campo: string;
  readonly valore: Buffer | null;
  readonly messaggio: string | null;
  readonly rimedio: string | null;
}

/** Who looks, and at what. */
export interface Vista extends Scrittura {
  /** The caller's ente sent the invio, or deposited it. */
  readonly mittente: boolean;
  /** The caller's ente and those it continues. */
  readonly enti: readonly string[];
}

/** Always the same, however long the value: its length too would tell something. */
const NASCOSTO = '***';

/** A text of the rule alone is for everybody; one written for the riga may repeat its value, and is only for who may see that. */
export function presentRilievo(
  keyRing: KeyRing,
  row: RilievoScritto,
  { mittente, enti, formato, tracciato }: Vista,
): RilievoLetto {
  const { riga_id, indice, regola, errore } = row;
  const testi = testiPer(regola, { formato, tracciato });
  const whole = mittente || enti.includes(row.ente_erogatore);
  const open = (valore: Buffer): string => keyRing.decrypt(valore, placeOfValore(riga_id, indice)).toString('utf8');
  return {
    ...postoOf(row, formato),
    valore: row.valore === null ? null : whole ? open(row.valore) : NASCOSTO,
    regola,
    gravita: errore ? 'errore' : 'avviso',
    messaggio: (whole ? row.messaggio : null) ?? testi.messaggio,
    rimedio: (whole ? row.rimedio : null) ?? testi.rimedio,
    fonte: testi.fonte,
    colpa: testi.colpa,
  };
}

/** Where a rilievo is, in the sender's terms. */
export interface PostoRilievo {
  /** Null when it is on the invio as a whole, as `riga` then. */
  readonly riga_id: string | null;
  readonly riga: number | null;
  readonly foglio: string | null;
  readonly cella: string | null;
  readonly linea: number;
  readonly colonna: number;
  readonly campo: string;
}

/** @param formato of the invio; null while it has not been read */
export function postoOf(
  {
    riga_id,
    linea,
    colonna,
    foglio,
    campo,
  }: Pick<RilievoScritto, 'riga_id' | 'linea' | 'colonna' | 'foglio' | 'campo'>,
  formato: string | null,
): PostoRilievo {
  const numero = numeroOf(riga_id);
  return {
    riga_id: numero === 0 ? null : riga_id,
    riga: numero === 0 ? null : numero,
    foglio,
    cella: cellaIn(formato, { numero, linea, colonna }),
    linea,
    colonna,
    campo,
  };
}

/** `B12` where places are cells; null for what is said of a whole file. @param numero of the riga; 0 for the invio */
export function cellaIn(
  formato: string | null,
  { numero, linea, colonna }: { readonly numero: number; readonly linea: number; readonly colonna: number },
): string | null {
  if (formato !== 'csv' && formato !== 'xlsx') return null;
  return numero === 0 && linea === 1 && colonna === 1 ? null : `${lettersOf(colonna)}${linea}`;
}

function lettersOf(colonna: number): string {
  let letters = '';
  for (let left = colonna; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}
