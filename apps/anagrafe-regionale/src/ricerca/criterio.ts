import { type Identificativo, type LegalDay, parseIdentificativo, parseLegalDay } from '#libs/codici';
import { chiaveNome } from './chiave-nome.js';

/** A name as it is looked for: whole, or how it begins. */
export interface NomeCercato {
  /** As it was asked for. */
  readonly testo: string;
  readonly chiave: string;
  readonly inizio: boolean;
}

/** What a search may be made by (rule R15): never a name alone. */
export type Criterio =
  | { readonly per: 'codice'; readonly identificativo: Identificativo }
  | {
      readonly per: 'nascita';
      readonly cognome: NomeCercato;
      readonly nome: NomeCercato | undefined;
      readonly dataNascita: LegalDay;
    }
  | {
      readonly per: 'residenza';
      readonly cognome: NomeCercato;
      readonly nome: NomeCercato | undefined;
      readonly annoNascita: number;
      /** ISTAT code, as given. */
      readonly comune: string;
    };

/** The values a caller sent, of any kind: nothing has looked at them yet. */
export interface CampiRicerca {
  readonly codice_fiscale?: unknown;
  readonly cognome?: unknown;
  readonly nome?: unknown;
  readonly data_nascita?: unknown;
  readonly anno_nascita?: unknown;
  readonly comune_residenza?: unknown;
}

export type CriterioNonValido = 'codice_non_valido' | 'criteri_non_validi';

/** Fewer letters would give a part of the register of a comune to whoever goes through the alphabet. */
const LETTERE_INIZIO = 3;
const LUNGHEZZA = 100;

/**
 * Reads what to look for. A code says who it is, so nothing else may stand beside it; a name needs the day of birth, or the year and the
 * comune of residence.
 */
export function parseCriterio(campi: CampiRicerca): Criterio | CriterioNonValido {
  const { codice_fiscale: codice, ...altri } = campi;
  const named = Object.values(altri).some((value) => value !== undefined);
  if (codice !== undefined || !named) return named ? 'criteri_non_validi' : byCodice(codice);
  const cognome = nomeOf(altri.cognome);
  const nome = altri.nome === undefined ? undefined : nomeOf(altri.nome);
  if (cognome === undefined || (nome === undefined && altri.nome !== undefined)) return 'criteri_non_validi';
  const { data_nascita: data, anno_nascita: anno, comune_residenza: comune } = altri;
  if (data !== undefined) {
    const dataNascita = typeof data === 'string' ? parseLegalDay(data) : undefined;
    if (dataNascita === undefined || anno !== undefined || comune !== undefined) return 'criteri_non_validi';
    return { per: 'nascita', cognome, nome, dataNascita };
  }
  if (!isYear(anno) || typeof comune !== 'string' || !/^[0-9]{6}$/.test(comune)) return 'criteri_non_validi';
  return { per: 'residenza', cognome, nome, annoNascita: anno, comune };
}

/**
 * Whether one person at most can be meant: then a system may be answered, without an operator who chooses. The other names of a day are
 * those of homonyms and twins.
 */
export function isCerto(criterio: Criterio): boolean {
  if (criterio.per === 'codice') return true;
  const { cognome, nome } = criterio;
  return criterio.per === 'nascita' && !cognome.inizio && nome !== undefined && !nome.inizio;
}

function byCodice(value: unknown): Criterio | CriterioNonValido {
  if (typeof value !== 'string' || value.length > LUNGHEZZA) return 'codice_non_valido';
  const identificativo = parseIdentificativo(value);
  return 'invalid' in identificativo ? 'codice_non_valido' : { per: 'codice', identificativo };
}

/** A name that ends with an asterisk is how the name begins. */
function nomeOf(value: unknown): NomeCercato | undefined {
  if (typeof value !== 'string' || value.length > LUNGHEZZA) return undefined;
  const inizio = value.trimEnd().endsWith('*');
  const chiave = chiaveNome(value);
  return chiave.length >= (inizio ? LETTERE_INIZIO : 1) ? { testo: value, chiave, inizio } : undefined;
}

function isYear(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1850 && value <= 2200;
}
