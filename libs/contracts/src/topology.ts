import type { MessageType } from './message.js';
import { codiciInAttesaV1 } from './messages/codici-in-attesa.js';
import { fattiCollegatiV1, rigaCollegataV1 } from './messages/collegamenti.js';
import { esitiRicevutiV1, flussiPrelevatiV1, flussiPubblicatiV1, righeNonTrasmissibiliV1 } from './messages/inps.js';
import { invioAnnullatoV1, invioConclusoV1, invioRicevutoV1 } from './messages/invio.js';
import {
  associazioneApprovataV1,
  copiaFornitaV1,
  copiaRichiestaV1,
  delegaVariataV1,
  enteVariatoV1,
  nomenclatorePubblicatoV1,
} from './messages/riferimenti.js';
import {
  righeAnagrafeAccettateV1,
  righePsPsaSinaAccettateV1,
  righeSinbaAccettateV1,
} from './messages/righe-accettate.js';

export const APPS = ['ingestion', 'anagrafe-regionale', 'nomenclatore', 'inps-gateway', 'reporting'] as const;
export type AppName = (typeof APPS)[number];

/** One message: who may say it and every app that must hear it. */
export interface Route {
  readonly type: MessageType<object>;
  readonly from: readonly AppName[];
  readonly to: readonly AppName[];
}

/** Apps that keep a local copy of the nomenclatore. */
const CON_COPIA: readonly AppName[] = ['ingestion', 'anagrafe-regionale', 'inps-gateway', 'reporting'];

/**
 * Every message and every consumer of the hub. Each process declares all of it on the bus at start, so that no message is ever
 * published before its queues exist; a consumer that is not deployed yet finds its messages waiting.
 */
export const TOPOLOGY: readonly Route[] = [
  { type: invioRicevutoV1, from: ['ingestion'], to: ['reporting'] },
  { type: invioConclusoV1, from: ['ingestion'], to: ['reporting', 'anagrafe-regionale'] },
  { type: invioAnnullatoV1, from: ['ingestion'], to: ['anagrafe-regionale'] },
  { type: righePsPsaSinaAccettateV1, from: ['ingestion'], to: ['anagrafe-regionale', 'inps-gateway'] },
  { type: righeSinbaAccettateV1, from: ['ingestion'], to: ['inps-gateway'] },
  { type: righeAnagrafeAccettateV1, from: ['ingestion'], to: ['anagrafe-regionale'] },
  { type: rigaCollegataV1, from: ['anagrafe-regionale'], to: ['ingestion'] },
  { type: fattiCollegatiV1, from: ['anagrafe-regionale'], to: ['reporting'] },
  { type: righeNonTrasmissibiliV1, from: ['inps-gateway'], to: ['ingestion'] },
  { type: flussiPubblicatiV1, from: ['inps-gateway'], to: ['ingestion'] },
  { type: flussiPrelevatiV1, from: ['inps-gateway'], to: ['ingestion'] },
  { type: esitiRicevutiV1, from: ['inps-gateway'], to: ['ingestion'] },
  { type: nomenclatorePubblicatoV1, from: ['nomenclatore'], to: CON_COPIA },
  { type: associazioneApprovataV1, from: ['nomenclatore'], to: CON_COPIA },
  { type: codiciInAttesaV1, from: ['ingestion'], to: ['nomenclatore'] },
  { type: enteVariatoV1, from: ['nomenclatore'], to: CON_COPIA },
  { type: delegaVariataV1, from: ['nomenclatore'], to: CON_COPIA },
  { type: copiaRichiestaV1, from: CON_COPIA, to: ['nomenclatore'] },
  { type: copiaFornitaV1, from: ['nomenclatore'], to: CON_COPIA },
];
