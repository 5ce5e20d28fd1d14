import { Injectable } from '@nestjs/common';
import { righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { Outbox, type SealedMessages } from '#libs/messaging';
import { Clock, type Sql, type Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { texts, uuids } from '../colonne-binarie.js';
import { rigaId } from '../riga/riga-id.js';
import { type RigaDaScrivere, writeRighe } from '../riga/scrivi-righe.js';
import { REGOLE_CON_STATO, rilievoConStato } from '../rilievo/regole-con-stato.js';
import { type RilieviDiRiga, writeRilievi } from '../rilievo/scrivi-rilievi.js';
import type { EsitoLettura } from '../validazione/esito-lettura.js';
import type { Lavoro } from '../validazione/lavori.js';
import type { Lotto, RigaAccolta, RigaRespinta } from '../validazione/lotto.js';
import { lockRecords, writeRecords } from './leggi-record.js';
import { messageText } from './messaggio-righe.js';
import { type RevisioniDecise, type RigaDecisa, decideRevisions } from './revisioni.js';

/** Rilievi of the reading come first; those found here are numbered far from them. */
const PRIMO_INDICE = 1000;

const REPLACE: Sql = {
  name: 'snodo_ingestion_riga_replace',
  text: `UPDATE riga SET stato = t.stato::stato_riga, sostituita_da = t.da, variata_il = $4
    FROM unnest($1::uuid[], $2::text[], $3::uuid[]) t (id, stato, da) WHERE riga.id = t.id`,
};

type Applicata = readonly [riga: RigaAccolta, decisa: RigaDecisa];

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
  async apply(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<void> {
    const { invioId } = lavoro;
    const { enteErogatore } = esito;
    const il = this.clock.now();
    const accolte = lotti.flatMap((lotto) => lotto.accolte);
    const noti = await lockRecords(
      tx,
      accolte.map(({ recordId }) => recordId),
    );
    const inAttesa = accolte.map((riga) => ({ ...riga, rigaId: rigaId(invioId, riga.numero) }));
    const decise = decideRevisions(noti, inAttesa, lavoro.ordine);
    const applicate = accolte.map((riga, at): Applicata => [riga, decise.righe[at]!]);
    // Sent before the rest is made ready: the database works meanwhile.
    const recordScritti = writeRecords(tx, enteErogatore, noti, decise.record);
    const messaggi = this.#seal(lavoro, esito, il, lotti, applicate);
    const respinte = lotti.flatMap((lotto) => lotto.respinte).map((riga) => rejected(invioId, riga));
    const righe = [...respinte, ...applicate.map(written)];
    const [scritti] = await Promise.allSettled([recordScritti, messaggi]);
    if (scritti.status === 'rejected') throw scritti.reason;
    await this.#replaceEarlier(tx, decise, il);
    const place = { invioId, enteErogatore, il };
    await writeRighe(tx, place, righe);
    await writeRilievi(tx, this.keyRing, place, [
      ...lotti.flatMap(({ rilievi }) => rilievi),
      ...applicate.flatMap(rilieviOf),
    ]);
    await this.outbox.publishSealed(tx, await messaggi);
  }

  /** Every riga is refused by a fault of the whole document; its own rilievi stay. */
  async refuse(tx: Tx, { invioId }: Lavoro, { enteErogatore }: EsitoLettura, lotti: readonly Lotto[]): Promise<void> {
    const place = { invioId, enteErogatore, il: this.clock.now() };
    const righe = lotti.flatMap(({ accolte, respinte }) => [...accolte, ...respinte]);
    await writeRighe(
      tx,
      place,
      righe.map((riga) => rejected(invioId, riga)),
    );
    await this.noteRilievi(
      tx,
      place,
      lotti.flatMap(({ rilievi }) => rilievi),
    );
  }

  noteRilievi(
    tx: Tx,
    place: { readonly invioId: string; readonly enteErogatore: string },
    rilievi: readonly RilieviDiRiga[],
  ): Promise<void> {
    return writeRilievi(tx, this.keyRing, place, rilievi);
  }

  async #replaceEarlier(tx: Tx, { sostituite }: RevisioniDecise, il: Date): Promise<void> {
    if (sostituite.length === 0) return;
    await tx.execute(REPLACE, [
      uuids(sostituite.map((one) => one.rigaId)),
      texts(sostituite.map(({ stato }) => stato)),
      uuids(sostituite.map(({ da }) => da)),
      il,
    ]);
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

function written([{ linea, colonna, annullamento, recordId }, decisa]: Applicata): RigaDaScrivere {
  const { rigaId: id, stato, revisione = null, sostituitaDa = null } = decisa;
  return { id, linea, colonna, stato, annullamento, recordId, revisione, sostituitaDa };
}

function rejected(invioId: string, { numero, linea, colonna, annullamento }: RigaRespinta): RigaDaScrivere {
  const none = { recordId: null, revisione: null, sostituitaDa: null };
  return { id: rigaId(invioId, numero), linea, colonna, stato: 'respinta', annullamento, ...none };
}

function rilieviOf([{ numero, linea, colonna, annullamento }, decisa]: Applicata): RilieviDiRiga[] {
  const regola =
    decisa.stato === 'respinta' && annullamento
      ? REGOLE_CON_STATO.annullamentoSconosciuto
      : decisa.revisione !== undefined && !decisa.daPubblicare
        ? REGOLE_CON_STATO.giaPresente
        : undefined;
  if (regola === undefined) return [];
  return [{ numero, dal: PRIMO_INDICE, rilievi: [rilievoConStato(regola, { riga: numero, linea, colonna })] }];
}
