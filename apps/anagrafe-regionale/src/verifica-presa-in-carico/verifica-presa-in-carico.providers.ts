import { CercaAltrove } from './cerca-altrove.js';
import { VerificaPresaInCarico } from './verifica-presa-in-carico.js';

export const VERIFICA_PROVIDERS = [CercaAltrove, VerificaPresaInCarico];
