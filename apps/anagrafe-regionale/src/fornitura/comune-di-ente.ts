import { type Riferimenti, isInForce } from '#libs/riferimenti';
import { richiedenteOf } from '../visibilita/richiedente.js';

/** ISTAT codes of a comune: that of the day, and every one that it, or a comune that ceased into it, has had. */
export interface ComuneDiEnte {
  readonly comune: string;
  readonly comuni: readonly string[];
}

/** The comune that an ente (internal id) is; undefined for one that is none: it has no registry of persons. */
export function comuneDiEnte(riferimenti: Riferimenti, ente: string, giorno: string): ComuneDiEnte | undefined {
  const found = riferimenti.ente(ente);
  const { comuniPropri: comuni } = richiedenteOf(riferimenti, { ente, subject: '', ruoli: [] }, giorno);
  if (found?.tipo !== 'comune' || comuni.length === 0) return undefined;
  const oggi = found.codici.find((codice) => codice.sistema === 'istat' && isInForce(codice, giorno));
  return { comune: oggi?.codice ?? comuni[0]!, comuni };
}
