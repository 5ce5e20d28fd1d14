import { ReteDiPersona } from './rete-di-persona.js';
import { ScriviRelazione } from './scrivi-relazione.js';

export const RETE_PROVIDERS = [ReteDiPersona, ScriviRelazione];
