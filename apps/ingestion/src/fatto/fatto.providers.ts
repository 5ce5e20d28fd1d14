import { RegistraFatti } from './registra-fatti.js';

/** Facts: what happens to righe after their verdict. */
export const FATTO_PROVIDERS = [RegistraFatti];
