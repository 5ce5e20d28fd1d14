import type { StatoRiga } from '#libs/codici';
import { inAttesaDal, situazioneRiga } from '../riga/stato-riga.js';
import { type Fatto, fattoRigaOf } from './fatto.js';

/** What the ledger keeps of a riga beside its facts, so that righe can be counted and searched. */
export interface SituazioneViva {
  readonly stato: StatoRiga;
  readonly inAttesaDal: Date | null;
}

/** Where a live riga that passed the checks of delivery is, given what was said of the riga that made its revision. */
export function situazioneViva(fatti: readonly Omit<Fatto, 'rigaId' | 'descrizione'>[]): SituazioneViva {
  // The instant of the verdict decides nothing.
  const all = [{ tipo: 'giudicata', il: '', giudizio: 'accettata' } as const, ...fatti.map(fattoRigaOf)];
  const dal = inAttesaDal(all);
  return { stato: situazioneRiga(all).stato, inAttesaDal: dal === undefined ? null : new Date(dal) };
}
