import type { CodiceInAttesa } from '#libs/contracts';

/** Most groups that a picture has room for. */
const GRUPPI = 1500;
/** Name of all the codes for which, one by one, there is no room. No list has such a code: it would be a choice without one. */
const ALTRI_CODICI = '/';

/**
 * The groups of a picture: all of them while there is room. Else the largest as they are, the rest of each code in one group of several
 * months, and of codes beyond counting the rest of all in one. No riga is left out of the counts.
 * @param gruppi by code and month
 */
export function quadroOf(gruppi: readonly CodiceInAttesa[], posti: number = GRUPPI): CodiceInAttesa[] {
  if (gruppi.length <= posti) return [...gruppi];
  const bySize = gruppi.toSorted((one, other) => other.righe - one.righe);
  const codici = new Set(gruppi.map(({ codice }) => codice)).size;
  const whole = Math.max(0, posti - codici);
  const rest = mergedBy(bySize.slice(whole), ({ codice }) => codice).toSorted((one, other) => other.righe - one.righe);
  if (whole + rest.length <= posti) return [...bySize.slice(0, whole), ...rest];
  return [...rest.slice(0, posti - 1), ...mergedBy(rest.slice(posti - 1), () => ALTRI_CODICI)];
}

function mergedBy(gruppi: readonly CodiceInAttesa[], nameOf: (gruppo: CodiceInAttesa) => string): CodiceInAttesa[] {
  const merged = new Map<string, CodiceInAttesa>();
  for (const gruppo of gruppi) {
    const codice = nameOf(gruppo);
    const known = merged.get(codice);
    merged.set(codice, known === undefined ? gruppo : bothOf(codice, known, gruppo));
  }
  return [...merged.values()];
}

function bothOf(codice: string, one: CodiceInAttesa, other: CodiceInAttesa): CodiceInAttesa {
  return {
    codice,
    primoGiorno: one.primoGiorno < other.primoGiorno ? one.primoGiorno : other.primoGiorno,
    ultimoGiorno: one.ultimoGiorno > other.ultimoGiorno ? one.ultimoGiorno : other.ultimoGiorno,
    righe: one.righe + other.righe,
    dal: one.dal < other.dal ? one.dal : other.dal,
  };
}
