import { ApplicaEsiti } from './applica-esiti.js';
import { ElaboraNotifiche } from './elabora-notifiche.js';
import { LeggiOrfani } from './leggi-orfani.js';
import { RegistraEsiti } from './registra-esiti.js';
import { RiprovaOrfani } from './riprova-orfani.js';

/** What INPS answers, from the batch to its effects. */
export const ESITO_PROVIDERS = [ApplicaEsiti, ElaboraNotifiche, RegistraEsiti, RiprovaOrfani, LeggiOrfani];
