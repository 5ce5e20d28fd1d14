import { type Sql, type Tx, uuids } from '#libs/persistence';

const INSERT: Sql = {
  name: 'snodo_ingestion_erogatore_invio',
  text: `INSERT INTO erogatore_invio (invio_id, ente_erogatore) SELECT $1::uuid, * FROM unnest($2::uuid[]) ON CONFLICT DO NOTHING`,
};

/** Notes of which enti, besides its own, an invio holds righe: they see it, and of it what is theirs. */
export async function writeErogatori(tx: Tx, invioId: string, enti: readonly string[]): Promise<void> {
  if (enti.length > 0) await tx.execute(INSERT, [invioId, uuids([...new Set(enti)].toSorted())]);
}
