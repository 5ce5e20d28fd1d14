import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { CHUNK_OVERHEAD, ChunkCipher, type DataKey, KeyRing, type SealedChunk } from '#libs/security';

/** A sealed chunk fills 256 KiB. */
const BYTE_PER_BLOCCO = 256 * 1024 - CHUNK_OVERHEAD;
/** Chunks read ahead of the reader: 1 MiB. */
const BLOCCHI_PER_LETTURA = 4;

/** Where the bytes of invii rest, encrypted under a key of each invio, readable by any replica. */
@Injectable()
export class Custodia {
  constructor(
    private readonly database: Database,
    private readonly keyRing: KeyRing,
  ) {}

  newKey(invioId: string): DataKey {
    return this.keyRing.createDataKey(placeOf(invioId));
  }

  /** Cuts and encrypts a stream; holds one chunk. */
  seal(invioId: string, key: DataKey, source: AsyncIterable<Uint8Array>): AsyncGenerator<SealedChunk> {
    return new ChunkCipher(key.key, invioId).seal(source, BYTE_PER_BLOCCO);
  }

  /**
   * Stores a chunk of an upload under way, in its own commit: no transaction is open while the network is slow. The row in
   * `caricamento` tells the sweeper that somebody is still there.
   */
  async storeBlocco(invioId: string, blocco: SealedChunk): Promise<void> {
    const [alive] = await this.database.statement<{ invio_id: string }>(
      'api',
      {},
      `WITH vivo AS (
           INSERT INTO caricamento (invio_id) SELECT $1::uuid WHERE $2::int = 0
           RETURNING invio_id
         ), ancora AS (
           UPDATE caricamento SET vivo_il = clock_timestamp() WHERE invio_id = $1 AND $2 > 0
           RETURNING invio_id
         ), scritto AS (
           INSERT INTO custodia (invio_id, indice, byte)
           SELECT invio_id, $2, $3 FROM (TABLE vivo UNION ALL TABLE ancora) caricamenti
         )
         SELECT invio_id FROM (TABLE vivo UNION ALL TABLE ancora) caricamenti`,
      [invioId, blocco.index, blocco.sealed],
    );
    if (alive === undefined) throw new CaricamentoScaduto();
  }

  /** Ends an upload in the transaction that makes its invio exist. @throws CaricamentoScaduto if the sweeper came first */
  async finishCaricamento(tx: Tx, invioId: string): Promise<void> {
    const [alive] = await tx.query(`DELETE FROM caricamento WHERE invio_id = $1 RETURNING invio_id`, [invioId]);
    if (alive === undefined) throw new CaricamentoScaduto();
  }

  /** Leaves nothing of an upload that came to nothing. */
  async discard(invioId: string): Promise<void> {
    await this.database.transaction('consumer', {}, async (tx) => {
      // Who takes this row away decides. Not we: then its invio exists, though nobody heard of its commit, or the sweeper was here.
      const [open] = await tx.query(`DELETE FROM caricamento WHERE invio_id = $1 RETURNING invio_id`, [invioId]);
      if (open !== undefined) await tx.query(`DELETE FROM custodia WHERE invio_id = $1`, [invioId]);
    });
  }

  /** The bytes of an invio as they came, in pieces. @throws DecryptionFailed if a chunk is missing or altered */
  async *read(invioId: string, wrappedKey: Uint8Array): AsyncGenerator<Buffer> {
    const cipher = new ChunkCipher(this.keyRing.unwrapDataKey(wrappedKey, placeOf(invioId)), invioId);
    yield* cipher.open(this.#sealedBlocchi(invioId));
  }

  /** Reads a few chunks ahead, so that the database works while the reader does. */
  async *#sealedBlocchi(invioId: string): AsyncGenerator<Buffer> {
    let next = this.#group(invioId, 0);
    for (let from = BLOCCHI_PER_LETTURA; ; from += BLOCCHI_PER_LETTURA) {
      const group = await next;
      const more = group.length === BLOCCHI_PER_LETTURA;
      if (more) {
        next = this.#group(invioId, from);
        // Awaited in the next turn; a failure must not be "unhandled" while the reader works.
        next.catch(() => undefined);
      }
      for (const { byte } of group) yield byte;
      if (!more) return;
    }
  }

  #group(invioId: string, from: number): Promise<{ byte: Buffer }[]> {
    return this.database.statement<{ byte: Buffer }>(
      'consumer',
      {},
      `SELECT byte FROM custodia WHERE invio_id = $1 AND indice >= $2 AND indice < $3 ORDER BY indice`,
      [invioId, from, from + BLOCCHI_PER_LETTURA],
    );
  }
}

/** The upload was silent for so long that its chunks were swept: the sender must start again. */
export class CaricamentoScaduto extends Error {
  override readonly name = 'CaricamentoScaduto';
}

function placeOf(invioId: string): string {
  return `custodia:${invioId}`;
}
