export {
  COLONNE_DOMANDE,
  COLONNE_REGISTRO,
  type InsiemeAbbinamento,
  type RichiestaAbbinamento,
  type RigaDomanda,
  type RigaRegistro,
  generateAbbinamento,
} from './abbinamento/genera-abbinamento.js';
export {
  GENERI_DOMANDA,
  type GenereDomanda,
  QUOTE_DOMANDE,
  TASSI_ABBINAMENTO,
  type TassiAbbinamento,
} from './abbinamento/tassi.js';
export { generateAnagrafe } from './anagrafe/forniture.js';
export { type RichiestaAnagrafe } from './anagrafe/popolazione.js';
export { TIPI_ERRORE, TIPI_ERRORE_DOCUMENTO, type TipoErroreDocumento } from './errori/catalogo.js';
export type { TipoErrore } from './errori/tipo-errore.js';
export { type FamigliaSintetica, inventFamiglia } from './famiglia.js';
export {
  type EnteMittente,
  type ErroreSeminato,
  type PezzoFlusso,
  type RichiestaFlusso,
  generateFlusso,
} from './flusso.js';
export { FORME, type Forma, generateDocumento } from './forme.js';
export { type Anagrafica, type PersonaSintetica, Persone, type TrattiPersona } from './persona.js';
export { Random } from './random.js';
