import { MESSAGING_MIGRATIONS } from '#libs/messaging';
import { RIFERIMENTI_MIGRATIONS } from '#libs/riferimenti';
import { custodiaERicevute } from './1795230001000-custodia-e-ricevute.js';
import { righeERecord } from './1795230002000-righe-e-record.js';
import { lavori } from './1795230003000-lavori.js';
import { conservazione } from './1795230004000-conservazione.js';
import { fattiDelleRighe } from './1795230005000-fatti-delle-righe.js';
import { attesaDiCodifica } from './1795230006000-attesa-di-codifica.js';
import { ogniFormaEMoltiEnti } from './1795230007000-ogni-forma-e-molti-enti.js';
import { registroSigillato } from './1795230008000-registro-sigillato.js';
import { ricercaPerChiave } from './1795230009000-ricerca-per-chiave.js';
import { documentiRiscritti } from './1795230010000-documenti-riscritti.js';
import { canali } from './1795230011000-canali.js';
import { cartelle } from './1795230012000-cartelle.js';
import { righeDiChiLeHaInviate } from './1795230013000-righe-di-chi-le-ha-inviate.js';
import { ricevuteRiscontrate } from './1795230117000-ricevute-riscontrate.js';

/** The schema of ingestion, in order. A migration is never changed once released: write the next one. */
export const INGESTION_MIGRATIONS = [
  ...MESSAGING_MIGRATIONS,
  ...RIFERIMENTI_MIGRATIONS,
  custodiaERicevute,
  righeERecord,
  lavori,
  conservazione,
  fattiDelleRighe,
  attesaDiCodifica,
  ogniFormaEMoltiEnti,
  registroSigillato,
  ricercaPerChiave,
  documentiRiscritti,
  canali,
  cartelle,
  righeDiChiLeHaInviate,
  ricevuteRiscontrate,
];
