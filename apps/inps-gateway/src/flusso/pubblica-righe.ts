import { setImmediate as giveWay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { RigaAccettata, RigheAccettate } from '#libs/contracts';
import type { ItemOutcome } from '#libs/messaging';
import { Logger } from '#libs/observability';
import type { Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { AnnunciaFlussi } from './annuncia-flussi.js';
import { ContestiPubblicazione, type ContestoPubblicazione } from './contesto-pubblicazione.js';
import { Pubblicazione } from './pubblicazione.js';
import { lockRecords, writeRecords } from './record.js';
import { lockRegistro, writeRegistro } from './registro.js';
import { readFlussiVivi, writeFlussi } from './scrivi-flussi.js';

const RIGHE_AT_A_STRETCH = 20;
/**
 * Flussi after which no more righe are begun: a riga of twenty years is twenty of them, and five hundred such righe would take longer
 * than a transaction may, at every try.
 */
const FLUSSI_PER_TRANSAZIONE = 1_000;

/** Puts accepted righe into the logs of their enti, or says why not. */
@Injectable()
export class PubblicaRighe {
  readonly #logger = new Logger({ app: 'inps-gateway' }).child({ context: 'PubblicaRighe' });

  constructor(
    private readonly contesti: ContestiPubblicazione,
    private readonly keyRing: KeyRing,
    private readonly annuncia: AnnunciaFlussi,
  ) {}

  /**
   * @returns for each riga, in their order, whether it was applied, or is left for a transaction of its own
   * @throws what `ContestiPubblicazione.contestoFor` throws
   */
  async publish(tx: Tx, messaggio: RigheAccettate): Promise<ItemOutcome[]> {
    const applicate = new Set<RigaAccettata>();
    let flussi = 0;
    // Logs are locked in the order of their enti: two messages that share some wait for each other.
    const enti = [...new Set(messaggio.righe.map(({ enteErogatore }) => enteErogatore))].toSorted();
    for (const ente of enti) {
      if (flussi >= FLUSSI_PER_TRANSAZIONE) break;
      const contesto = await this.contesti.contestoFor(tx, ente, messaggio);
      const sue = messaggio.righe.filter(({ enteErogatore }) => enteErogatore === ente);
      const pubblicazione = await this.#publishFor(tx, contesto, sue, FLUSSI_PER_TRANSAZIONE - flussi);
      flussi += pubblicazione.flussi.length;
      for (const riga of sue.slice(0, pubblicazione.esaminate)) applicate.add(riga);
    }
    return messaggio.righe.map((riga) => (applicate.has(riga) ? 'applied' : 'later'));
  }

  async #publishFor(
    tx: Tx,
    contesto: ContestoPubblicazione,
    righe: readonly RigaAccettata[],
    most: number,
  ): Promise<Pubblicazione> {
    const { adesso } = contesto;
    const { id } = contesto.ente;
    const registro = await lockRegistro(tx, id, adesso);
    const record = await lockRecords(
      tx,
      this.keyRing,
      righe.map(({ recordId }) => recordId),
    );
    const places = [...record.values()].flatMap(({ vivi }) => vivi);
    const vivi = await readFlussiVivi(tx, this.keyRing, id, places);
    const pubblicazione = new Pubblicazione(contesto, registro, record, vivi);
    await this.#applyAll(pubblicazione, righe, most);
    await this.#store(tx, contesto, pubblicazione);
    await this.annuncia.announce(tx, id, adesso, pubblicazione);
    return pubblicazione;
  }

  async #applyAll(pubblicazione: Pubblicazione, righe: readonly RigaAccettata[], most: number): Promise<void> {
    for (const [at, riga] of righe.entries()) {
      if (pubblicazione.flussi.length >= most) break;
      pubblicazione.apply(riga);
      // Documents by the hundred would keep INPS's own requests waiting.
      if (at % RIGHE_AT_A_STRETCH === RIGHE_AT_A_STRETCH - 1) await giveWay();
    }
    for (const { rigaId, enteErogatore } of pubblicazione.difettose)
      this.#logger.error('a document breaks INPS’s schema: it was not published', {
        riga: rigaId,
        ente: enteErogatore,
      });
  }

  async #store(
    tx: Tx,
    { ente, tracciato, adesso }: ContestoPubblicazione,
    { flussi, record, cursore }: Pubblicazione,
  ): Promise<void> {
    await writeRecords(tx, this.keyRing, ente.id, record);
    if (flussi.length === 0) return;
    await writeFlussi(tx, this.keyRing, ente, { tipo: tracciato.codice, il: adesso }, flussi);
    await writeRegistro(tx, ente.id, ente.belfiore ?? ente.codice, cursore, flussi.length);
  }
}
