export {
  type CittadinanzaAnagrafe,
  type EventoAnagrafe,
  type FamigliaAnagrafe,
  type PersonaAnagrafe,
  type ResidenzaAnagrafe,
} from './anagrafe.persona.js';
export { type Colpa, type Gravita, type Rilievo } from './rilievo.js';
export {
  type Codifica,
  type ContestoFlussi,
  type ContestoRegole,
  type Nomenclatura,
  type VoceNomenclatura,
} from './contesto.js';
export { CORPUS_INSIDIOSO, CORPUS_OSTILE } from './corpus.js';
export { type DocumentoOstile } from './corpus/documento-ostile.js';
export { LIMITI_PREDEFINITI, type Limiti } from './limiti.js';
export { flussiOf, motivoNonTrasmissibile, spesaPerAnno, trasmissioneOf } from './flussi.js';
export {
  type ChiaveRiga,
  type Contenuto,
  type EsitoDocumento,
  type FornituraLetta,
  type FormatoDocumento,
  type Mittenza,
  type RigaLetta,
  type Testata,
} from './lettura.js';
export { compilaInColonne } from './piano/in-colonne.js';
export { type CampoPiano } from './piano/piano.js';
export { pianoOf } from './piano/piano-of.js';
export { type RigaScritta, rigaScrittaOf } from './piano/riga-scritta.js';
export { celleOf, writeRighe } from './piano/write-righe.js';
export { type Sorgente, sorgenteOf } from './documenti/sorgente.js';
export { type LetturaDocumento } from './documenti/lettura-documento.js';
export { readDocumento } from './documenti/read-documento.js';
export { type LottoTabella, type RigaTabella, TabellaIlleggibile, readTabella } from './documenti/read-tabella.js';
export { type DifettoDaDire, type RigaDaCorreggere } from './ritaglio/da-correggere.js';
export { ritagliaDocumento } from './ritaglio/ritaglia-documento.js';
export { type Nodo, readAlbero } from './xml/albero.js';
export { type DocumentiTracciato, documentiOf } from './documenti-tracciato.js';
export { type Differenza, type GenereDifferenza } from './differenze/differenza.js';
export { differenzeOf } from './differenze/differenze-of.js';
export { xsdOf } from './xsd.js';
export { writeFlusso } from './scrittore.js';
export {
  type Attributo,
  type CampoEsteso,
  type Elemento,
  type Figlio,
  type Forza,
  type Regola,
  type SpesaAnno,
  type Tipo,
  type Tracciato,
  type UsoEsteso,
  type VoceElenco,
} from './tracciato.js';
export { chiaveDi, dataEventoDi } from './righe/chiave-riga.js';
export { type LettoreRighe, type VerificaSchema, createReader, createSchemaChecker } from './lettore.js';
export {
  REGOLE,
  TRACCIATI,
  type VerificaConStato,
  findTracciato,
  nomeTracciato,
  regoleDi,
  vaAInps,
  verificheConStatoDi,
} from './catalogo.js';
export { type VersioneScelta, precedenteDi, scegliVersione } from './versioni.js';
export { type Colonna, type Colonne, type Foglio, type RigaFoglio, type ValoriDi } from './tabelle/foglio.js';
export { LIMITI_FOGLIO, type LimitiFoglio } from './tabelle/limiti-foglio.js';
export { type RegolaFoglio } from './tabelle/regole.js';
export { type RilievoFoglio } from './tabelle/rilievo-foglio.js';
export { type EsitoFoglio, readFoglio, rilievoSuCella } from './tabelle/read-foglio.js';
export { leggiGiorno } from './tabelle/giorni.js';
export { writeCsv } from './tabelle/write-csv.js';
export { type CellaScritta, type ColonnaScritta, type FoglioScritto } from './scrittura/xlsx/foglio-scritto.js';
export { TIPO_XLSX, writeXlsx } from './scrittura/xlsx/write-xlsx.js';
export { type FaiPseudonimo } from './pseudonimi/pseudonimo.js';
export { type SenzaCodici, pseudonimizzabile, togliCodici } from './pseudonimi/togli-codici.js';
