import { Injectable } from '@nestjs/common';
import { righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { markVariate } from '../attesa/scrivi-attese.js';
import { rigaId } from '../riga/riga-id.js';
import { replaceRighe } from '../riga/scrivi-righe.js';
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
    const annullate = vive.map(({ recordId }) => {
      const { rigaId: viva, rigaOrigine } = noti.get(recordId)!;
      return { rigaId: viva, rigaOrigine, stato: 'annullata' as const, da: null };
    });
    const origini = annullate.map(({ rigaOrigine }) => rigaOrigine);
    if ((await replaceRighe(tx, annullate, origini, now)).length > 0) await markVariate(tx, [esito.enteErogatore]);
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
        righe.map((riga) => ({
          ...riga,
          rigaId: rigaId(invioId, riga.numero),
          revisione: revisioni.get(riga.recordId)!,
          annullamento: true,
        })),
      ),
    }));
    await this.outbox.publishSealed(tx, await this.outbox.sealWritten(righePsPsaSinaAccettateV1, messages));
  }
}
