import { Periodi } from './periodi.js';
import type { Problema } from './problema.js';
import type { Posto } from './tabella.js';

interface ConPosto {
  readonly posto: Posto;
}

interface ConValidita extends ConPosto {
  readonly dal: string;
  readonly al: string | null;
}

export function problemaIn(riga: ConPosto, campo: string, messaggio: string): Problema {
  return { ...riga.posto, campo, messaggio };
}

/** Which row it is, for who reads of it beside another. */
function luogoOf({ posto }: ConPosto): string {
  return posto.riga === null ? posto.file : `la riga ${posto.riga} di ${posto.file}`;
}

/** Rows whose key an earlier row already has. */
export function findDoppioni<T extends ConPosto>(
  righe: readonly T[],
  campo: string,
  keyOf: (riga: T) => string,
): Problema[] {
  const seen = new Map<string, T>();
  return righe.flatMap((riga) => {
    const first = seen.get(keyOf(riga));
    if (first === undefined) {
      seen.set(keyOf(riga), riga);
      return [];
    }
    return [problemaIn(riga, campo, `"${keyOf(riga)}" c'è già: ${luogoOf(first)}`)];
  });
}

/** Rows that share a key and at least one day with an earlier row. */
export function findSovrapposti<T extends ConValidita>(
  righe: readonly T[],
  campo: string,
  keyOf: (riga: T) => string,
  messaggio: string,
): Problema[] {
  const byKey = new Map<string, Periodi<T>>();
  return righe.flatMap((riga) => {
    const periodi = byKey.get(keyOf(riga)) ?? new Periodi<T>();
    byKey.set(keyOf(riga), periodi);
    const other = periodi.add(riga);
    return other === undefined
      ? []
      : [problemaIn(riga, campo, `${messaggio}: negli stessi giorni vale ${luogoOf(other)}`)];
  });
}

/** Rows that name something nobody has registered. */
export function findIgnoti<T extends ConPosto>(
  righe: readonly T[],
  campo: string,
  nameOf: (riga: T) => string | null,
  known: ReadonlySet<string>,
): Problema[] {
  return righe
    .filter((riga) => nameOf(riga) !== null && !known.has(nameOf(riga)!))
    .map((riga) => problemaIn(riga, campo, `"${nameOf(riga)}" non è tra quelli registrati`));
}
