import { PreparaDocumento } from './prepara-documento.js';

/** What a document goes through before it may be kept. */
export const TRANSITO_PROVIDERS = [PreparaDocumento];
