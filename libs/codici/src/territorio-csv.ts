import type { CodiceBelfiore, CodiceIstatComune } from './brand.js';
import { parseCsv } from './csv.js';
import { OPEN_END, legalDay } from './legal-day.js';
import {
  type Comune,
  type Provincia,
  type Regione,
  type Stato,
  type Territorio,
  createTerritorio,
} from './territorio.js';

/** Texts of the four files of `config/nazionale` that make a Territorio. */
export interface TerritorioTexts {
  readonly comuni: string;
  readonly stati: string;
  readonly province: string;
  readonly regioni: string;
}

/** @throws InvalidCsv or RangeError naming what is wrong in the files */
export function parseTerritorio(texts: TerritorioTexts): Territorio {
  return createTerritorio({
    comuni: parseComuni(texts.comuni),
    stati: parseStati(texts.stati),
    province: parseProvince(texts.province),
    regioni: parseRegioni(texts.regioni),
  });
}

function parseComuni(text: string): Comune[] {
  const columns = [
    'belfiore',
    'istat',
    'denominazione',
    'altra_denominazione',
    'sigla_provincia',
    'provincia_istat',
    'regione_istat',
    'dal',
    'al',
  ] as const;
  return parseCsv(text, columns).map((row) => ({
    belfiore: given(row.belfiore) as CodiceBelfiore | undefined,
    istat: row.istat as CodiceIstatComune,
    denominazione: row.denominazione,
    altraDenominazione: given(row.altra_denominazione),
    siglaProvincia: row.sigla_provincia,
    provinciaIstat: row.provincia_istat,
    regioneIstat: row.regione_istat,
    dal: legalDay(row.dal),
    al: row.al === '' ? OPEN_END : legalDay(row.al),
  }));
}

function parseStati(text: string): Stato[] {
  const columns = [
    'istat',
    'denominazione',
    'iso_alpha3',
    'iso_numerico',
    'belfiore',
    'cittadinanza',
    'nascita',
    'residenza',
    'al',
  ] as const;
  return parseCsv(text, columns).map((row) => ({
    denominazione: row.denominazione,
    istat: given(row.istat),
    belfiore: given(row.belfiore) as CodiceBelfiore | undefined,
    isoNumerico: given(row.iso_numerico),
    isoAlpha3: given(row.iso_alpha3),
    ammessoCittadinanza: row.cittadinanza === 'S',
    ammessoNascita: row.nascita === 'S',
    ammessoResidenza: row.residenza === 'S',
    al: row.al === '' ? OPEN_END : legalDay(row.al),
  }));
}

function parseProvince(text: string): Provincia[] {
  return parseCsv(text, ['istat', 'denominazione', 'sigla', 'regione_istat'] as const).map((row) => ({
    istat: row.istat,
    denominazione: row.denominazione,
    sigla: row.sigla,
    regioneIstat: row.regione_istat,
  }));
}

function parseRegioni(text: string): Regione[] {
  return parseCsv(text, ['istat', 'denominazione', 'provincia_istat', 'agenzia_entrate'] as const).map((row) => ({
    istat: row.istat,
    denominazione: row.denominazione,
    provinciaIstat: given(row.provincia_istat),
    agenziaEntrate: row.agenzia_entrate,
  }));
}

function given(cell: string): string | undefined {
  return cell === '' ? undefined : cell;
}
