import { parseLegalDay } from '#libs/codici';

/** Reads one cell. @throws CellaErrata with an Italian text */
export type Cella<T> = (text: string) => T;

export class CellaErrata extends Error {}

/** Longer than any name or citation seen, far below what could hurt. */
const LONGEST_CELL = 600;
const CONTROL = /\p{Cc}/u;

/** Text that must be there. */
export const testo: Cella<string> = (text) => {
  if (text.trim() === '') throw new CellaErrata('manca il valore');
  if (text.length > LONGEST_CELL) throw new CellaErrata(`più di ${LONGEST_CELL} caratteri`);
  if (CONTROL.test(text)) throw new CellaErrata('contiene caratteri di controllo');
  return text;
};

/** Empty cell → null. */
export function facoltativo<T>(cella: Cella<T>): Cella<T | null> {
  return (text) => (text === '' ? null : cella(text));
}

const FACOLTATIVE = new WeakSet<Cella<unknown>>();

/** A column that files made before it do not have: its cells are then empty. */
export function colonnaNuova<T>(cella: Cella<T>): Cella<T> {
  const nuova: Cella<T> = (text) => cella(text);
  FACOLTATIVE.add(nuova);
  return nuova;
}

export function puoMancare(cella: Cella<unknown>): boolean {
  return FACOLTATIVE.has(cella);
}

/** Values separated by one space; an empty cell is none. */
export function piu<T>(cella: Cella<T>): Cella<T[]> {
  return (text) => (text === '' ? [] : text.split(' ').map(cella));
}

/** Text of a given shape. */
export function forma(pattern: RegExp, descrizione: string): Cella<string> {
  return (text) => {
    if (!pattern.test(testo(text))) throw new CellaErrata(`"${text}" non è ${descrizione}`);
    return text;
  };
}

/** `YYYY-MM-DD`, a day that exists. */
export const giorno: Cella<string> = (text) => {
  const day = parseLegalDay(testo(text));
  if (day === undefined) throw new CellaErrata(`"${text}" non è un giorno (AAAA-MM-GG)`);
  return day;
};

export function scelta<const T extends string>(values: readonly T[]): Cella<T> {
  return (text) => {
    const value = values.find((one) => one === text);
    if (value === undefined) throw new CellaErrata(`"${text.slice(0, 40)}" non è tra: ${values.join(', ')}`);
    return value;
  };
}

/** Words of a list, separated by one space. */
export function elenco<const T extends string>(values: readonly T[]): Cella<T[]> {
  const one = scelta(values);
  return (text) => testo(text).split(' ').map(one);
}

/** Values separated by `|`, one at least and none twice. */
export function sequenza(cella: Cella<string>): Cella<string[]> {
  return (text) => {
    const values = testo(text).split('|').map(cella);
    if (new Set(values).size < values.length) throw new CellaErrata('lo stesso valore due volte');
    return values;
  };
}

/** A code of a code system. */
export const codiceVoce = forma(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,39}$/, 'un codice');
/** `SIUSS`, `REG`, `LOC:E388`. */
export const siglaSistema = forma(/^[A-Z][A-Z0-9_:-]{1,39}$/, 'una sigla di nomenclatura');

export const siNo: Cella<boolean> = (text) => scelta(['sì', 'no'])(text) === 'sì';

/** `S` or `N`, as national tables write it. */
export const sN: Cella<boolean> = (text) => scelta(['S', 'N'])(text) === 'S';

/** How far a row can be trusted; `dimostrazione` marks what was invented. */
export const AFFIDABILITA = [
  'fonte',
  'fonte_storica',
  'codice_senza_nome',
  'intervallo_senza_nome',
  'dedotto',
  'non_verificato',
  'dimostrazione',
] as const;

/** Columns that end every row of a pack. */
export const PROVENIENZA = { affidabilita: scelta(AFFIDABILITA), fonte: testo };

/** Validity, both days included; no last day means until further notice. */
export const VALIDITA = { dal: giorno, al: facoltativo(giorno) };
