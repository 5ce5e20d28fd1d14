import { Injectable } from '@nestjs/common';
import { type ItemOutcome, PermanentError } from '#libs/messaging';
import { Clock, type Sql, type Tx, instants, texts, uuids } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { lockRecords } from '../record/leggi-record.js';
import type { RecordNoto } from '../record/record-noto.js';
import type { FattoRicevuto } from './fatto.js';
import { readFatti } from './leggi-fatti.js';
import { writeFatti } from './scrivi-fatti.js';
import { situazioneViva } from './situazione-viva.js';

/** A riga that was replaced or cancelled stays so, whatever INPS still says of its flussi; one that is there already is not written. */
const UPDATE: Sql = {
  name: 'snodo_ingestion_riga_stato',
  text: `UPDATE riga SET stato = t.stato::stato_riga, in_attesa_dal = t.dal, variata_il = $4
    FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) t (id, stato, dal)
    WHERE riga.id = t.id AND riga.id BETWEEN $5 AND $6 AND riga.stato NOT IN ('respinta', 'superata', 'annullata')
      AND (riga.stato <> t.stato::stato_riga OR riga.in_attesa_dal IS DISTINCT FROM t.dal)`,
};

/**
 * Takes in what other apps say of righe. The state of each live riga is worked out anew from all its facts, so that neither the order
 * nor the number of times they come matters. Four statements, however many facts.
 */
@Injectable()
export class RegistraFatti {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @returns for each fact, in their order, whether it was taken in */
  async register(tx: Tx, fatti: readonly FattoRicevuto[]): Promise<ItemOutcome[]> {
    // First of all: a correction of the same records either is done by now or waits for us.
    const record = await lockRecords(
      tx,
      fatti.map(({ recordId }) => recordId),
    );
    const known = fatti.flatMap((fatto) => {
      const of = record.get(fatto.recordId);
      return of === undefined ? [] : [{ ...fatto, enteErogatore: of.enteErogatore }];
    });
    await writeFatti(tx, this.keyRing, known);
    // Facts of an earlier revision are of a riga that was replaced: kept, but nothing follows from them.
    const current = known.flatMap(({ recordId, revisione }) => {
      const of = record.get(recordId)!;
      return of.revisione === revisione ? [of] : [];
    });
    await this.#moveRighe(tx, [...new Set(current)]);
    return fatti.map(({ recordId }) =>
      record.has(recordId) ? 'applied' : new PermanentError('the ledger has no such record'),
    );
  }

  async #moveRighe(tx: Tx, record: readonly RecordNoto[]): Promise<void> {
    if (record.length === 0) return;
    const fatti = await readFatti(
      tx,
      record.map(({ rigaOrigine }) => rigaOrigine),
    );
    const vive = record.map(({ rigaId, rigaOrigine }) => ({
      rigaId,
      ...situazioneViva(fatti.get(rigaOrigine) ?? []),
    }));
    const ids = vive.map(({ rigaId }) => rigaId).toSorted();
    await tx.execute(UPDATE, [
      uuids(vive.map(({ rigaId }) => rigaId)),
      texts(vive.map(({ stato }) => stato)),
      instants(vive.map((viva) => viva.inAttesaDal)),
      this.clock.now(),
      ids[0],
      ids.at(-1),
    ]);
  }
}
