export { type MessageType, InvalidMessage, messageType, parseBody, routingKey } from './message.js';
export { Envelope } from './envelope.js';
export { type ErrorRow, type ErrorTable, type Fault, Problem, defineErrors, problemsOf } from './errors.js';
export { APPS, type AppName, type Route, TOPOLOGY } from './topology.js';
export { InvioConclusoV1, InvioRicevutoV1, invioConclusoV1, invioRicevutoV1 } from './messages/invio.js';
export { RigaAccettata, RighePsPsaSinaAccettateV1, righePsPsaSinaAccettateV1 } from './messages/righe-ps-psa-sina.js';
export {
  CopiaFornitaV1,
  CopiaRichiestaV1,
  DelegaVariataV1,
  EnteVariatoV1,
  GENERI_COPIA,
  type GenereCopia,
  NomenclatorePubblicatoV1,
  type VoceCopia,
  copiaFornitaV1,
  copiaRichiestaV1,
  delegaVariataV1,
  enteVariatoV1,
  nomenclatorePubblicatoV1,
} from './messages/riferimenti.js';
