export { type Colpa, type Gravita, type Rilievo } from './rilievo.js';
export {
  type Codifica,
  type ContestoFlussi,
  type ContestoRegole,
  type Nomenclatura,
  type VoceNomenclatura,
} from './contesto.js';
export { CORPUS_OSTILE, type DocumentoOstile } from './corpus.js';
export { LIMITI_PREDEFINITI, type Limiti } from './limiti.js';
export { flussiOf, motivoNonTrasmissibile, spesaPerAnno } from './flussi.js';
export { type ChiaveRiga, type Contenuto, type EsitoDocumento, type RigaLetta, type Testata } from './lettura.js';
export { documentazioneOf } from './documentazione.js';
export { xsdOf } from './xsd.js';
export { writeFlusso } from './scrittore.js';
export {
  type Attributo,
  type Elemento,
  type Figlio,
  type Forza,
  type Regola,
  type SpesaAnno,
  type Tipo,
  type Tracciato,
  type VoceElenco,
} from './tracciato.js';
export { dataEventoDi } from './righe/assemblatore.js';
export { type LettoreRighe, type VerificaSchema, createReader, createSchemaChecker } from './lettore.js';
export {
  REGOLE,
  TRACCIATI,
  VERIFICHE_CON_STATO,
  type VerificaConStato,
  findTracciato,
  nomeTracciato,
  regoleDi,
} from './catalogo.js';
export { type Colonna, type Colonne, type Foglio, type RigaFoglio, type ValoriDi } from './tabelle/foglio.js';
export { LIMITI_FOGLIO, type LimitiFoglio } from './tabelle/limiti-foglio.js';
export { type RegolaFoglio } from './tabelle/regole.js';
export { type RilievoFoglio } from './tabelle/rilievo-foglio.js';
export { type EsitoFoglio, readFoglio, rilievoSuCella } from './tabelle/read-foglio.js';
export { writeCsv } from './tabelle/write-csv.js';
