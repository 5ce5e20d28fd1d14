import { ATTESA_PROVIDERS } from './attesa/attesa.providers.js';
import { CARTELLA_PROVIDERS } from './cartella/cartella.providers.js';
import { AVANZAMENTO_PROVIDERS } from './avanzamento/avanzamento.providers.js';
import { CompitiPeriodici } from './compiti-periodici.js';
import { CORREZIONE_PROVIDERS } from './correzione/correzione.providers.js';
import { CUSTODIA_PROVIDERS } from './custodia/custodia.providers.js';
import { FATTO_PROVIDERS } from './fatto/fatto.providers.js';
import { INVIO_PROVIDERS } from './invio/invio.providers.js';
import { LAVORO_PROVIDERS } from './lavoro/lavoro.providers.js';
import { Partizioni } from './partizioni.js';
import { RECORD_PROVIDERS } from './record/record.providers.js';
import { RICEVUTA_PROVIDERS } from './ricevuta/ricevuta.providers.js';
import { RIGA_PROVIDERS } from './riga/riga.providers.js';
import { RILIEVO_PROVIDERS } from './rilievo/rilievo.providers.js';
import { SOAP_PROVIDERS } from './soap/soap.providers.js';
import { TRANSITO_PROVIDERS } from './transito/transito.providers.js';
import { TRACCIATI_PROVIDERS } from './tracciati/tracciati.providers.js';
import { VALIDAZIONE_PROVIDERS } from './validazione/validazione.providers.js';
import { VerificaDocumento } from './verifica/verifica-documento.js';

/** Everything that ingestion is made of, noun by noun, in the order of a delivery's way. */
export const INGESTION_PROVIDERS = [
  ...INVIO_PROVIDERS,
  ...TRANSITO_PROVIDERS,
  ...SOAP_PROVIDERS,
  ...CARTELLA_PROVIDERS,
  ...CUSTODIA_PROVIDERS,
  ...RICEVUTA_PROVIDERS,
  ...VALIDAZIONE_PROVIDERS,
  ...LAVORO_PROVIDERS,
  ...RECORD_PROVIDERS,
  ...ATTESA_PROVIDERS,
  ...RIGA_PROVIDERS,
  ...RILIEVO_PROVIDERS,
  ...CORREZIONE_PROVIDERS,
  ...AVANZAMENTO_PROVIDERS,
  ...FATTO_PROVIDERS,
  VerificaDocumento,
  ...TRACCIATI_PROVIDERS,
  CompitiPeriodici,
  Partizioni,
];
