import type { ContenutoDelega } from './contenuti.js';
import { type AttoInVigore, type Delega, attoOf } from './deposito.js';
import type { Ambito } from './enti.js';
import { groupBy } from './group-by.js';
import { isInForce, latestInForce } from './validita.js';

/** The acts by which enti have joined, by who signed them and by the ambito they were signed for. */
export interface IndiceAdesioni {
  readonly byDelegante: ReadonlyMap<string, readonly Delega[]>;
  readonly byAmbito: ReadonlyMap<string | null, readonly Delega[]>;
}

export function indexAdesioni(deleghe: ReadonlyMap<string, ContenutoDelega>): IndiceAdesioni {
  const adesioni = [...deleghe]
    .filter(([, { oggetto }]) => oggetto === 'adesione')
    .map(([id, contenuto]): Delega => ({ id, ...contenuto }));
  return {
    byDelegante: groupBy(adesioni, ({ delegante }) => delegante),
    byAmbito: groupBy(adesioni, ({ ambito }) => ambito),
  };
}

/**
 * The acts that speak of an ente: its own, and those of the ambito it belongs to on the day. Who signed for an ambito may have ceased
 * to be its capofila, or have left it: the act binds until it ends.
 * @param isRegione an act joins the region or nobody
 */
function actsOf(
  indice: IndiceAdesioni,
  ente: string,
  ambito: Ambito | undefined,
  day: string,
  isRegione: (ente: string) => boolean,
): Delega[] {
  const own = indice.byDelegante.get(ente) ?? [];
  const shared =
    ambito === undefined || !isInForce(ambito, day)
      ? []
      : (indice.byAmbito.get(ambito.id) ?? []).filter(({ delegante }) => delegante !== ente);
  return [...own, ...shared].filter(({ delegato }) => isRegione(delegato));
}

/** What is known of the joining of an ente on a day. */
export interface StatoAdesione {
  /** The act in force; of several the one that began last. */
  readonly inVigore?: AttoInVigore;
  /** When none is: the latest act that is no more in force, or not yet. */
  readonly fuori?: AttoInVigore;
}

export function adesioneOn(
  indice: IndiceAdesioni,
  ente: string,
  ambito: Ambito | undefined,
  day: string,
  isRegione: (ente: string) => boolean,
): StatoAdesione {
  const acts = actsOf(indice, ente, ambito, day, isRegione);
  const inForce = latestInForce(acts, day);
  if (inForce !== undefined) return { inVigore: attoOf(inForce) };
  const latest = acts.toSorted((one, other) => (one.dal < other.dal ? 1 : -1))[0];
  return latest === undefined ? {} : { fuori: attoOf(latest) };
}
