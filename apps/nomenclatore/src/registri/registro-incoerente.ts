import { Problem } from '#libs/contracts';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import type { Problema } from '../pacchetto/problema.js';

/** A wrong request may have a fault in every row; the first ones are enough to mend it. */
const MOST_PROBLEMS = 200;

/** A change that would leave the registries saying two things at once. Nothing of it has been done. */
export class RegistroIncoerente extends Problem {
  constructor(readonly problemi: readonly Problema[]) {
    super('variazione_rifiutata', NOMENCLATORE_ERRORS.variazione_rifiutata, undefined, {
      problemi: problemi.slice(0, MOST_PROBLEMS).map(({ campo, messaggio }) => ({ campo, messaggio })),
    });
  }
}
