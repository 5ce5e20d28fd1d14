import { type ApiDescription, statusController } from '#libs/http';
import { foglieRegistroController, testeRegistroController } from '#libs/registro';
import { AccessiController } from './accesso/accessi.controller.js';
import { FamiglieController } from './famiglia/famiglie.controller.js';
import { AccessiUrgentiController } from './accesso-urgente/accessi-urgenti.controller.js';
import { AggiornamentiController } from './fonte-esterna/aggiornamenti.controller.js';
import { InteressatiController } from './interessato/interessati.controller.js';
import { PreseInCaricoController } from './presa-in-carico/prese-in-carico.controller.js';
import { ProtezioniController } from './protezione/protezioni.controller.js';
import { FornitureController } from './fornitura/forniture.controller.js';
import { AccessiSigillatiController } from './registro/accessi-sigillati.controller.js';
import { ConteseController } from './residenza/contese.controller.js';
import { ReteController } from './rete/rete.controller.js';
import { DecisioniRiesameController } from './riesame/decisioni-riesame.controller.js';
import { RiesamePersoneController } from './riesame/riesame-persone.controller.js';
import { PossibiliDuplicatiController } from './riesame/possibili-duplicati.controller.js';
import { PersoneController } from './ricerca/persone.controller.js';
import { VerificheIdentitaController } from './verifica-identita/verifiche-identita.controller.js';
import { VerifichePresaInCaricoController } from './verifica-presa-in-carico/verifiche-presa-in-carico.controller.js';
import { VariazioniController } from './notifica/variazioni.controller.js';
import { WebhookController } from './webhook/webhook.controller.js';
import { SottoscrizioniController } from './sottoscrizione/sottoscrizioni.controller.js';

const ANAGRAFE = { domain: 'anagrafe', version: '1.0.0' } as const;

/** The shared registry of persons, as enti ask it. */
const API_ANAGRAFE: ApiDescription = {
  ...ANAGRAFE,
  title: 'Snodo: anagrafe regionale',
  summary: 'Persone dell’anagrafe regionale condivisa, secondo la competenza di chi chiede',
  description:
    'Dice a un ente, per una finalità dichiarata, delle persone che gli competono. Ogni richiesta è scritta nel registro degli accessi. ' +
    '«Non esiste» e «non compete a chi chiede» sono la stessa risposta.',
  controllers: [
    PersoneController,
    AggiornamentiController,
    VerificheIdentitaController,
    FamiglieController,
    PreseInCaricoController,
    VerifichePresaInCaricoController,
    ProtezioniController,
    AccessiUrgentiController,
    InteressatiController,
    FornitureController,
    ConteseController,
    ReteController,
    PossibiliDuplicatiController,
    RiesamePersoneController,
    DecisioniRiesameController,
    AccessiController,
    AccessiSigillatiController,
    testeRegistroController('rest/anagrafe/v1'),
    foglieRegistroController('rest/anagrafe/v1'),
    WebhookController,
    SottoscrizioniController,
    VariazioniController,
    statusController(ANAGRAFE),
  ],
};

export const ANAGRAFE_REGIONALE_APIS: readonly ApiDescription[] = [API_ANAGRAFE];
