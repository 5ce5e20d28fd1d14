import { AnnullaDecisione } from './decisioni/annulla-decisione.js';
import { CongiungiPersone } from './decisioni/congiungi-persone.js';
import { DecidiDubbi } from './decisioni/decidi-dubbi.js';
import { DisfaDecisione } from './decisioni/disfa-decisione.js';
import { DisfaDistinzione } from './decisioni/disfa-distinzione.js';
import { DisfaDivisione } from './decisioni/disfa-divisione.js';
import { DisfaUnione } from './decisioni/disfa-unione.js';
import { DistinguiPersone } from './decisioni/distingui-persone.js';
import { DividiPersone } from './decisioni/dividi-persone.js';
import { GiudicaTraDue } from './decisioni/giudica-tra-due.js';
import { LeggiOperazione } from './decisioni/leggi-operazione.js';
import { RidiciFatti } from './decisioni/ridici-fatti.js';
import { RiportaCasi } from './decisioni/riporta-casi.js';
import { RivediCodici } from './decisioni/rivedi-codici.js';
import { ScriviOperazioni } from './decisioni/scrivi-operazioni.js';
import { SeparaPersona } from './decisioni/separa-persona.js';
import { SpostaRecord } from './decisioni/sposta-record.js';
import { TieniDistinti } from './decisioni/tieni-distinti.js';
import { TrattieniDecise } from './decisioni/trattieni-decise.js';
import { UnisciPersone } from './decisioni/unisci-persone.js';

/** What carries decisions out; who may take one is asked before. */
export const RIESAME_PROVIDERS = [
  TrattieniDecise,
  ScriviOperazioni,
  RivediCodici,
  RidiciFatti,
  SpostaRecord,
  DecidiDubbi,
  TieniDistinti,
  CongiungiPersone,
  DividiPersone,
  GiudicaTraDue,
  LeggiOperazione,
  RiportaCasi,
  DisfaUnione,
  DisfaDivisione,
  DisfaDistinzione,
  DisfaDecisione,
  UnisciPersone,
  SeparaPersona,
  DistinguiPersone,
  AnnullaDecisione,
];
