import { FattiConsumer } from './fatto/fatti.consumer.js';
import { INGESTION_APIS } from './ingestion.apis.js';
import { LavoriController } from './lavoro/lavori.controller.js';
import { ChiaviRicevuteController } from './ricevuta/chiavi-ricevute.controller.js';
import { SoapController } from './soap/soap.controller.js';

/** Everything that is called from outside: the APIs of the enti, the pages of the operators, the messages of other apps. */
export const INGESTION_CONTROLLERS = [
  ...INGESTION_APIS.flatMap(({ controllers }) => controllers),
  SoapController,
  ChiaviRicevuteController,
  LavoriController,
  FattiConsumer,
];
