import { ChiudiAssociazione } from './chiudi-associazione.js';
import { DecidiAssociazioni } from './decidi-associazioni.js';
import { LeggiAssociazioni } from './leggi-associazioni.js';
import { ProponiAssociazioni } from './proponi-associazioni.js';
import { RegistroAssociazioni } from './registro-associazioni.js';

/** What codes of one system are in another: proposed, decided, closed, read. */
export const ASSOCIAZIONI_PROVIDERS = [
  RegistroAssociazioni,
  ProponiAssociazioni,
  DecidiAssociazioni,
  ChiudiAssociazione,
  LeggiAssociazioni,
];
