import { RegistraFatti } from './registra-fatti.js';

/** Facts: what other apps say of righe. */
export const FATTO_PROVIDERS = [RegistraFatti];
