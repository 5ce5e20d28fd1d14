import { type ContenutoAssociazione, type PeriodoAssociazione, chiaveAssociazione } from '#libs/riferimenti';
import type { VoceScritta } from '../pubblicazione/registro-pubblicato.js';
import { type Associazione, isApprovata } from './associazione.js';

/**
 * What everybody is told of one code toward one system: all its approved periods, the oldest first. A tombstone when there is none.
 * @param associazioni those of one code and target system, whatever their state; at least one
 */
export function voceOf(associazioni: readonly Associazione[]): VoceScritta {
  const approvate = associazioni.filter(isApprovata).toSorted((one, other) => (one.dal < other.dal ? -1 : 1));
  const { da, codice, a } = associazioni[0]!;
  const periodi = approvate.map(({ dal, al, relazione, destinazioni, limite }): PeriodoAssociazione => {
    return { dal, al, relazione, destinazioni, ...(limite === null ? {} : { limite }) };
  });
  const contenuto: ContenutoAssociazione = { da, codice, a, periodi };
  return {
    genere: 'associazione',
    id: chiaveAssociazione(contenuto),
    contenuto: periodi.length === 0 ? null : contenuto,
    provenienza: approvate.map(({ fonte, affidabilita }) => ({ fonte, affidabilita })),
  };
}
