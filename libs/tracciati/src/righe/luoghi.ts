import type { Luogo } from '../xml/posizione.js';

/** A place as rilievi give it. */
export interface Posto extends Luogo {
  readonly foglio?: string;
  readonly cella?: string;
}

/** How a field of the record was written. */
export interface Scritto {
  /** Of the value; where a missing one should have been, else. */
  readonly luogo: Posto;
  /** As rilievi call the field. */
  readonly campo: string;
  /** As the sender calls it. */
  readonly nome: string;
  readonly valore?: string;
  /** The table has no such column: what is missing is missing from every riga, and `luogo` is only that of the riga. */
  readonly senzaColonna?: true;
}

/** Where the fields of a riga are written. Asked only when there is something to say. */
export interface Luoghi {
  /** @param chiave of the record: `indirizzi.0.codiceRegione` */
  dove(chiave: string): Scritto;
  /** A message in the words of this form of document. */
  inParole(messaggio: string): string;
}
