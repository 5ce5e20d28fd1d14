import { type Tx, bigints, buffers, ints } from '#libs/persistence';
import type { NodePlace, ReadNodes } from '#libs/security';
import { RegistroDiscorde } from './registro-discorde.js';

const NODI_PER_LETTURA = 5000;

/** Runs one statement: in a transaction that is open, or by itself. */
export type Interroga = <R>(sql: string, params: readonly unknown[]) => Promise<R[]>;

/** Reads nodes of the register as they are stored. */
export function nodesThrough(query: Interroga): ReadNodes {
  return async (places) => {
    const hashes: Buffer[] = [];
    for (let at = 0; at < places.length; at += NODI_PER_LETTURA) {
      const some = places.slice(at, at + NODI_PER_LETTURA);
      const rows = await query<{ hash: Buffer | null }>(
        `SELECT n.hash FROM unnest($1::int[], $2::bigint[]) WITH ORDINALITY AS p (livello, indice, ordine)
         LEFT JOIN registro_nodo n ON n.livello = p.livello AND n.indice = p.indice ORDER BY p.ordine`,
        [ints(some.map(({ level }) => level)), bigints(some.map(({ index }) => index))],
      );
      for (const { hash } of rows) {
        if (hash === null) throw new RegistroDiscorde('a node of the sealed register is missing');
        hashes.push(hash);
      }
    }
    return hashes;
  };
}

export async function writeNodes(tx: Tx, nodes: readonly (NodePlace & { readonly hash: Buffer })[]): Promise<void> {
  await tx.execute(
    `INSERT INTO registro_nodo (livello, indice, hash) SELECT * FROM unnest($1::int[], $2::bigint[], $3::bytea[])`,
    [
      ints(nodes.map(({ level }) => level)),
      bigints(nodes.map(({ index }) => index)),
      buffers(nodes.map(({ hash }) => hash)),
    ],
  );
}
