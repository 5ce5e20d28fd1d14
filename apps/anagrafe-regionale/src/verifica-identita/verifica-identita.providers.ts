import { VerificaIdentita } from './verifica-identita.js';

export const VERIFICA_IDENTITA_PROVIDERS = [VerificaIdentita];
