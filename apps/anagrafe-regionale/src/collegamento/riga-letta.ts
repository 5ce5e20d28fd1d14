import type { RigaAccettata } from '#libs/contracts';
import type { Territorio } from '#libs/codici';
import type { Tracciato } from '#libs/tracciati';
import { type CorpoFatto, corpoFatto } from '../fatto/fatto-collegato.js';
import { beneficiarioOf } from '../persona/beneficiario.js';
import type { DatiDetti } from '../persona/dati-persona.js';
import type { SchedaDaCollegare } from './scheda-da-collegare.js';

/** An accepted riga of prestazioni, what it says of its person, and what may be counted of it. */
export interface RigaLetta {
  readonly riga: RigaAccettata;
  /** Undefined of a cancellation that names nobody, but the record alone. */
  readonly dati: DatiDetti | undefined;
  readonly fatto: CorpoFatto;
}

/** @returns undefined when its code identifies nobody: delivery should have refused it */
export function leggiRiga(riga: RigaAccettata, tracciato: Tracciato, territorio: Territorio): RigaLetta | undefined {
  const dati = beneficiarioOf(riga.contenuto);
  // A sender cancels by its own key alone: of whom the record is, is known here.
  if (dati === undefined && !riga.annullamento) return undefined;
  return { riga, dati, fatto: corpoFatto({ riga, dati }, tracciato, territorio) };
}

/** The scheda that a riga makes of its record. */
export function schedaOf({ riga, dati, fatto }: RigaLetta, tracciato: string, accettataIl: string): SchedaDaCollegare {
  const { recordId, revisione, annullamento, enteErogatore: ente, rigaId } = riga;
  return { recordId, revisione, annullamento, fonte: 'sociale', ente, rigaId, tracciato, accettataIl, dati, fatto };
}
