/** An item of the list that suggestions are chosen from: the regional one normally, but nothing here knows which system it is. */
export interface VoceObiettivo {
  readonly codice: string;
  readonly denominazione: string;
  readonly descrizione?: string | null;
  /** Code of the parent in the same list. */
  readonly padre?: string | null;
  /** Words of the section or area the item stands in. */
  readonly area?: string | null;
  /** Given by others than those whose codes are asked about, as INPS's pensions are by INPS: of two alike, the likelier is the other one. */
  readonly altrui?: boolean;
  /** Codes of the version before that this item takes the place of. */
  readonly sostituisce?: readonly string[];
}

/** A code of an ente that nobody has associated yet, as the ente wrote it. */
export interface VoceLocale {
  readonly codice: string;
  readonly denominazione: string;
  readonly descrizione?: string | null;
  readonly denominazionePadre?: string | null;
  /** What the code stood for in the version of the target list before this one. */
  readonly destinazioniPrecedenti?: readonly string[];
}

/** The ente whose code is asked about, and the ambito it belongs to on that day. */
export interface EnteRichiedente {
  readonly codice: string;
  readonly ambito: string | null;
}

/** One approved associazione of one ente to the target system; several targets of one code are several of these. */
export interface AssociazioneVicina {
  readonly ente: string;
  readonly ambito: string | null;
  readonly codice: string;
  readonly denominazione: string;
  readonly destinazione: string;
}

/** A word of the ente's label that speaks for the target, and what it was taken for where that is another word. */
export interface ParolaComune {
  readonly scritta: string;
  readonly intesa: string;
}

/** Why a target is suggested. `testo` is Italian, for the person who decides: a suggestion without a reason cannot be judged. */
export type Ragione =
  | { readonly tipo: 'testo'; readonly testo: string; readonly parole: readonly ParolaComune[] }
  | { readonly tipo: 'stessa_denominazione'; readonly testo: string }
  | { readonly tipo: 'vicini'; readonly testo: string; readonly enti: number }
  | { readonly tipo: 'successione'; readonly testo: string }
  | { readonly tipo: 'stesso_codice'; readonly testo: string };

export interface Suggerimento {
  readonly codice: string;
  /** From 0 to 1, three decimals: the higher, the oftener right; about as often as it says, where measured. */
  readonly punteggio: number;
  readonly ragioni: readonly Ragione[];
}
