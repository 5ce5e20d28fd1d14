import type { Problem } from '#libs/contracts';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { Difetto } from './difetti.js';
import { REGOLE_ASSOCIAZIONE } from './regole.js';

/** A finding on one of several proposals, as the answer tells it. */
export interface RilievoProposta {
  /** Place in the list that was sent, from 0. */
  readonly posto: number;
  readonly campo: string;
  readonly valore: string;
  readonly regola: string;
  readonly gravita: 'errore' | 'avviso';
  readonly messaggio: string;
  readonly rimedio: string;
}

export function rilievoOf({ regola, campo, valore, messaggio }: Difetto, posto = 0): RilievoProposta {
  const { codice, gravita, rimedio } = REGOLE_ASSOCIAZIONE[regola];
  return { posto, campo, valore, regola: codice, gravita, messaggio, rimedio };
}

/** The refusal of proposals that cannot stand: 409 when only their days are taken, 422 when anything else is wrong. */
export function nonValida(rilievi: readonly RilievoProposta[]): Problem {
  const taken = rilievi.every(({ regola }) => regola === REGOLE_ASSOCIAZIONE.validitaInConflitto.codice);
  const code = taken ? 'validita_in_conflitto' : 'associazione_non_valida';
  return nomenclatoreProblem(code, rilievi[0]?.messaggio, { rilievi });
}
