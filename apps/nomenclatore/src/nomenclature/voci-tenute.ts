import type { Tx } from '#libs/persistence';
import type { RigaVoce } from '../pacchetto/pacchetto-nomenclature.js';
import { improntaOf } from '../pubblicazione/impronta.js';

/** An item of a version, wherever it was read. */
export type VoceTenuta = Omit<RigaVoce, 'posto'>;

/** Digest of the items of a version: what must be the same for ever once it is published. */
export function itemsDigest(voci: readonly VoceTenuta[]): string {
  return improntaOf(voci.map(contentOf));
}

/** Puts items in place of those that a draft has. */
export async function writeItems(tx: Tx, versione: string, voci: readonly VoceTenuta[]): Promise<void> {
  await tx.execute(`DELETE FROM voce_nomenclatura WHERE versione_id = $1`, [versione]);
  const items = voci.map((voce, posizione) => Object.assign(contentOf(voce), { posizione, versione_id: versione }));
  await tx.execute(
    `INSERT INTO voce_nomenclatura SELECT * FROM jsonb_populate_recordset(NULL::voce_nomenclatura, $1::jsonb)`,
    [JSON.stringify(items)],
  );
}

/** Items of a version, in the order of their source. */
export async function readItems(tx: Tx, versione: string): Promise<VoceTenuta[]> {
  return tx.query<VoceTenuta>(
    `SELECT codice, padre, denominazione, descrizione, attributi, fonte, affidabilita
       FROM voce_nomenclatura WHERE versione_id = $1 ORDER BY posizione`,
    [versione],
  );
}

/** An item without the place it was read at, which is no part of it. */
function contentOf({
  codice,
  padre,
  denominazione,
  descrizione,
  attributi,
  fonte,
  affidabilita,
}: VoceTenuta): VoceTenuta {
  return { codice, padre, denominazione, descrizione, attributi, fonte, affidabilita };
}

/** Columns of an item as it is shown; `posizione` gives the order and is to be left out. */
export const VOCE_LETTA =
  "codice, padre, denominazione, descrizione, attributi - 'sostituisce' AS attributi, " +
  "coalesce(attributi->'sostituisce', '[]') AS sostituisce, fonte, affidabilita, posizione";
