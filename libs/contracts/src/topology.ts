import type { MessageType } from './message.js';
import { invioConclusoV1, invioRicevutoV1 } from './messages/invio.js';
import {
  copiaFornitaV1,
  copiaRichiestaV1,
  delegaVariataV1,
  enteVariatoV1,
  nomenclatorePubblicatoV1,
} from './messages/riferimenti.js';
import { righePsPsaSinaAccettateV1 } from './messages/righe-ps-psa-sina.js';

export const APPS = ['ingestion', 'anagrafe-regionale', 'nomenclatore', 'inps-gateway', 'reporting'] as const;
export type AppName = (typeof APPS)[number];

/** One message: who says it and every app that must hear it. */
export interface Route {
  readonly type: MessageType<object>;
  readonly from: AppName;
  readonly to: readonly AppName[];
}

/**
 * Every message and every consumer of the hub. Each process declares all of it on the bus at start, so that no message is ever
 * published before its queues exist; a consumer that is not deployed yet finds its messages waiting.
 */
export const TOPOLOGY: readonly Route[] = [
  { type: invioRicevutoV1, from: 'ingestion', to: ['reporting'] },
  { type: invioConclusoV1, from: 'ingestion', to: ['reporting'] },
  { type: righePsPsaSinaAccettateV1, from: 'ingestion', to: ['anagrafe-regionale', 'inps-gateway'] },
  { type: nomenclatorePubblicatoV1, from: 'nomenclatore', to: ['ingestion'] },
  { type: enteVariatoV1, from: 'nomenclatore', to: ['ingestion'] },
  { type: delegaVariataV1, from: 'nomenclatore', to: ['ingestion'] },
  { type: copiaRichiestaV1, from: 'ingestion', to: ['nomenclatore'] },
  { type: copiaFornitaV1, from: 'nomenclatore', to: ['ingestion'] },
];
