import { promisify } from 'node:util';
import { constants, deflateRaw, inflateRaw } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Database, type Tx, buffers, ints } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { Lavoro } from './lavori.js';
import type { Lotto } from './lotto.js';
import { parseLotto, textOf } from './testo-lotto.js';

/** A lotto lives for seconds and is written twice (table and log): a tenth of the bytes for a few milliseconds of another thread. */
const FAST = { level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 } as const;
/** A lotto is inflated in one go instead of in pieces of 16 KiB, each a trip to the other thread. */
const WHOLE = { chunkSize: 512 * 1024 } as const;
const deflate = promisify<string, typeof FAST, Buffer>(deflateRaw);
const inflate = promisify<Buffer, typeof WHOLE, Buffer>(inflateRaw);

/** A lotto as it is stored: nobody reads it without the key, nor in another place. */
export interface LottoSigillato {
  readonly indice: number;
  readonly righe: number;
  readonly contenuto: Buffer;
}

/** Where verdicts wait, encrypted, for the end of their document. */
@Injectable()
export class Lotti {
  constructor(
    private readonly database: Database,
    private readonly keyRing: KeyRing,
  ) {}

  /** Outside any transaction, which then only writes. */
  seal({ ordine }: Lavoro, lotti: readonly Lotto[]): Promise<LottoSigillato[]> {
    return Promise.all(
      lotti.map(async (lotto) => ({
        indice: lotto.indice,
        righe: lotto.accolte.length + lotto.respinte.length,
        contenuto: this.keyRing.encrypt(await deflate(textOf(lotto), FAST), placeOf(ordine, lotto.indice)),
      })),
    );
  }

  async store(tx: Tx, { ordine }: Lavoro, lotti: readonly LottoSigillato[]): Promise<void> {
    if (lotti.length === 0) return;
    await tx.execute(
      `INSERT INTO lotto (lavoro, indice, righe, contenuto) SELECT $1, * FROM unnest($2::int[], $3::int[], $4::bytea[])`,
      [
        ordine,
        ints(lotti.map(({ indice }) => indice)),
        ints(lotti.map(({ righe }) => righe)),
        buffers(lotti.map(({ contenuto }) => contenuto)),
      ],
    );
  }

  /** The next stored lotti of a job after one, in document order; they stay. @param ente the document is of */
  async after({ ordine }: Lavoro, ente: string, indice: number, count: number): Promise<Lotto[]> {
    const rows = await this.database.statement<{ indice: number; contenuto: Buffer }>(
      'consumer',
      {},
      `SELECT indice, contenuto FROM lotto WHERE lavoro = $1 AND indice > $2 ORDER BY indice LIMIT $3`,
      [ordine, indice, count],
    );
    return Promise.all(
      rows.map(async (row) => {
        const testo = await inflate(this.keyRing.decrypt(row.contenuto, placeOf(ordine, row.indice)), WHOLE);
        return parseLotto(row.indice, testo.toString('utf8'), ente);
      }),
    );
  }

  /** Takes away the first lotti of a job, up to one. @returns how many there were */
  removeUpTo(tx: Tx, { ordine }: Lavoro, indice: number): Promise<number> {
    return tx.execute(`DELETE FROM lotto WHERE lavoro = $1 AND indice <= $2`, [ordine, indice]);
  }

  /** @returns how many of at most `count` were taken away */
  removeSome(tx: Tx, { ordine }: Lavoro, count: number): Promise<number> {
    return tx.execute(
      `DELETE FROM lotto WHERE lavoro = $1 AND indice IN (SELECT indice FROM lotto WHERE lavoro = $1 ORDER BY indice LIMIT $2)`,
      [ordine, count],
    );
  }
}

function placeOf(lavoro: number, indice: number): string {
  return `lotto:${lavoro}:${indice}`;
}
