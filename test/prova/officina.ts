import { randomBytes } from 'node:crypto';
import { LiberaRighe } from '../../apps/ingestion/src/attesa/libera-righe.js';
import { PubblicaAttese } from '../../apps/ingestion/src/attesa/pubblica-attese.js';
import { SbloccaRighe } from '../../apps/ingestion/src/attesa/sblocca-righe.js';
import { Custodia } from '../../apps/ingestion/src/custodia/custodia.js';
import { SpazzaOrfani } from '../../apps/ingestion/src/custodia/spazza-orfani.js';
import type { IngestionSettings } from '../../apps/ingestion/src/ingestion.config.js';
import { RegistraFatti } from '../../apps/ingestion/src/fatto/registra-fatti.js';
import { AutorizzaDeposito } from '../../apps/ingestion/src/invio/autorizza-deposito.js';
import { CatalogoTracciati } from '../../apps/ingestion/src/tracciati/catalogo-tracciati.js';
import { DepositaInvio, type InvioDepositato } from '../../apps/ingestion/src/invio/deposita-invio.js';
import { RegistroDepositi } from '../../apps/ingestion/src/invio/registro-depositi.js';
import { AnnullaRighe } from '../../apps/ingestion/src/record/annulla-righe.js';
import { ApplicaRighe } from '../../apps/ingestion/src/record/applica-righe.js';
import { DiciRighe } from '../../apps/ingestion/src/record/dici-righe.js';
import { IdentitaRecord } from '../../apps/ingestion/src/record/identita-record.js';
import { RegistraRighe } from '../../apps/ingestion/src/record/registra-righe.js';
import { NumeriRicevuta } from '../../apps/ingestion/src/ricevuta/numeri-ricevuta.js';
import { ConcludiInvio } from '../../apps/ingestion/src/validazione/concludi-invio.js';
import { ContestiGiudizio } from '../../apps/ingestion/src/validazione/contesto-giudizio.js';
import { Effetti } from '../../apps/ingestion/src/validazione/effetti.js';
import { EseguiLavoro } from '../../apps/ingestion/src/validazione/esegui-lavoro.js';
import { Lavori } from '../../apps/ingestion/src/validazione/lavori.js';
import { Lotti } from '../../apps/ingestion/src/validazione/lotti.js';
import { LeggiDocumento } from '../../apps/ingestion/src/validazione/leggi-documento.js';
import { Sveglia } from '../../apps/ingestion/src/validazione/sveglia.js';
import { INGESTION_SETTINGS } from '#apps/ingestion';
import { Outbox } from '#libs/messaging';
import { type Database, SystemClock, ensurePartitions } from '#libs/persistence';
import { Riferimenti, type Voce } from '#libs/riferimenti';
import { BlindIndex, Caller, FirmaRicevute, KeyRing } from '#libs/security';
import { readSettings } from '#libs/settings';
import type { TestDatabase } from '#libs/testing';
import { ambienteInProva } from './ingestion.js';
import { ENTI, type NomeEnte, vociDiProva } from './riferimenti.js';

/** Keys of one installation: every replica of a test shares them. */
export type Chiavi = NodeJS.ProcessEnv;

export function chiaviDi(database: TestDatabase): Chiavi {
  return ambienteInProva(database, 'http://127.0.0.1:1/jwks.json');
}

const riferimenti = new Riferimenti();

/** The parts of one replica of ingestion, put together by hand: no server, no worker of its own. */
export class Officina {
  readonly custodia: Custodia;
  readonly lavori: Lavori;
  readonly esegui: EseguiLavoro;
  readonly orfani: SpazzaOrfani;
  readonly registro: RegistroDepositi;
  readonly fatti: RegistraFatti;
  readonly sblocca: SbloccaRighe;
  readonly attese: PubblicaAttese;
  private readonly deposita: DepositaInvio;
  private readonly autorizza: AutorizzaDeposito;

  private constructor(database: Database, settings: IngestionSettings, firma: FirmaRicevute) {
    const clock = new SystemClock();
    const keyRing = KeyRing.fromSetting(settings.chiaviIngestion);
    const outbox = new Outbox(KeyRing.fromSetting(settings.chiaviMessaggi));
    const identita = new IdentitaRecord(BlindIndex.fromSetting(settings.chiaveRecord));
    this.custodia = new Custodia(database, keyRing);
    this.orfani = new SpazzaOrfani(database, settings);
    this.registro = new RegistroDepositi(database, outbox, this.custodia, new Sveglia());
    this.deposita = new DepositaInvio(this.custodia, this.registro, new NumeriRicevuta(database), firma, clock);
    this.autorizza = new AutorizzaDeposito(riferimenti, settings, clock, new CatalogoTracciati());
    this.fatti = new RegistraFatti(keyRing, clock);
    const dici = new DiciRighe(outbox);
    this.sblocca = new SbloccaRighe(database, riferimenti, new LiberaRighe(dici, keyRing, identita, clock));
    this.attese = new PubblicaAttese(database, outbox, clock);
    this.lavori = new Lavori(database, settings);
    const leggi = new LeggiDocumento(this.custodia, new ContestiGiudizio(riferimenti), identita, settings);
    const effetti = new Effetti(
      new ApplicaRighe(new RegistraRighe(keyRing, identita), dici, settings, clock),
      new AnnullaRighe(dici, clock),
      new ConcludiInvio(this.lavori, outbox, clock),
      keyRing,
    );
    this.esegui = new EseguiLavoro(database, this.lavori, leggi, new Lotti(database, keyRing), effetti);
  }

  static async open(database: Database, chiavi: Chiavi): Promise<Officina> {
    if (!riferimenti.ready) riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);
    const settings = readSettings(INGESTION_SETTINGS, chiavi);
    for (const table of ['custodia', 'riga', 'rilievo', 'fatto_riga'])
      await ensurePartitions(database, table, new Date());
    return new Officina(database, settings, await FirmaRicevute.fromSetting(settings.chiaviRicevute));
  }

  /** As a publication of the nomenclatore: from now on every replica judges by it. */
  static publish(...voci: Voce[]): void {
    riferimenti.replace(riferimenti.vista.with(voci), true);
  }

  /** Deposits as the client of an ente, for that ente. */
  async deposit(
    ente: NomeEnte,
    body: string | AsyncIterable<Uint8Array>,
    chiaveIdempotenza?: string,
    tracciato = 'PS_PSA_SINA',
  ): Promise<InvioDepositato & { readonly id: string }> {
    const caller = new Caller({
      clientId: ente,
      subject: ente,
      ente: ENTI[ente].id,
      ruoli: ['titolare'],
      identity: 'client_credentials',
    });
    const depositato = await this.deposita.deposit({
      caller,
      autorizzato: this.autorizza.authorise(caller, tracciato, undefined),
      canale: 'rest',
      chiaveIdempotenza,
      limite: 1024 ** 3,
      body: typeof body === 'string' ? bytesOf(body) : body,
    });
    const id = depositato.esito === 'nuovo' ? depositato.ricevuta.contenuto.invio_id : depositato.invioId;
    return { ...depositato, id };
  }

  /** Runs jobs, small and large in turn, until there is nothing to claim. */
  async runAll(): Promise<void> {
    for (let idle = 0; idle < 2;) {
      const claimed = [...(await this.lavori.claim(true, 1)), ...(await this.lavori.claim(false, 1))];
      idle = claimed.length === 0 ? idle + 1 : 0;
      for (const lavoro of claimed) await this.esegui.run(lavoro);
    }
  }
}

/** A body in pieces of an awkward size. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

/** Text in which no two are alike. */
export function chiaveCasuale(): string {
  return randomBytes(8).toString('hex');
}
