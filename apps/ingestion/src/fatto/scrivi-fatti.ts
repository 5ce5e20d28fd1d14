import { type Sql, type Tx, buffers, instants, ints, texts, uuids } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { sealDescrizione } from './descrizione.js';
import type { Fatto } from './fatto.js';

/** A fact and whose it is: visibility follows the ente erogatore. */
export interface FattoDaScrivere extends Fatto {
  readonly enteErogatore: string;
}

const INSERT: Sql = {
  name: 'snodo_ingestion_fatto',
  text: `INSERT INTO fatto_riga (riga_id, tipo, flusso, il, codice, ente_erogatore, di, operazione, descrizione, acquisito_il)
    SELECT riga_id, tipo::tipo_fatto, flusso, il, codice, ente, di, operazione, descrizione, acquisito_il
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::uuid[], $7::int[], $8::text[], $9::bytea[],
        $10::timestamptz[])
      AS t (riga_id, tipo, flusso, il, codice, ente, di, operazione, descrizione, acquisito_il)
    ON CONFLICT DO NOTHING`,
};

/** Adds facts to the ledger; those it has already stay as they are. */
export async function writeFatti(tx: Tx, keyRing: KeyRing, fatti: readonly FattoDaScrivere[]): Promise<void> {
  if (fatti.length === 0) return;
  await tx.execute(INSERT, [
    uuids(fatti.map(({ rigaId }) => rigaId)),
    texts(fatti.map(({ tipo }) => tipo)),
    texts(fatti.map(({ flusso }) => flusso)),
    instants(fatti.map(({ il }) => il)),
    texts(fatti.map(({ codice }) => codice)),
    uuids(fatti.map(({ enteErogatore }) => enteErogatore)),
    ints(fatti.map(({ di }) => di)),
    texts(fatti.map(({ operazione }) => operazione)),
    buffers(fatti.map((fatto) => sealDescrizione(keyRing, fatto))),
    instants(fatti.map(({ acquisitoIl }) => acquisitoIl)),
  ]);
}
