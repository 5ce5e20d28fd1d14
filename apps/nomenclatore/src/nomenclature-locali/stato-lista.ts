import { isInForce } from '#libs/riferimenti';
import { type Associazione, isApprovata } from '../associazioni/associazione.js';
import type { VoceTenutaLista } from './versione-lista.js';

/** How a list stands on a day. Headings, which are only the parent of others, need no association and are not counted as lacking one. */
export interface StatoLista {
  readonly voci: number;
  readonly associate: number;
  /** Codes with an open proposal and no approved association. */
  readonly da_approvare: number;
  readonly senza_associazione: number;
}

export function statoOf(
  voci: readonly VoceTenutaLista[],
  associazioni: readonly Associazione[],
  giorno: string,
): StatoLista {
  const approved = new Set<string>();
  const proposed = new Set<string>();
  for (const one of associazioni) {
    if (one.stato === 'proposta') proposed.add(one.codice);
    else if (isApprovata(one) && isInForce(one, giorno)) approved.add(one.codice);
  }
  const headings = new Set(voci.flatMap(({ padre }) => padre ?? []));
  const isOpen = (codice: string) => !approved.has(codice) && proposed.has(codice);
  return {
    voci: voci.length,
    associate: voci.filter(({ codice }) => approved.has(codice)).length,
    da_approvare: voci.filter(({ codice }) => isOpen(codice)).length,
    senza_associazione: voci.filter(
      ({ codice }) => !approved.has(codice) && !proposed.has(codice) && !headings.has(codice),
    ).length,
  };
}
