import { type ApiDescription, statusController } from '#libs/http';
import { testeRegistroController } from '#libs/registro';
import { EventiController } from './avanzamento/eventi.controller.js';
import { CorrezioneController } from './correzione/correzione.controller.js';
import { EsitiController } from './esiti.controller.js';
import { ElaborazioneController } from './invio/elaborazione.controller.js';
import { InviiController } from './invio/invii.controller.js';
import { SigilliController } from './registro/sigilli.controller.js';
import { RicevuteController } from './ricevuta/ricevute.controller.js';
import { RicercheRigheController } from './riga/ricerche.controller.js';
import { RigheController } from './riga/righe.controller.js';
import { RilieviController } from './rilievo/rilievi.controller.js';
import { DocumentiTracciatoController } from './tracciati/documenti-tracciato.controller.js';
import { TracciatiController } from './tracciati/tracciati.controller.js';
import { VerificheController } from './verifica/verifiche.controller.js';

const INVII = { domain: 'invii', version: '1.0.0' } as const;
const ESITI = { domain: 'esiti', version: '1.0.0' } as const;
const TRACCIATI = { domain: 'tracciati', version: '1.0.0' } as const;

/** The API that receives: one e-service of PDND's catalogue. */
const API_INVII: ApiDescription = {
  ...INVII,
  title: 'Snodo: invii',
  summary: 'Deposito dei flussi dei servizi sociali presso la Regione',
  description:
    'Riceve i flussi degli enti e ne dà ricevuta firmata prima di esaminarli. Gli esiti si leggono dall’API «esiti».',
  controllers: [InviiController, ElaborazioneController, VerificheController, statusController(INVII)],
};

/** The API that provides: another e-service, because PDND's are either one or the other. */
const API_ESITI: ApiDescription = {
  ...ESITI,
  title: 'Snodo: esiti',
  summary: 'Esiti degli invii: rilievi, righe, ricevute',
  description:
    'Dice di ogni invio che cosa è stato accettato, che cosa respinto e perché, e dove si trova ogni riga, fino alla risposta di INPS.',
  controllers: [
    EsitiController,
    RigheController,
    RicercheRigheController,
    RilieviController,
    CorrezioneController,
    EventiController,
    RicevuteController,
    SigilliController,
    testeRegistroController('rest/esiti/v1'),
    statusController(ESITI),
  ],
};

/** What a sender must write: public, and no e-service. */
const API_TRACCIATI: ApiDescription = {
  ...TRACCIATI,
  title: 'Snodo: tracciati',
  summary: 'Tracciati dei flussi: schema, regole, documentazione',
  description:
    'Lettura pubblica, senza autenticazione, dei tracciati che Snodo riceve. Le risposte hanno `ETag` e possono essere conservate ' +
    'cinque minuti.',
  controllers: [TracciatiController, DocumentiTracciatoController, statusController(TRACCIATI)],
};

export const INGESTION_APIS: readonly ApiDescription[] = [API_INVII, API_ESITI, API_TRACCIATI];
