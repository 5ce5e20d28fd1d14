export type { Brand, CodiceBelfiore, CodiceFiscale, CodiceIstatComune, CodicePrestazione, LegalDay } from './brand.js';
export { checkCharacter, numericCheckDigit } from './check-character.js';
export {
  type AreaCittadinanza,
  type Cittadinanza,
  NAZIONE_ITALIA,
  NAZIONE_NON_DISPONIBILE,
  type SistemaCittadinanza,
  areaCittadinanza,
  parseCittadinanza,
  statoOf,
} from './cittadinanza.js';
export { parseCodiceBelfiore, parseCodiceIstatComune, parseCodicePrestazione } from './code-shapes.js';
export { type CodedPerson, type CodiceFiscaleProblem, type Sesso, decodeCodiceFiscale } from './codice-fiscale.js';
export { type ConsistencyClass, type DeclaredPerson, compareCodiceFiscale } from './consistency.js';
export { InvalidCsv, parseCsv } from './csv.js';
export { type PersonToEncode, encodeCodiceFiscale } from './encode.js';
export {
  type Identificativo,
  type InvalidIdentificativo,
  isIdentitaValida,
  isTrasmissibileInps,
  parseCodiceFiscale,
  parseIdentificativo,
} from './identificativo.js';
export { OPEN_END, dayAfter, dayBefore, daysInMonth, legalDay, parseLegalDay } from './legal-day.js';
export { givenNameTriple, spellingsOf } from './name-triple.js';
export { areOnePlace } from './one-place.js';
export { DI_RIFERIMENTO, PARENTELE, parentelaInParole } from './parentela.js';
export { type PrestazioneSiuss, parsePrestazioniSiuss } from './prestazioni-siuss.js';
export { baseOf, isOmocodice, omocodiaVariants } from './omocodia.js';
export {
  type Comune,
  type Provincia,
  type Regione,
  type Stato,
  type Territorio,
  type TerritorioRows,
  createTerritorio,
} from './territorio.js';
export { type TerritorioTexts, parseTerritorio } from './territorio-csv.js';
export { STATI_CIVILI, STATO_CIVILE_IGNOTO, statoCivileInParole } from './stato-civile.js';
export { STATI_DI_PASSAGGIO, STATI_RIGA, STATI_RIGA_IN_PAROLE, type StatoRiga } from './stati-riga.js';
