import { CercaPersone } from './cerca-persone.js';
import { GuardaPersone } from './guarda-persone.js';
import { LeggiPersona } from './leggi-persona.js';
import { PersoneVisibili } from './persone-visibili.js';

export const RICERCA_PROVIDERS = [PersoneVisibili, CercaPersone, LeggiPersona, GuardaPersone];
