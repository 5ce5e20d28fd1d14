/** A presa in carico of a person, as far as it lets somebody know her. */
export interface CasoPersona {
  readonly id: string;
  /** Internal id of the ente that opened it. */
  readonly ente: string;
  /** Internal id of the ambito for which it was opened, if for one. */
  readonly ambito: string | null;
  /** Legal days, both inclusive; `finoAl` is closure and grace, null while the case is open. */
  readonly dal: string;
  readonly finoAl: string | null;
}

/** One person opened by one operator in an emergency. */
export interface Urgenza {
  readonly ente: string;
  readonly soggetto: string;
  /** ISO 8601, UTC. */
  readonly finoA: string;
}

/** What ties a person to the places, the enti and the operators of the hub, on the moment of a question. */
export interface LegamiPersona {
  /** ISTAT code of the comune of residence that is in force and that nobody contests; null abroad or unknown. */
  readonly comune: string | null;
  /** Enti that said of her a prestazione that is still live. */
  readonly erogatori: readonly string[];
  /** Health agencies whose registry says of her. */
  readonly assistitaDa: readonly string[];
  readonly casi: readonly CasoPersona[];
  /** Enti that protect her; null while nobody does. */
  readonly protettaDa: readonly string[] | null;
  readonly urgenze: readonly Urgenza[];
  readonly vita: 'in_vita' | 'decesso_segnalato' | 'deceduta';
  /** Legal day; null also for a death whose day nobody said. */
  readonly dataDecesso: string | null;
  /** One of a pair that a steward must judge. */
  readonly inRiesame: boolean;
}
