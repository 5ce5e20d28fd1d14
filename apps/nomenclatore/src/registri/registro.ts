import type { Registro } from '../pacchetto/aggregati-regione.js';
import type { FileRegione, RigaRegione } from '../pacchetto/pacchetto-regione.js';
import type { Posto } from '../pacchetto/tabella.js';

/** What names a row among those of its registry: a row with the key of another takes its place. */
export const CHIAVI: { readonly [F in FileRegione]: (riga: RigaRegione<F>) => string } = {
  regione: () => '',
  enti: ({ ente }) => ente,
  codici_enti: ({ ente, sistema, codice, dal }) => `${ente} ${sistema}:${codice} ${dal}`,
  ambiti: ({ ambito }) => ambito,
  appartenenze: ({ ambito, ente, dal }) => `${ambito} ${ente} ${dal}`,
  capofila: ({ ambito, ente, dal }) => `${ambito} ${ente} ${dal}`,
  deleghe: ({ delega }) => delega,
  client: ({ identita, client_id: id, dal }) => `${identita} ${id} ${dal}`,
};

/** Where a row is said to be that came as the body of a request. */
export const NELLA_RICHIESTA: Posto = { file: 'la richiesta', riga: null };

/** Fields that say where a row is known from. */
export const FONTI = ['fonte', 'affidabilita'] as const;

/** Of rows put into a registry: how many were not there, how many were and differ, how many say what was said already. */
export interface Conteggi {
  readonly nuove: number;
  readonly variate: number;
  readonly uguali: number;
}

/**
 * The registry with rows put in: each takes the place of the one with its key, if there is one. Rows that differ go last, so that a
 * conflict is told of them and not of what was there; one that says the same leaves the old one, with its place.
 * @param apart what alone makes no difference: a request that says again what is known does not change where it is known from
 */
export function putRows<F extends FileRegione>(
  registro: Registro,
  file: F,
  righe: readonly RigaRegione<F>[],
  apart: readonly string[] = [],
): { readonly registro: Registro; readonly conteggi: Conteggi } {
  const keyOf = CHIAVI[file] as (riga: RigaRegione<F>) => string;
  const before = registro.regione[file] as readonly RigaRegione<F>[];
  const known = new Map(before.map((riga) => [keyOf(riga), riga]));
  const changed = righe.filter((riga) => !isSame(known.get(keyOf(riga)), riga, apart));
  const replaced = new Set(changed.map(keyOf));
  const kept = before.filter((riga) => !replaced.has(keyOf(riga)));
  const variate = changed.filter((riga) => known.has(keyOf(riga))).length;
  return {
    registro: withFile(registro, file, [...kept, ...changed]),
    conteggi: { nuove: changed.length - variate, variate, uguali: righe.length - changed.length },
  };
}

/** The registry with the rows of one file changed one by one; one for which nothing is given is taken out. */
export function mapRows<F extends FileRegione>(
  registro: Registro,
  file: F,
  change: (riga: RigaRegione<F>) => RigaRegione<F> | undefined,
): Registro {
  const rows = registro.regione[file] as readonly RigaRegione<F>[];
  return withFile(
    registro,
    file,
    rows.flatMap((riga) => change(riga) ?? []),
  );
}

function withFile<F extends FileRegione>(registro: Registro, file: F, righe: readonly RigaRegione<F>[]): Registro {
  return { ...registro, regione: { ...registro.regione, [file]: righe } };
}

function isSame(one: object | undefined, other: object, apart: readonly string[]): boolean {
  return one !== undefined && textOf(one, apart) === textOf(other, apart);
}

function textOf(riga: object, apart: readonly string[]): string {
  const content = Object.entries(riga).filter(([name]) => name !== 'posto' && !apart.includes(name));
  return JSON.stringify(content.sort(([one], [other]) => (one < other ? -1 : 1)));
}
