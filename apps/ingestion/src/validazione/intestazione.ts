import type { TestataRighe } from '#libs/contracts';
import type { Ente } from '#libs/riferimenti';
import type { Testata } from '#libs/tracciati';

/** Whose some righe are, and what receivers need to know of who answers for them. */
export interface Intestazione {
  /** Internal id. */
  readonly enteErogatore: string;
  readonly testata: TestataRighe;
}

/** A heading as found for righe under judgement. */
export interface IntestazioneGiudicata extends Intestazione {
  /** The depositor may deposit for the ente. */
  readonly consentito: boolean;
}

/** The heading of a document. @param testata undefined when it has none: no riga of it is accepted then */
export function testataOf(testata: Testata | undefined): TestataRighe {
  const { codiceFiscaleOperatore = '', enteCodice = '', enteDenominazione = '', enteIndirizzo = '' } = testata ?? {};
  return { codiceFiscaleOperatore, enteCodice, enteDenominazione, enteIndirizzo };
}

/**
 * What a document of that ente would say in its heading, of righe that come without one.
 * @param day on which its codes must be in force; of an ente that has ceased, its last day
 */
export function testataOfEnte(ente: Ente, codiceFiscaleOperatore: string, day: string): TestataRighe {
  const on = ente.al !== null && ente.al < day ? ente.al : day;
  const codiceOf = (sistema: string): string | undefined =>
    ente.codici.find((one) => one.sistema === sistema && one.dal <= on && (one.al === null || on <= one.al))?.codice;
  const belfiore = codiceOf('belfiore') ?? '';
  return {
    codiceFiscaleOperatore,
    enteCodice: codiceOf('inps') ?? belfiore,
    enteDenominazione: ente.denominazione,
    enteIndirizzo: belfiore,
  };
}
