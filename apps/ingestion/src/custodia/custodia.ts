import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { CHUNK_OVERHEAD, ChunkCipher, type DataKey, KeyRing, type SealedChunk } from '#libs/security';
import type { Sorgente } from '#libs/tracciati';
import { type Blocchi, type BloccoSigillato, SorgenteCustodita } from './sorgente-custodita.js';

/** A sealed chunk fills 256 KiB. */
const BYTE_PER_BLOCCO = 256 * 1024 - CHUNK_OVERHEAD;

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

  /** The bytes of an invio as they came, from any place. @throws DecryptionFailed, here or later, if a chunk is missing or altered */
  open(invioId: string, wrappedKey: Uint8Array): Promise<Sorgente> {
    const cipher = new ChunkCipher(this.keyRing.unwrapDataKey(wrappedKey, placeOf(invioId)), invioId);
    return SorgenteCustodita.open(this.#blocchiOf(invioId), cipher);
  }

  #blocchiOf(invioId: string): Blocchi {
    return {
      bytePerBlocco: BYTE_PER_BLOCCO,
      fetch: (dal, quanti) =>
        this.database.statement<BloccoSigillato>(
          'consumer',
          {},
          `SELECT indice, byte FROM custodia WHERE invio_id = $1 AND indice >= $2 AND indice < $3 ORDER BY indice`,
          [invioId, dal, dal + quanti],
        ),
      last: async () => {
        const [last] = await this.database.statement<{ indice: number; byte: number }>(
          'consumer',
          {},
          `SELECT indice, octet_length(byte) - $2 AS byte FROM custodia WHERE invio_id = $1 ORDER BY indice DESC LIMIT 1`,
          [invioId, CHUNK_OVERHEAD],
        );
        return last;
      },
    };
  }
}

/** The upload was silent for so long that its chunks were swept: the sender must start again. */
export class CaricamentoScaduto extends Error {
  override readonly name = 'CaricamentoScaduto';
}

function placeOf(invioId: string): string {
  return `custodia:${invioId}`;
}
