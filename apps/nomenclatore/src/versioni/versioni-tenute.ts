import type { Tx } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { StatoVersione } from '../pacchetto/pacchetto-nomenclature.js';

/** A version as its table holds it, without its items. */
export interface VersioneTenuta {
  /** `REG@2` */
  readonly id: string;
  readonly sistema: string;
  readonly versione: string;
  readonly denominazione: string;
  readonly stato: StatoVersione;
  readonly dal: string;
  readonly al: string | null;
  readonly fonte: string;
  readonly affidabilita: string;
  /** Grows at every write by API. */
  readonly revisione: number;
  /** The ente whose own list it is; null for the lists of the region and of the State. */
  readonly ente: string | null;
}

/** Which version is to change, and as which revision its author saw it. */
export interface VersioneVista {
  readonly sistema: string;
  readonly versione: string;
  readonly revisione: number;
}

export const COLONNE_VERSIONE =
  'id, sistema, versione, denominazione, stato, dal, al, fonte, affidabilita, revisione, ente';

/** All versions of a system, from the first in time, locked: of two who change its versions the second sees what the first did. */
export async function lockVersioni(tx: Tx, sistema: string): Promise<VersioneTenuta[]> {
  const rows = await tx.query<VersioneTenuta>(
    `SELECT ${COLONNE_VERSIONE} FROM versione_nomenclatura WHERE sistema = $1 ORDER BY id FOR UPDATE`,
    [sistema],
  );
  return rows.sort((one, other) => (one.dal < other.dal ? -1 : one.dal > other.dal ? 1 : 0));
}

/**
 * The version that is to change, if it is still as its author saw it.
 * @throws Problem `nomenclatura_sconosciuta`, `versione_in_altro_stato`, `variazione_contesa`
 */
export function versioneVista(
  versioni: readonly VersioneTenuta[],
  { versione, revisione }: VersioneVista,
  stato: StatoVersione,
): VersioneTenuta {
  const found = versioni.find((one) => one.versione === versione);
  if (found === undefined) throw nomenclatoreProblem('nomenclatura_sconosciuta');
  if (found.stato !== stato) throw nomenclatoreProblem('versione_in_altro_stato', undefined, { stato: found.stato });
  if (found.revisione !== revisione)
    throw nomenclatoreProblem('variazione_contesa', undefined, { revisione: found.revisione });
  return found;
}

/** The published version that one which begins on this day comes after. */
export function versionePrima(versioni: readonly VersioneTenuta[], dal: string): VersioneTenuta | undefined {
  return versioni.findLast((one) => one.stato === 'pubblicata' && one.dal < dal);
}

/** Changes a version and makes it the registry's own: a pack leaves it alone from then on. @returns the version as it is now */
export async function updateVersione(
  tx: Tx,
  versione: VersioneTenuta,
  changes: Partial<Pick<VersioneTenuta, 'stato' | 'dal' | 'al'>> & { readonly impronta?: string },
): Promise<VersioneTenuta> {
  const { stato, dal, al } = { ...versione, ...changes };
  const [changed] = await tx.query<VersioneTenuta>(
    `UPDATE versione_nomenclatura
        SET stato = $2, dal = $3, al = $4, impronta = coalesce($5, impronta), revisione = revisione + 1, origine = 'registro'
      WHERE id = $1 RETURNING ${COLONNE_VERSIONE}`,
    [versione.id, stato, dal, al, changes.impronta ?? null],
  );
  return changed!;
}

/** What the history keeps of a version: its items are in their own table, for ever. */
export function inStoria({ stato, dal, al, revisione }: VersioneTenuta, voci: number): object {
  return { stato, dal, al, revisione, voci };
}
