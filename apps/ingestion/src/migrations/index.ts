import { MESSAGING_MIGRATIONS } from '#libs/messaging';
import { RIFERIMENTI_MIGRATIONS } from '#libs/riferimenti';
import { custodiaERicevute } from './1795230001000-custodia-e-ricevute.js';
import { righeERecord } from './1795230002000-righe-e-record.js';
import { lavori } from './1795230003000-lavori.js';
import { conservazione } from './1795230004000-conservazione.js';
import { fattiDelleRighe } from './1795230005000-fatti-delle-righe.js';
import { attesaDiCodifica } from './1795230006000-attesa-di-codifica.js';

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
];
