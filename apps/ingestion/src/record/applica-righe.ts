import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { writeErogatori } from '../invio/scrivi-erogatori.js';
import { IngestionSettings } from '../ingestion.config.js';
import { type Conteggi, countsOf } from '../validazione/conteggi.js';
import type { EsitoLettura } from '../validazione/esito-lettura.js';
import type { Lavoro } from '../validazione/lavori.js';
import type { Lotto } from '../validazione/lotto.js';
import { type Applicata, decideRighe } from './decidi-righe.js';
import { type ComuneConsegna, DiciRighe, type GruppoDaDire, comuneOf, messaggiDiConsegna } from './dici-righe.js';
import { RegistraRighe } from './registra-righe.js';
import { conteggiOf } from './riga-applicata.js';
import { writeRecords } from './scrivi-record.js';

/** Makes verdicts take effect: revisions, ledger, rilievi, messages, in the transaction given. */
@Injectable()
export class ApplicaRighe {
  constructor(
    private readonly registra: RegistraRighe,
    private readonly dici: DiciRighe,
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * @param lotti each becomes at most one message for each heading
   * @throws RecordContesi: roll back and try again
   */
  async apply(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<Conteggi> {
    const consegna = this.#consegnaOf(lavoro, esito);
    const { termineProvvisorie: giorni } = this.settings;
    // Who hears a whole fornitura may have forgotten, or never kept, whom it heard of before.
    const ancheUguali = esito.fornitura?.tipo === 'completa';
    const decisa = await decideRighe(tx, lavoro, lotti, { giorni, ancheUguali });
    // Sent before the rest is made ready: the database works meanwhile.
    const record = writeRecords(tx, decisa.noti, decisa.decise.record);
    const messaggi = this.dici.seal(messaggiDiConsegna(consegna, decisa.perLotto.map(daDireOf)));
    const [scritti] = await Promise.allSettled([record, messaggi]);
    if (scritti.status === 'rejected') throw scritti.reason;
    const { effetto, rilievi } = await this.registra.register(tx, consegna, lotti, decisa);
    await noteErogatori(tx, lavoro, esito, lotti);
    await this.dici.publish(tx, await messaggi);
    const respinte = lotti.reduce((sum, lotto) => sum + lotto.respinte.length, 0);
    const conteggi = conteggiOf(lavoro.invioId, respinte, effetto, rilievi);
    return consegna.fornitura === undefined ? conteggi : { ...conteggi, dette: detteOf(decisa.perLotto.flat()) };
  }

  /** Every riga is refused by a fault of the whole document. */
  async refuse(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<Conteggi> {
    const rilievi = await this.registra.registerRefused(tx, this.#consegnaOf(lavoro, esito), lotti);
    await noteErogatori(tx, lavoro, esito, lotti);
    const righe = lotti.reduce((sum, { accolte, respinte }) => sum + accolte.length + respinte.length, 0);
    return conteggiOf(lavoro.invioId, righe, undefined, rilievi);
  }

  #consegnaOf(lavoro: Lavoro, esito: EsitoLettura): ComuneConsegna {
    return comuneOf(lavoro, esito, this.clock.now());
  }
}

/** Of which enti, besides its own, the document holds righe. */
function noteErogatori(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<void> {
  const enti = lotti.flatMap(({ intestazioni }) => intestazioni.map(({ enteErogatore }) => enteErogatore));
  return writeErogatori(
    tx,
    lavoro.invioId,
    enti.filter((ente) => ente !== esito.enteErogatore),
  );
}

/** Righe that are told, by ente erogatore. */
function detteOf(applicate: readonly Applicata[]): Record<string, number> {
  return countsOf(
    applicate.filter(({ decisa }) => decisa.daPubblicare).map(({ di: { enteErogatore } }) => enteErogatore),
  );
}

function daDireOf(applicate: readonly Applicata[]): GruppoDaDire {
  return applicate.flatMap(({ riga, di, decisa: { rigaId, recordId, revisione, daPubblicare } }) =>
    daPubblicare ? [[di, { ...riga, rigaId, recordId, revisione: revisione! }] as const] : [],
  );
}
