import type { Tx } from '#libs/persistence';
import type { Proposta } from './associazione.js';
import type { Liste, VersioneLista, VoceLista } from './liste.js';

interface RigaLista {
  readonly sistema: string;
  readonly nome: string;
  readonly dal: string;
  readonly al: string | null;
  readonly codice: string | null;
  readonly denominazione: string;
  readonly sostituisce: readonly string[] | null;
}

/**
 * The published versions of some systems, each with those of the codes that it holds and the items that took their place: lists are
 * long, and a decision looks at a few codes.
 */
export async function readListe(tx: Tx, sistemi: readonly string[], codici: readonly string[]): Promise<Liste> {
  const rows = await tx.query<RigaLista & Record<string, unknown>>(
    `SELECT versione.sistema, versione.id AS nome, versione.dal, versione.al,
            voce.codice, voce.denominazione, voce.attributi->'sostituisce' AS sostituisce
       FROM versione_nomenclatura versione
       LEFT JOIN voce_nomenclatura voce
              ON voce.versione_id = versione.id AND (voce.codice = ANY ($2) OR voce.attributi->'sostituisce' ?| $2)
      WHERE versione.sistema = ANY ($1) AND versione.stato = 'pubblicata'
      ORDER BY versione.sistema, versione.dal`,
    [[...new Set(sistemi)], [...new Set(codici)]],
  );
  const liste = new Map<string, VersioneLista[]>();
  const voci = new Map<string, Map<string, VoceLista>>();
  for (const { sistema, nome, dal, al, codice, denominazione, sostituisce } of rows) {
    let items = voci.get(nome);
    if (items === undefined) {
      items = new Map();
      voci.set(nome, items);
      liste.set(sistema, [...(liste.get(sistema) ?? []), { nome, dal, al, voci: items }]);
    }
    if (codice !== null) items.set(codice, { denominazione, sostituisce: sostituisce ?? [] });
  }
  return liste;
}

/** What has to be read to judge proposals. */
export function readListeOf(tx: Tx, proposte: readonly Proposta[]): Promise<Liste> {
  return readListe(
    tx,
    proposte.flatMap(({ da, a }) => [da, a]),
    proposte.flatMap(({ codice, destinazioni }) => [codice, ...destinazioni]),
  );
}
