import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type TransportOptions } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { RiferimentiModule } from '#libs/riferimenti';
import { BlindIndex, FirmaRicevute, KeyRing, SecurityModule, trustedIssuers } from '#libs/security';
import { CompitiPeriodici } from './compiti-periodici.js';
import { Custodia } from './custodia/custodia.js';
import { ScadiCustodia } from './custodia/scadi-custodia.js';
import { SpazioDisco } from './custodia/spazio-disco.js';
import { SpazzaOrfani } from './custodia/spazza-orfani.js';
import { INGESTION_APIS } from './ingestion.apis.js';
import { IngestionSettings } from './ingestion.config.js';
import { AmbitoVisibile } from './invio/ambito-visibile.js';
import { AnnullaInvio } from './invio/annulla-invio.js';
import { AutorizzaDeposito } from './invio/autorizza-deposito.js';
import { DepositaInvio } from './invio/deposita-invio.js';
import { LeggiInvii } from './invio/leggi-invii.js';
import { RegistroDepositi } from './invio/registro-depositi.js';
import { RiceviInvio } from './invio/ricevi-invio.js';
import { ContaLavori } from './lavoro/conta-lavori.js';
import { LavoriController } from './lavoro/lavori.controller.js';
import { LeggiLavori } from './lavoro/leggi-lavori.js';
import { RiprendiLavori } from './lavoro/riprendi-lavori.js';
import { INGESTION_MIGRATIONS } from './migrations/index.js';
import { Partizioni } from './partizioni.js';
import { AnnullaRighe } from './record/annulla-righe.js';
import { ApplicaRighe } from './record/applica-righe.js';
import { IdentitaRecord } from './record/identita-record.js';
import { ChiaviRicevuteController } from './ricevuta/chiavi-ricevute.controller.js';
import { LeggiRicevuta } from './ricevuta/leggi-ricevuta.js';
import { NumeriRicevuta } from './ricevuta/numeri-ricevuta.js';
import { LeggiRiga } from './riga/leggi-riga.js';
import { RiconciliaRighe } from './riga/riconcilia-righe.js';
import { LeggiRilievi } from './rilievo/leggi-rilievi.js';
import { ConcludiInvio } from './validazione/concludi-invio.js';
import { ContestiGiudizio } from './validazione/contesto-giudizio.js';
import { Effetti } from './validazione/effetti.js';
import { EseguiLavoro } from './validazione/esegui-lavoro.js';
import { Lavori } from './validazione/lavori.js';
import { Lotti } from './validazione/lotti.js';
import { LeggiDocumento } from './validazione/leggi-documento.js';
import { Sveglia } from './validazione/sveglia.js';
import { ValidazioneWorker } from './validazione/validazione.worker.js';
import { VerificaDocumento } from './verifica/verifica-documento.js';

const DEPOSITO = [
  AutorizzaDeposito,
  RiceviInvio,
  DepositaInvio,
  RegistroDepositi,
  AnnullaInvio,
  NumeriRicevuta,
  Custodia,
  SpazioDisco,
];
const VALIDAZIONE = [
  ValidazioneWorker,
  Lavori,
  EseguiLavoro,
  LeggiDocumento,
  ContestiGiudizio,
  Lotti,
  Effetti,
  ApplicaRighe,
  AnnullaRighe,
  ConcludiInvio,
  Sveglia,
  VerificaDocumento,
  RiprendiLavori,
];
const LETTURE = [AmbitoVisibile, LeggiInvii, LeggiRilievi, LeggiRiga, LeggiRicevuta, LeggiLavori];
const COMPITI = [CompitiPeriodici, Partizioni, ContaLavori, SpazzaOrfani, ScadiCustodia, RiconciliaRighe];

/** Ingestion: custody, ricevute, validation, rilievi, the ledger of righe. */
@Module({})
export class IngestionModule {
  /** @param transport `embedded` only inside `hub` */
  static forApp(settings: IngestionSettings, transport: TransportOptions): DynamicModule {
    const persistence = PersistenceModule.forApp({
      url: settings.databaseUrl,
      app: 'ingestion',
      password: settings.databasePassword,
      migrations: INGESTION_MIGRATIONS,
      poolSize: settings.poolSize,
    });
    const messaging = MessagingModule.forApp({
      app: 'ingestion',
      transport,
      prefix: settings.busPrefix,
      keyRing: KeyRing.fromSetting(settings.chiaviMessaggi),
      imports: [persistence],
    });
    const riferimenti = RiferimentiModule.forApp('ingestion', [persistence, messaging]);
    return {
      module: IngestionModule,
      imports: [
        persistence,
        messaging,
        riferimenti,
        SecurityModule.forApp({ issuers: trustedIssuers(settings), imports: [riferimenti] }),
      ],
      controllers: [
        ...INGESTION_APIS.flatMap(({ controllers }) => controllers),
        ChiaviRicevuteController,
        LavoriController,
      ],
      providers: [
        { provide: IngestionSettings, useValue: settings },
        { provide: KeyRing, useFactory: () => KeyRing.fromSetting(settings.chiaviIngestion) },
        { provide: FirmaRicevute, useFactory: () => FirmaRicevute.fromSetting(settings.chiaviRicevute) },
        {
          provide: IdentitaRecord,
          useFactory: () => new IdentitaRecord(BlindIndex.fromSetting(settings.chiaveRecord)),
        },
        ...DEPOSITO,
        ...VALIDAZIONE,
        ...LETTURE,
        ...COMPITI,
      ],
    };
  }
}
