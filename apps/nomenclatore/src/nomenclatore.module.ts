import { type DynamicModule, Module } from '@nestjs/common';
import { ContentTag } from '#libs/http';
import { MessagingModule, type TransportOptions } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { SecurityModule, type TrustedIssuer } from '#libs/security';
import { CodiciInAttesaConsumer } from './attesa/codici-in-attesa.consumer.js';
import { CaricamentoController } from './caricamento/caricamento.controller.js';
import { type Cartelle, PacchettoConfigurato } from './caricamento/pacchetto-configurato.js';
import { ChiamantiModule } from './chiamanti/chiamanti.module.js';
import { FornisciCopiaConsumer } from './copie/fornisci-copia.consumer.js';
import { EtichettaContenuto } from './lettura/etichetta-contenuto.js';
import { NOMENCLATORE_MIGRATIONS } from './migrations/index.js';
import { NOMENCLATORE_APIS } from './nomenclatore.apis.js';
import { NOMENCLATORE_PROVIDERS } from './nomenclatore.nouns.js';
import { IndirizzoPubblico } from './skos/indirizzo-pubblico.js';

/** What the nomenclatore is given by the process it runs in. */
export interface NomenclatoreOptions {
  readonly databaseUrl: string;
  readonly databasePassword?: string | undefined;
  readonly transport: TransportOptions;
  /** Prefix of names on the bus. */
  readonly prefix?: string | undefined;
  readonly issuers: readonly TrustedIssuer[];
  readonly cartelle: Cartelle;
  /** Where anyone reaches this installation, without a last slash: names of things in linked data begin with it. */
  readonly publicUrl: string;
}

/** Few: it writes seldom and answers from memory. The five apps of a hub share 40. */
const CONNESSIONI = 6;

/** Code systems, territory, registries of enti, ambiti, deleghe and clients. Needs `HealthModule` at the root. */
@Module({})
export class NomenclatoreModule {
  static forApp(options: NomenclatoreOptions): DynamicModule {
    const { databaseUrl: url, databasePassword: password, transport, prefix, issuers, cartelle, publicUrl } = options;
    const persistence = PersistenceModule.forApp({
      url,
      password,
      app: 'nomenclatore',
      migrations: NOMENCLATORE_MIGRATIONS,
      poolSize: CONNESSIONI,
    });
    const messaging = MessagingModule.forApp({ app: 'nomenclatore', transport, prefix, imports: [persistence] });
    return {
      module: NomenclatoreModule,
      imports: [
        persistence,
        messaging,
        SecurityModule.forApp({ issuers, imports: [ChiamantiModule.forApp(persistence)] }),
      ],
      controllers: [
        ...NOMENCLATORE_APIS.flatMap(({ controllers }) => controllers),
        CaricamentoController,
        FornisciCopiaConsumer,
        CodiciInAttesaConsumer,
      ],
      providers: [
        { provide: PacchettoConfigurato, useValue: new PacchettoConfigurato(cartelle) },
        { provide: IndirizzoPubblico, useValue: new IndirizzoPubblico(publicUrl) },
        { provide: ContentTag, useClass: EtichettaContenuto },
        ...NOMENCLATORE_PROVIDERS,
      ],
    };
  }
}
