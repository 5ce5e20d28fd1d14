import type { Tx } from '#libs/persistence';
import type { RigaFonte } from '../pacchetto/pacchetto-fonti.js';

interface FontiContate {
  readonly nuove: number;
  readonly variate: number;
  readonly tolte: number;
}

/** Brings the sources to what a pack says. They are read here and nowhere else: no other service is told. */
export async function writeFonti(tx: Tx, fonti: readonly RigaFonte[]): Promise<FontiContate> {
  const rows = fonti.map(({ posto: _, ...fonte }) => fonte);
  const [counted] = await tx.query<FontiContate & Record<string, unknown>>(
    `WITH data AS (SELECT * FROM jsonb_populate_recordset(NULL::fonte, $1::jsonb)),
          tolte AS (DELETE FROM fonte WHERE sigla NOT IN (SELECT sigla FROM data) RETURNING sigla),
          scritte AS (
            INSERT INTO fonte AS prima SELECT * FROM data
            ON CONFLICT (sigla) DO UPDATE
               SET titolo = excluded.titolo, editore = excluded.editore, url = excluded.url, licenza = excluded.licenza,
                   aggiornato_al = excluded.aggiornato_al, nota = excluded.nota
             WHERE (prima.titolo, prima.editore, prima.url, prima.licenza, prima.aggiornato_al, prima.nota) IS DISTINCT FROM
                   (excluded.titolo, excluded.editore, excluded.url, excluded.licenza, excluded.aggiornato_al, excluded.nota)
            RETURNING xmax = 0 AS nuova)
     SELECT count(*) FILTER (WHERE nuova) AS nuove, count(*) FILTER (WHERE NOT nuova) AS variate,
            (SELECT count(*) FROM tolte) AS tolte
       FROM scritte`,
    [JSON.stringify(rows)],
  );
  return counted!;
}
