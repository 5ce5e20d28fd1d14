import type { Tx } from '#libs/persistence';
import type { ConteggioDiCella } from './componi-tabella.js';
import type { TerritorioDellAnno } from './territorio-dell-anno.js';

/**
 * First what each person brought to each cell, then the cells. Facts without a pseudonym fall into one group of their own: for who asks
 * whether one contributor prevails, that is the worst they could be.
 */
const CONTEGGI = `
  WITH territorio AS MATERIALIZED (SELECT * FROM unnest($2::uuid[], $3::uuid[]) AS t (ente, ambito)),
  contributo AS (
    SELECT t.ambito, f.area, f.pseudonimo, sum(f.spesa) AS spesa, count(*) AS fatti
    FROM fatto f LEFT JOIN territorio t ON t.ente = f.ente
    WHERE f.anno = $1 GROUP BY t.ambito, f.area, f.pseudonimo)
  SELECT ambito, area, count(pseudonimo) AS persone,
    coalesce(sum(fatti) FILTER (WHERE pseudonimo IS NULL), 0)::bigint AS "senzaPersona",
    sum(spesa)::bigint AS spesa, sum(abs(spesa))::bigint AS volume, max(abs(spesa))::bigint AS maggiore
  FROM contributo GROUP BY ambito, area`;

/**
 * A person is one group in memory: with the usual share of it PostgreSQL would sort a million facts on disk. Twice this may be used;
 * four times as much was no faster. Compiling the expressions costs more than it saves.
 */
const RISORSE = `SELECT set_config('work_mem', '32MB', true), set_config('jit', 'off', true)`;

/** Counts persons and money of a year by ambito and area. Only what is shown of them may leave the process. */
export async function contaPrestazioni(
  tx: Tx,
  anno: number,
  territorio: TerritorioDellAnno,
): Promise<ConteggioDiCella[]> {
  await tx.execute(RISORSE);
  const { ambitoOf } = territorio;
  return tx.query<ConteggioDiCella>(CONTEGGI, [anno, [...ambitoOf.keys()], [...ambitoOf.values()]]);
}
