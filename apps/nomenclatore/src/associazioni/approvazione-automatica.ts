import type { Proposta } from './associazione.js';
import { sameEtichetta } from './etichette.js';
import { type Liste, voceOn } from './liste.js';

/**
 * True if nobody needs to look at a proposal: it says that two codes are the same thing, and their labels say so too. Anything else
 * goes to the region: a wrong association sends wrong codes to INPS, and they come back weeks later.
 */
export function isOvvia({ da, codice, a, relazione, destinazioni, dal }: Proposta, liste: Liste): boolean {
  const [destinazione] = destinazioni;
  if (relazione !== 'esatta' || destinazione === undefined) return false;
  const voce = voceOn(liste, da, codice, dal);
  const meta = voceOn(liste, a, destinazione, dal);
  return voce !== undefined && meta !== undefined && sameEtichetta(voce.denominazione, meta.denominazione);
}
