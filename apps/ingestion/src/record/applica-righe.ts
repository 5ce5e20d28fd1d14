import { Injectable } from '@nestjs/common';
import { righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { Outbox, type SealedMessages } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { markVariate } from '../attesa/scrivi-attese.js';
import { holdRighe, trattenuteOf } from '../attesa/trattieni-righe.js';
import { rigaId } from '../riga/riga-id.js';
import { replaceRighe, writeRighe } from '../riga/scrivi-righe.js';
import { type RilieviDiRiga, writeRilievi } from '../rilievo/scrivi-rilievi.js';
import { isMancante } from '../validazione/codifica-accolta.js';
import type { Conteggi } from '../validazione/conteggi.js';
import type { EsitoLettura } from '../validazione/esito-lettura.js';
import type { Lavoro } from '../validazione/lavori.js';
import type { Lotto } from '../validazione/lotto.js';
import { lockRecords, writeRecords } from './leggi-record.js';
import { messageText } from './messaggio-righe.js';
import { decideRevisions } from './revisioni.js';
import { type Applicata, conteggiOf, rejected, rilieviOf, situazioniOf, written } from './riga-applicata.js';

/** Makes verdicts take effect: revisions, ledger, rilievi, messages, in the transaction given. */
@Injectable()
export class ApplicaRighe {
  constructor(
    private readonly outbox: Outbox,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * @param lotti each becomes at most one message
   * @throws RecordContesi: roll back and try again
   */
  async apply(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<Conteggi> {
    const { invioId } = lavoro;
    const { enteErogatore } = esito;
    const il = this.clock.now();
    const accolte = lotti.flatMap((lotto) => lotto.accolte);
    const noti = await lockRecords(
      tx,
      accolte.map(({ recordId }) => recordId),
    );
    const daDecidere = accolte.map((riga) => ({
      ...riga,
      rigaId: rigaId(invioId, riga.numero),
      trattenuta: isMancante(riga.codifica),
    }));
    const decise = decideRevisions(noti, daDecidere, lavoro.ordine);
    const applicate = accolte.map((riga, at): Applicata => [riga, decise.righe[at]!]);
    // Sent before the rest is made ready: the database works meanwhile.
    const recordScritti = writeRecords(tx, enteErogatore, noti, decise.record);
    const messaggi = this.#seal(lavoro, esito, il, lotti, applicate);
    const respinte = lotti.flatMap((lotto) => lotto.respinte);
    const rilievi = [...lotti.flatMap((lotto) => lotto.rilievi), ...applicate.flatMap(rilieviOf)];
    const [scritti] = await Promise.allSettled([recordScritti, messaggi]);
    if (scritti.status === 'rejected') throw scritti.reason;
    const tolte = await replaceRighe(tx, decise.sostituite, decise.lasciate, il);
    const place = { invioId, enteErogatore, il };
    const trattenute = trattenuteOf({ ...lavoro, enteErogatore, accettateIl: il }, lotti, applicate, decise);
    await holdRighe(tx, this.keyRing, il, trattenute);
    // After what holds them is said: a riga that repeats one of them waits with it.
    const situazioni = await situazioniOf(tx, applicate);
    const scritte = applicate.map((applicata) => written(applicata, situazioni));
    await writeRighe(tx, place, [...respinte.map((riga) => rejected(invioId, riga)), ...scritte]);
    await writeRilievi(tx, this.keyRing, place, rilievi);
    await this.outbox.publishSealed(tx, await messaggi);
    if (tolte.length + trattenute.length > 0) await markVariate(tx, [enteErogatore]);
    const ripetute = [...situazioni].filter(([, { stato }]) => stato === 'in_attesa_di_codifica').map(([id]) => id);
    const inAttesa = new Set([...tolte, ...ripetute]);
    return conteggiOf(invioId, respinte.length, { scritte, decise, inAttesa }, rilievi);
  }

  /** Every riga is refused by a fault of the whole document; its own rilievi stay. */
  async refuse(
    tx: Tx,
    { invioId }: Lavoro,
    { enteErogatore }: EsitoLettura,
    lotti: readonly Lotto[],
  ): Promise<Conteggi> {
    const place = { invioId, enteErogatore, il: this.clock.now() };
    const righe = lotti.flatMap(({ accolte, respinte }) => [...accolte, ...respinte]);
    await writeRighe(
      tx,
      place,
      righe.map((riga) => rejected(invioId, riga)),
    );
    const rilievi = lotti.flatMap((lotto) => lotto.rilievi);
    await this.noteRilievi(tx, place, rilievi);
    return conteggiOf(invioId, righe.length, undefined, rilievi);
  }

  async noteRilievi(
    tx: Tx,
    place: { readonly invioId: string; readonly enteErogatore: string },
    rilievi: readonly RilieviDiRiga[],
  ): Promise<Conteggi> {
    await writeRilievi(tx, this.keyRing, place, rilievi);
    return conteggiOf(place.invioId, 0, undefined, rilievi);
  }

  #seal(
    { invioId, tracciato, enteMittente }: Lavoro,
    { enteErogatore, nomenclatura }: EsitoLettura,
    accettateIl: Date,
    lotti: readonly Lotto[],
    applicate: readonly Applicata[],
  ): Promise<SealedMessages> {
    const comune = { invioId, tracciato, enteMittente, enteErogatore, nomenclatura, accettateIl };
    let from = 0;
    const groups = lotti.map(({ accolte, testata }) => ({
      testata,
      group: applicate.slice(from, (from += accolte.length)).filter(([, { daPubblicare }]) => daPubblicare),
    }));
    const messages = groups
      .filter(({ group }) => group.length > 0)
      .map(({ testata, group }) => ({
        key: invioId,
        ente: enteErogatore,
        json: messageText(
          { ...comune, testata },
          group.map(([riga, decisa]) => ({ ...riga, rigaId: decisa.rigaId, revisione: decisa.revisione! })),
        ),
      }));
    return this.outbox.sealWritten(righePsPsaSinaAccettateV1, messages);
  }
}
