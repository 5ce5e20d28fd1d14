import type { Attributo, CampoEsteso, Elemento, Tipo } from '../tracciato.js';

/** A field of a tracciato in our own layout: a column of a table, a key of JSON. */
export interface CampoPiano {
  /** snake_case: header of the column. Fields of the second Indirizzo on end in `_2`, `_3`, … */
  readonly nome: string;
  /** Where its value is in the record: `codiceFiscale`, `indirizzi.0.codiceRegione`, `sina.mobilita`, `regionale.cup`. */
  readonly chiave: string;
  /** Where it is in XML; `attributo` is missing for an element that holds a text. Both missing for the regional extension. */
  readonly elemento?: Elemento;
  readonly attributo?: Attributo;
  readonly esteso?: CampoEsteso;
  readonly tipo: Tipo | { readonly base: 'si_no' };
  /** Every riga has it, whatever else it says; what rules ask beyond is in `obbligo`, in words that name columns. */
  readonly obbligatorio: boolean;
  readonly obbligo?: string;
  readonly descrizione: string;
  /** Cells hold values divided by `|`, JSON an array. */
  readonly lista: boolean;
  /** Models show it: the second to fifth Indirizzo are read and not shown. */
  readonly inModello: boolean;
}
