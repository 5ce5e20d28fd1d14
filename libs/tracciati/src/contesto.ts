import type { LegalDay, Territorio } from '#libs/codici';

/** One item of the nomenclature in force on a day. */
export interface VoceNomenclatura {
  readonly codice: string;
  readonly denominazione: string;
}

/** The prestazione codes the righe are judged against. */
export interface Nomenclatura {
  /** Kept beside every accepted riga: the verdict can be explained years later. */
  readonly versione: string;
  /** @param day `YYYY-MM-DD` @returns undefined when the code does not exist or is not in force on that day */
  voceInVigore(codice: string, day: string): VoceNomenclatura | undefined;
}

/** What a code that a sender wrote is, for INPS, on the event date. */
export type Codifica =
  | {
      readonly esito: 'tradotta';
      /** In INPS's nomenclature; the code itself where the sender uses INPS's. */
      readonly codice: string;
      /** Versions used, from the sender's list to INPS's: `LOC:E388@1`, `REG@2`, `SIUSS@1.0`. */
      readonly versioni: readonly string[];
    }
  /** The code is known, what it is for INPS is not: the riga waits. `sistema` and `codice`: where the way ends. */
  | { readonly esito: 'in_attesa'; readonly sistema: string; readonly codice: string }
  /** The code may be several things and the riga does not say which, or says one that it cannot be. */
  | { readonly esito: 'scelta'; readonly mancante: boolean; readonly alternative: readonly string[] }
  | { readonly esito: 'sconosciuta' };

/** Everything outside the document that a verdict depends on. */
export interface ContestoRegole {
  readonly territorio: Territorio;
  readonly nomenclatura: Nomenclatura;
  /**
   * Reads the code of a riga on its event date, for the ente that the riga names (any of its codes), else for the one the document is of.
   * Missing: only codes of `nomenclatura` are known.
   */
  readonly codifica?: (codice: string, day: string, ente?: string) => Codifica;
  /** Last legal day of that same ente, where it has one. Missing: it is not known whose the document is. */
  readonly ultimoGiornoEnte?: (ente?: string) => string | undefined;
  /** Belfiore code of that same ente; undefined where it is no comune. Missing: it is not known whose the document is. */
  readonly catastaleEnte?: (ente?: string) => string | undefined;
  /** In Europe/Rome. */
  readonly oggi: LegalDay;
}

/** What a record needs from outside to become what INPS gets. */
export interface ContestoFlussi {
  readonly territorio: Territorio;
  /** Label of a prestazione in the nomenclature the riga was judged with. */
  readonly denominazioneOf: (codice: string) => string | undefined;
}
