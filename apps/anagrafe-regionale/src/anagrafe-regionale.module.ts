import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule, type TransportOptions } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { RiferimentiModule } from '#libs/riferimenti';
import { KeyRing, SecurityModule, trustedIssuers } from '#libs/security';
import { ACCESSO_URGENTE_PROVIDERS } from './accesso-urgente/accesso-urgente.providers.js';
import { ACCESSO_PROVIDERS } from './accesso/accesso.providers.js';
import { ANAGRAFE_REGIONALE_APIS } from './anagrafe-regionale.apis.js';
import type { AnagrafeRegionaleSettings } from './anagrafe-regionale.config.js';
import { chiaviProviders } from './chiavi.providers.js';
import { COLLEGAMENTO_PROVIDERS } from './collegamento/collegamento.providers.js';
import { RigheAccettateConsumer } from './collegamento/righe-accettate.consumer.js';
import { FAMIGLIA_PROVIDERS } from './famiglia/famiglia.providers.js';
import { fonteEsternaProviders } from './fonte-esterna/fonte-esterna.providers.js';
import { IDENTITA_PROVIDERS } from './identita/identita.providers.js';
import { INTERESSATO_PROVIDERS } from './interessato/interessato.providers.js';
import { fornituraProviders } from './fornitura/fornitura.providers.js';
import { RigheAnagrafeConsumer } from './fornitura/righe-anagrafe.consumer.js';
import { ANAGRAFE_REGIONALE_MIGRATIONS } from './migrations/index.js';
import { MODELLO_PROVIDERS } from './modello/modello.providers.js';
import { ModelliController } from './modello/modelli.controller.js';
import { CanaliController } from './notifica/canali.controller.js';
import { notificaProviders } from './notifica/notifica.providers.js';
import { PERSONA_PROVIDERS } from './persona/persona.providers.js';
import { RETE_PROVIDERS } from './rete/rete.providers.js';
import { residenzaProviders } from './residenza/residenza.providers.js';
import { registroDegliAccessiProviders } from './registro/registro.providers.js';
import { presaInCaricoProviders } from './presa-in-carico/presa-in-carico.providers.js';
import { PROTEZIONE_PROVIDERS } from './protezione/protezione.providers.js';
import { ricercaProviders } from './ricerca/ricerca.providers.js';
import { RIESAME_PROVIDERS } from './riesame/riesame.providers.js';
import { webhookProviders } from './webhook/webhook.providers.js';
import { visibilitaProviders } from './visibilita/visibilita.providers.js';
import { RICOSTRUZIONE_PROVIDERS } from './ricostruzione/ricostruzione.providers.js';
import { RicostruzioniController } from './ricostruzione/ricostruzioni.controller.js';
import { stewardProviders } from './riesame/steward.providers.js';
import { SOTTOSCRIZIONE_PROVIDERS } from './sottoscrizione/sottoscrizione.providers.js';
import { VARIAZIONE_PROVIDERS } from './variazione/variazione.providers.js';
import { VERIFICA_IDENTITA_PROVIDERS } from './verifica-identita/verifica-identita.providers.js';
import { VERIFICA_PROVIDERS } from './verifica-presa-in-carico/verifica-presa-in-carico.providers.js';

/** The shared registry of persons: who they are, who may see them, who looked. */
@Module({})
export class AnagrafeRegionaleModule {
  /** @param transport `embedded` only inside `hub` */
  static forApp(settings: AnagrafeRegionaleSettings, transport: TransportOptions): DynamicModule {
    const persistence = PersistenceModule.forApp({
      url: settings.databaseUrl,
      app: 'anagrafe-regionale',
      password: settings.databasePassword,
      migrations: ANAGRAFE_REGIONALE_MIGRATIONS,
      poolSize: settings.poolSize,
    });
    const messaging = MessagingModule.forApp({
      app: 'anagrafe-regionale',
      transport,
      prefix: settings.busPrefix,
      keyRing: KeyRing.fromSetting(settings.chiaviMessaggi),
      imports: [persistence],
    });
    const riferimenti = RiferimentiModule.forApp('anagrafe-regionale', [persistence, messaging]);
    return {
      module: AnagrafeRegionaleModule,
      imports: [
        persistence,
        messaging,
        riferimenti,
        SecurityModule.forApp({ issuers: trustedIssuers(settings), imports: [riferimenti] }),
      ],
      controllers: [
        ...ANAGRAFE_REGIONALE_APIS.flatMap(({ controllers }) => controllers),
        CanaliController,
        RicostruzioniController,
        ModelliController,
        RigheAccettateConsumer,
        RigheAnagrafeConsumer,
      ],
      providers: [
        ...chiaviProviders(settings),
        ...PERSONA_PROVIDERS,
        ...MODELLO_PROVIDERS,
        ...COLLEGAMENTO_PROVIDERS,
        ...RICOSTRUZIONE_PROVIDERS,
        ...RIESAME_PROVIDERS,
        ...residenzaProviders(settings),
        ...visibilitaProviders(settings),
        ...fonteEsternaProviders(settings),
        ...FAMIGLIA_PROVIDERS,
        ...RETE_PROVIDERS,
        ...ricercaProviders(settings),
        ...fornituraProviders(settings),
        ...ACCESSO_PROVIDERS,
        ...registroDegliAccessiProviders(settings),
        ...IDENTITA_PROVIDERS,
        ...presaInCaricoProviders(settings),
        ...VERIFICA_IDENTITA_PROVIDERS,
        ...VERIFICA_PROVIDERS,
        ...PROTEZIONE_PROVIDERS,
        ...ACCESSO_URGENTE_PROVIDERS,
        ...INTERESSATO_PROVIDERS,
        ...stewardProviders(settings),
        ...VARIAZIONE_PROVIDERS,
        ...SOTTOSCRIZIONE_PROVIDERS,
        ...notificaProviders(settings),
        ...webhookProviders(settings),
      ],
    };
  }
}
