import type { CodicePrestazione, LegalDay } from './brand.js';
import { parseCsv } from './csv.js';
import { legalDay } from './legal-day.js';

/** One code of the SIUSS nomenclature with what practice knows of it (see config/nazionale/README.md for how far to trust it). */
export interface PrestazioneSiuss {
  readonly codice: CodicePrestazione;
  readonly codicePadre?: string;
  readonly denominazione: string;
  readonly area: string;
  /** Undefined where no source allows an answer. */
  readonly soggettaIsee?: boolean;
  /** The answer above is an inference, not a statement of a source. */
  readonly iseeInferita: boolean;
  /** Admitted only for a person in carico. */
  readonly soloConPresaInCarico: boolean;
  /** Admitted among the interventions a SINA record asks for. */
  readonly interventoSina: boolean;
  readonly richiedeDataEvento: boolean;
  /** An "other" item, to be specified in words. */
  readonly residuale: boolean;
  /** Undefined: not known, taken as always. */
  readonly dal?: LegalDay;
  readonly al?: LegalDay;
  readonly fonte: string;
  readonly affidabilita: string;
}

const COLUMNS = [
  'codice',
  'codice_padre',
  'denominazione',
  'area',
  'soggetta_isee',
  'isee_inferita',
  'solo_con_presa_in_carico',
  'intervento_sina',
  'richiede_data_evento',
  'residuale',
  'dal',
  'al',
  'fonte',
  'affidabilita',
] as const;

/** @param text `config/nazionale/siuss.csv` */
export function parsePrestazioniSiuss(text: string): PrestazioneSiuss[] {
  return parseCsv(text, COLUMNS).map((row) => ({
    codice: row.codice as CodicePrestazione,
    codicePadre: row.codice_padre === '' ? undefined : row.codice_padre,
    denominazione: row.denominazione,
    area: row.area,
    soggettaIsee: row.soggetta_isee === '' ? undefined : row.soggetta_isee === 'S',
    iseeInferita: row.isee_inferita === 'S',
    soloConPresaInCarico: row.solo_con_presa_in_carico === 'S',
    interventoSina: row.intervento_sina === 'S',
    richiedeDataEvento: row.richiede_data_evento === 'S',
    residuale: row.residuale === 'S',
    dal: row.dal === '' ? undefined : legalDay(row.dal),
    al: row.al === '' ? undefined : legalDay(row.al),
    fonte: row.fonte,
    affidabilita: row.affidabilita,
  }));
}
