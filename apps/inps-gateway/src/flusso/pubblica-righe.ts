import { Injectable } from '@nestjs/common';
import { type RigaAccettata, RighePsPsaSinaAccettateV1 } from '#libs/contracts';
import { PermanentError, TransientError, UpstreamError } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { KeyRing } from '#libs/security';
import { type Tracciato, findTracciato } from '#libs/tracciati';
import { modalitaOn } from '../modalita/leggi-scelte.js';
import { AnnunciaFlussi } from './annuncia-flussi.js';
import { entePerInps } from './ente-per-inps.js';
import { type ContestoPubblicazione, Pubblicazione } from './pubblicazione.js';
import { lockRecords, writeRecords } from './record.js';
import { lockRegistro, writeRegistro } from './registro.js';
import { readFlussiVivi, writeFlussi } from './scrivi-flussi.js';

/** A first start waits for the copy of the registries; no attempt is burned meanwhile. */
const REGISTRIES_WITHIN_MS = 1_000;

/** What a message says of all its righe. */
type Messaggio = Omit<RighePsPsaSinaAccettateV1, 'righe'>;

/** Puts accepted righe into the logs of their enti, or says why not. */
@Injectable()
export class PubblicaRighe {
  readonly #logger = new Logger({ app: 'inps-gateway' }).child({ context: 'PubblicaRighe' });

  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly keyRing: KeyRing,
    private readonly annuncia: AnnunciaFlussi,
    private readonly clock: Clock,
  ) {}

  /** @throws UpstreamError until the registries are here, TransientError for an ente not in them yet, PermanentError for an unknown tracciato */
  async publish(tx: Tx, { righe, ...messaggio }: RighePsPsaSinaAccettateV1): Promise<void> {
    if (!this.riferimenti.ready) throw new UpstreamError('the registries are not here yet', REGISTRIES_WITHIN_MS);
    const tracciato = findTracciato(messaggio.tracciato);
    if (tracciato === undefined) throw new PermanentError(`tracciato ${messaggio.tracciato} is not known here`);
    const enti = [...new Set(righe.map(({ enteErogatore }) => enteErogatore))].toSorted();
    for (const ente of enti) {
      const sue = righe.filter(({ enteErogatore }) => enteErogatore === ente);
      await this.#publishFor(tx, ente, tracciato, messaggio, sue);
    }
  }

  async #publishFor(
    tx: Tx,
    id: string,
    tracciato: Tracciato,
    messaggio: Messaggio,
    righe: readonly RigaAccettata[],
  ): Promise<void> {
    const adesso = this.clock.now();
    const registro = await lockRegistro(tx, id, adesso);
    const record = await lockRecords(
      tx,
      this.keyRing,
      righe.map(({ recordId }) => recordId),
    );
    const places = [...record.values()].flatMap(({ vivi }) => vivi);
    const vivi = await readFlussiVivi(tx, this.keyRing, id, places);
    const contesto = await this.#contestoOf(tx, id, tracciato, messaggio, adesso);
    const pubblicazione = new Pubblicazione(contesto, registro, record, vivi);
    for (const riga of righe) pubblicazione.apply(riga);
    for (const { rigaId } of pubblicazione.difettose)
      this.#logger.error('a document breaks INPS’s schema: it was not published', { riga: rigaId, ente: id });
    await this.#store(tx, contesto, pubblicazione);
    await this.annuncia.announce(tx, id, adesso, pubblicazione);
  }

  async #contestoOf(
    tx: Tx,
    id: string,
    tracciato: Tracciato,
    { testata, accettateIl }: Messaggio,
    adesso: Date,
  ): Promise<ContestoPubblicazione> {
    const { vista } = this.riferimenti;
    const oggi = legalDayOf(adesso);
    const ente = vista.ente(id);
    const nomenclatura = vista.nomenclatura(tracciato.nomenclatura, oggi);
    if (ente === undefined || nomenclatura === undefined)
      throw new TransientError('the registries do not hold the ente or a nomenclature in force yet');
    const giorno = legalDayOf(new Date(accettateIl));
    return {
      tracciato,
      ente: entePerInps(ente, oggi),
      modalita: await modalitaOn(tx, id, tracciato.codice, giorno),
      // Publishing is an act of today: what was accepted while a delega held is not published once it has ended.
      atto: vista.waasConsentito(id, oggi),
      testata,
      regole: { territorio: vista.territorio, nomenclatura, oggi },
      adesso,
      oggi,
    };
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
