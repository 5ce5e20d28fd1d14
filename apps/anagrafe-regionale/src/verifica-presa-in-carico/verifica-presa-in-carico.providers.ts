import { CercaAltrove } from './cerca-altrove.js';
import { SegnaVerifica } from './segna-verifica.js';
import { VerificaPresaInCarico } from './verifica-presa-in-carico.js';

export const VERIFICA_PROVIDERS = [CercaAltrove, SegnaVerifica, VerificaPresaInCarico];
