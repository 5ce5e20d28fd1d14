import { Injectable } from '@nestjs/common';
import { righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { rigaId } from '../riga/riga-id.js';
import type { EsitoLettura } from '../validazione/esito-lettura.js';
import type { Lavoro } from '../validazione/lavori.js';
import type { Lotto, RigaAccolta } from '../validazione/lotto.js';
import { lockRecords, writeRecords } from './leggi-record.js';
import { messageText } from './messaggio-righe.js';

/**
 * Takes back the righe of a cancelled invio: a record whose current revision one of them made is cancelled with a new revision. One
 * that another invio has changed since, or that is cancelled already, is left alone.
 */
@Injectable()
export class AnnullaRighe {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async cancel(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<void> {
    const noti = await lockRecords(
      tx,
      lotti.flatMap(({ accolte }) => accolte.map(({ recordId }) => recordId)),
    );
    const isLive = ({ numero, recordId }: RigaAccolta): boolean => {
      const noto = noti.get(recordId);
      return noto?.stato === 'attivo' && noto.rigaId === rigaId(lavoro.invioId, numero);
    };
    const vivi = lotti
      .map(({ accolte, testata }) => ({ testata, righe: accolte.filter(isLive) }))
      .filter(({ righe }) => righe.length > 0);
    const vive = vivi.flatMap(({ righe }) => righe);
    if (vive.length === 0) return;
    const now = this.clock.now();
    await tx.execute(`UPDATE riga SET stato = 'annullata', variata_il = $2 WHERE id = ANY ($1::uuid[])`, [
      vive.map(({ numero }) => rigaId(lavoro.invioId, numero)),
      now,
    ]);
    const record = vive.map(({ recordId }) => {
      const noto = noti.get(recordId)!;
      const { revisione, rigaId: rigaOrigine } = noto;
      // The message of this revision names the riga that it cancels.
      return { ...noto, stato: 'annullato' as const, revisione: revisione + 1, rigaOrigine, ordine: lavoro.ordine };
    });
    await writeRecords(tx, esito.enteErogatore, noti, record);
    const revisioni = new Map(record.map(({ recordId, revisione }) => [recordId, revisione]));
    const { invioId, tracciato, enteMittente } = lavoro;
    const { enteErogatore, nomenclatura } = esito;
    const comune = { invioId, tracciato, enteMittente, enteErogatore, nomenclatura, accettateIl: now };
    const messages = vivi.map(({ testata, righe }) => ({
      key: invioId,
      ente: enteErogatore,
      json: messageText(
        { ...comune, testata },
        righe.map(({ numero, recordId, contenuto }) => ({
          rigaId: rigaId(invioId, numero),
          recordId,
          revisione: revisioni.get(recordId)!,
          annullamento: true,
          contenuto,
        })),
      ),
    }));
    await this.outbox.publishSealed(tx, await this.outbox.sealWritten(righePsPsaSinaAccettateV1, messages));
  }
}
