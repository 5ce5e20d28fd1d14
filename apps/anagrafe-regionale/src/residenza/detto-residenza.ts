import type { LegalDay } from '#libs/codici';

/** Days in a place, both ends included; without `al` until further notice. */
export interface Periodo {
  readonly dal: LegalDay;
  readonly al?: LegalDay | undefined;
  /** As the source wrote it, in one line. */
  readonly indirizzo?: string | undefined;
}

/** One revision of what a record says of where its person lives. Every revision ever heard is kept: who came first decides. */
interface Detto {
  /** 64 hex digits. */
  readonly recordId: string;
  readonly revisione: number;
  /** ISO 8601, UTC: when the hub accepted it, which no order of messages changes. */
  readonly accettataIl: string;
}

/** A comune speaks of its own registry alone: where else a person lived is hearsay, and is not here. */
export interface DettoDiComune extends Detto {
  readonly fonte: 'anagrafe_comunale';
  /** ISTAT code. */
  readonly comune: string;
  /** Days on which the person was, or is, in its registry; none: the record was cancelled. */
  readonly periodi: readonly Periodo[];
  /** ISTAT code of the comune to which it let the person go. */
  readonly destinazione?: string | undefined;
  /** Where the person lives without being resident, wherever it is: nobody contests it. */
  readonly domicili?: readonly (Periodo & { readonly comune: string })[] | undefined;
}

export interface DettoDiAnpr extends Detto {
  readonly fonte: 'anpr';
  /** ISTAT code; undefined: resident nowhere in Italy. */
  readonly comune?: string | undefined;
  readonly dal: LegalDay;
  readonly indirizzo?: string | undefined;
  /** The day that the answer speaks of. */
  readonly riferitaAl: LegalDay;
}

/** What a live scheda of a social service says of where its person lives: it is no registry, but it met the person. */
export interface DettoSociale {
  readonly recordId: string;
  /** ISTAT code. */
  readonly comune: string;
  /** Internal id of the ente that says it. */
  readonly ente: string;
  /** ISO 8601, UTC: when its record was accepted first, and when what it says now. */
  readonly sentitaDal: string;
  readonly accettataIl: string;
}

export type DettoResidenza = DettoDiComune | DettoDiAnpr;
