import type { RigaLetta } from '#libs/tracciati';
import type { RilieviDiRiga } from '../rilievo/scrivi-rilievi.js';
import type { CodificaAccolta } from './codifica-accolta.js';
import type { Intestazione } from './intestazione.js';

/** A riga that is refused by what it says itself. */
export interface RigaRespinta {
  readonly numero: number;
  readonly linea: number;
  readonly colonna: number;
  readonly annullamento: boolean;
  /** Place of its heading among those of its lotto. */
  readonly intestazione: number;
  /** Name of the sheet, in a workbook. */
  readonly foglio?: string;
  /** The sender's own key. */
  readonly idMittente?: string;
}

/** What was found of a riga that passed the checks of delivery. */
export interface Accoglienza {
  readonly recordId: string;
  readonly impronta: string;
  /** The content as JSON text, canonical, with INPS's code where it is known: it travels as it is. */
  readonly contenuto: string;
  readonly codifica?: CodificaAccolta;
  /** The prestazione it is of, whoever delivers it. */
  readonly doppione?: string;
  readonly provvisoria?: true;
}

/** A riga that passed the checks of delivery, waiting for the end of its document. */
export interface RigaAccolta extends RigaRespinta, Accoglienza {}

/** Verdicts on consecutive righe; the accepted ones of one heading will travel in one message: at most 500 and about 256 KiB. */
export interface Lotto {
  /** Number of its first riga: the lotti of an invio sort by it, and a repeated reading makes the same ones. */
  readonly indice: number;
  readonly accolte: readonly RigaAccolta[];
  readonly respinte: readonly RigaRespinta[];
  readonly rilievi: readonly RilieviDiRiga[];
  /** Headings of its righe, at least one: receivers need them again. */
  readonly intestazioni: readonly Intestazione[];
}

/** The heading of a riga of a lotto. */
export function intestazioneOf({ intestazioni }: Lotto, { intestazione }: RigaRespinta): Intestazione {
  return intestazioni[intestazione]!;
}

/** What a riga says of its place and of itself, as far as the ledger keeps it. */
export function luogoOf({
  numero,
  linea,
  colonna,
  annullamento,
  foglio,
  chiave: { idMittente },
}: RigaLetta): Omit<RigaRespinta, 'intestazione'> {
  const luogo = { numero, linea, colonna, annullamento };
  if (foglio === undefined && idMittente === undefined) return luogo;
  return { ...luogo, ...(foglio === undefined ? {} : { foglio }), ...(idMittente === undefined ? {} : { idMittente }) };
}
