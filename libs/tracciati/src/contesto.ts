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

/** What the rules ask of the territory; the Territorio of `codici` answers. */
export interface TerritorioRegole {
  /** @returns undefined for a code that names no comune (on that day, if given) */
  comuneByIstat(codice: string, day?: string): object | undefined;
  comuneByBelfiore(codice: string, day?: string): object | undefined;
  statoByBelfiore(codice: string): object | undefined;
  /** @returns the Agenzia delle Entrate's code of the region of a comune (01 Abruzzo … 21 Veneto), not ISTAT's */
  codiceRegioneAgenziaEntrate(istatComune: string): string | undefined;
}

/** Everything outside the document that a verdict depends on. */
export interface ContestoRegole {
  readonly territorio: TerritorioRegole;
  readonly nomenclatura: Nomenclatura;
  /** `YYYY-MM-DD`, Europe/Rome. */
  readonly oggi: string;
}
