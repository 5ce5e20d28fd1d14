export { type MessageType, InvalidMessage, messageType, parseBody, routingKey } from './message.js';
export { Envelope } from './envelope.js';
export { type ErrorRow, type ErrorTable, type Fault, Problem, defineErrors, problemsOf } from './errors.js';
export { APPS, type AppName, type Route, TOPOLOGY } from './topology.js';
export {
  InvioAnnullatoV1,
  InvioConclusoV1,
  InvioRicevutoV1,
  invioAnnullatoV1,
  invioConclusoV1,
  invioRicevutoV1,
} from './messages/invio.js';
export { RigaAccettata, type RigheAccettate, TestataRighe } from './messages/riga-accettata.js';
export {
  FornituraRighe,
  RigheAnagrafeAccettateV1,
  RighePsPsaSinaAccettateV1,
  RigheSinbaAccettateV1,
  righeAccettateOf,
  righeAnagrafeAccettateV1,
  righePsPsaSinaAccettateV1,
  righeSinbaAccettateV1,
} from './messages/righe-accettate.js';
export {
  CITTADINANZE,
  type ClasseCittadinanza,
  type EsitoCollegamento,
  FASCE_ETA,
  FattiCollegatiV1,
  type FasciaEta,
  FattoCollegato,
  GENERI_FATTO,
  RigaCollegata,
  RigaCollegataV1,
  fattiCollegatiV1,
  rigaCollegataV1,
} from './messages/collegamenti.js';
export {
  EsitiRicevutiV1,
  EsitoRicevuto,
  FlussiPrelevatiV1,
  FlussiPubblicatiV1,
  FlussoDiRiga,
  FlussoPubblicato,
  MOTIVI_NON_TRASMISSIBILE,
  type MotivoNonTrasmissibile,
  RigaNonTrasmissibile,
  RigheNonTrasmissibiliV1,
  esitiRicevutiV1,
  flussiPrelevatiV1,
  flussiPubblicatiV1,
  righeNonTrasmissibiliV1,
} from './messages/inps.js';
export { CodiceInAttesa, CodiciInAttesaV1, codiciInAttesaV1 } from './messages/codici-in-attesa.js';
export {
  AssociazioneApprovataV1,
  CopiaFornitaV1,
  CopiaRichiestaV1,
  DelegaVariataV1,
  EnteVariatoV1,
  GENERI_COPIA,
  type GenereCopia,
  NomenclatorePubblicatoV1,
  type VoceCopia,
  associazioneApprovataV1,
  copiaFornitaV1,
  copiaRichiestaV1,
  delegaVariataV1,
  enteVariatoV1,
  nomenclatorePubblicatoV1,
} from './messages/riferimenti.js';
