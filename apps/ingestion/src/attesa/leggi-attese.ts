import { type Database, type Sql, type Tx, uuids } from '#libs/persistence';

/** A code that righe of an ente wait for, on an event date. */
export interface CodiceAtteso {
  readonly ente: string;
  readonly codice: string;
  readonly giorno: string;
}

/** A riga that waits, sealed. */
export interface RigaAttesa extends CodiceAtteso {
  readonly rigaId: string;
  /** Hex. */
  readonly recordId: string;
  readonly revisione: number;
  readonly contenuto: Buffer;
}

/**
 * The codes waited for, in order, after one; those of one ente, or of all.
 * @param dopo undefined for the first
 */
export function codiciAttesi(
  database: Database,
  ente: string | undefined,
  dopo: CodiceAtteso | undefined,
  quanti: number,
): Promise<CodiceAtteso[]> {
  return database.statement<CodiceAtteso>(
    'consumer',
    {},
    // From code to code through the index: a million righe may wait for three of them.
    `WITH RECURSIVE atteso AS (
       (SELECT ente_erogatore, codice, giorno_evento FROM riga_in_attesa
        WHERE ($1::uuid IS NULL OR ente_erogatore = $1)
          AND ($2::uuid IS NULL OR (ente_erogatore, codice, giorno_evento) > ($2, $3::text, $4::date))
        ORDER BY 1, 2, 3 LIMIT 1)
       UNION ALL
       SELECT prossimo.* FROM atteso t CROSS JOIN LATERAL (
         SELECT ente_erogatore, codice, giorno_evento FROM riga_in_attesa a
         WHERE (a.ente_erogatore, a.codice, a.giorno_evento) > (t.ente_erogatore, t.codice, t.giorno_evento)
           AND ($1::uuid IS NULL OR a.ente_erogatore = $1)
         ORDER BY 1, 2, 3 LIMIT 1) prossimo)
     SELECT ente_erogatore AS ente, codice, giorno_evento AS giorno FROM atteso LIMIT $5`,
    [ente ?? null, dopo?.ente ?? null, dopo?.codice ?? null, dopo?.giorno ?? null, quanti],
  );
}

/** Enti of which what waits changed since their last picture. */
export async function entiVariati(database: Database): Promise<string[]> {
  const rows = await database.statement<{ ente: string }>(
    'consumer',
    {},
    `SELECT ente FROM attesa_ente WHERE variata ORDER BY ente`,
  );
  return rows.map(({ ente }) => ente);
}

/**
 * Any righe that wait for these codes, in the order of their ids. Nothing is locked: whoever takes them locks their records first, and
 * must know by then what they say.
 */
export async function righeAttese(
  database: Database,
  codici: readonly CodiceAtteso[],
  quante: number,
  escluse: readonly string[],
): Promise<RigaAttesa[]> {
  const righe = await database.statement<RigaAttesa>(
    'consumer',
    {},
    `SELECT a.riga_id AS "rigaId", encode(a.record_id, 'hex') AS "recordId", a.revisione, a.ente_erogatore AS ente, a.codice,
       a.giorno_evento AS giorno, a.contenuto
     FROM unnest($1::uuid[], $2::text[], $3::date[]) AS t (ente, codice, giorno)
     JOIN riga_in_attesa a ON a.ente_erogatore = t.ente AND a.codice = t.codice AND a.giorno_evento = t.giorno
     WHERE a.riga_id <> ALL ($5::uuid[])
     LIMIT $4`,
    [
      codici.map(({ ente }) => ente),
      codici.map(({ codice }) => codice),
      codici.map(({ giorno }) => giorno),
      quante,
      escluse,
    ],
  );
  return righe.toSorted((one, other) => (one.rigaId < other.rigaId ? -1 : 1));
}

const TAKE: Sql = {
  name: 'snodo_ingestion_riga_in_attesa_take',
  text: `DELETE FROM riga_in_attesa WHERE riga_id = ANY ($1::uuid[]) RETURNING riga_id AS id`,
};

/** Takes righe out of waiting: of two that try at once, one gets each. @returns those it got */
export async function takeRighe(tx: Tx, righe: readonly string[]): Promise<ReadonlySet<string>> {
  const taken = await tx.query<{ id: string }>(TAKE, [uuids(righe)]);
  return new Set(taken.map(({ id }) => id));
}
