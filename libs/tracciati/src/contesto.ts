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

/** Everything outside the document that a verdict depends on. */
export interface ContestoRegole {
  readonly territorio: Territorio;
  readonly nomenclatura: Nomenclatura;
  /** In Europe/Rome. */
  readonly oggi: LegalDay;
}

/** What a record needs from outside to become what INPS gets. */
export interface ContestoFlussi {
  readonly territorio: Territorio;
  /** Label of a prestazione in the nomenclature the riga was judged with. */
  readonly denominazioneOf: (codice: string) => string | undefined;
}
