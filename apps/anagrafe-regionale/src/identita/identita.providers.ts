import { GuardaPersona } from './guarda-persona.js';
import { TrovaSoggetto } from './trova-soggetto.js';

export const IDENTITA_PROVIDERS = [TrovaSoggetto, GuardaPersona];
