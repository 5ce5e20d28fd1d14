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

/** Where somebody lives and who tells of her, for the steward that may look after her. */
export interface SedePersona {
  readonly comune: string | null;
  readonly enti: readonly string[];
  /** Nobody may be shown her: protected, or dead for too long. */
  readonly nascosta: boolean;
}

/** What one steward has opened, in which the person is. */
export interface Riesame {
  readonly ente: string;
  readonly soggetto: string;
  /** ISO 8601, UTC. */
  readonly finoA: string;
  /** Of both persons of a possible duplicate, or of the one that may be two. */
  readonly sedi: readonly SedePersona[];
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
  /** Judgements of whether she is one, or one with another. */
  readonly riesami: readonly Riesame[];
}
