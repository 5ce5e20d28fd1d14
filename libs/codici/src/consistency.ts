import type { CodiceFiscale, LegalDay } from './brand.js';
import { type CodedPerson, type Sesso, decodeCodiceFiscale } from './codice-fiscale.js';
import { legalDayOf } from './legal-day.js';
import { givenNameTriple, spellingsOf, surnameTriple } from './name-triple.js';
import { isOmocodice } from './omocodia.js';
import { areOnePlace } from './one-place.js';
import type { Territorio } from './territorio.js';

/** What a sender declares of the person beside the code; only what it declares is compared. */
export interface DeclaredPerson {
  readonly cognome?: string;
  readonly nome?: string;
  readonly sesso?: Sesso;
  /** Whole date if known, otherwise the year alone. */
  readonly dataNascita?: LegalDay;
  readonly annoNascita?: number;
  /** Belfiore code of the comune or state of birth. */
  readonly luogoNascita?: string;
}

/**
 * One way in which a code and what is declared beside it do not agree. Each is a reason to warn, none proves the code wrong:
 * - `surname_triple`, `given_name_triple`: other letters, also after the usual reasons (married surname, second names, `Ö` as `OE`);
 * - `swapped_names`: surname and given name stand in each other's place;
 * - `birth_date`: other day, month or year, in the century of the declaration;
 * - `sex`, `place`;
 * - `place_date`: the coded place did not exist, or had ceased, on the day of birth;
 * - `omocode`: the code is one of several given to persons with equal letters; it needs a second proof before a match.
 */
export type ConsistencyClass =
  'surname_triple' | 'given_name_triple' | 'swapped_names' | 'birth_date' | 'sex' | 'place' | 'place_date' | 'omocode';

/** Compares a checked code with what is declared of its person. @returns the classes that apply, none when all agrees */
export function compareCodiceFiscale(
  codice: CodiceFiscale,
  declared: DeclaredPerson,
  territorio: Territorio,
): ConsistencyClass[] {
  const coded = decodeCodiceFiscale(codice);
  const classes = nameClasses(coded, declared);
  if (!sameBirthDate(coded, declared)) classes.push('birth_date');
  if (declared.sesso !== undefined && declared.sesso !== coded.sesso) classes.push('sex');
  if (declared.luogoNascita !== undefined && !areOnePlace(coded.luogoNascita, declared.luogoNascita, territorio))
    classes.push('place');
  if (!placeInForce(coded, declared, territorio)) classes.push('place_date');
  if (isOmocodice(codice)) classes.push('omocode');
  return classes;
}

function nameClasses(coded: CodedPerson, { cognome, nome }: DeclaredPerson): ConsistencyClass[] {
  const surnameAgrees = cognome === undefined || agrees(cognome, coded.cognome, surnameTriple);
  const nameAgrees = nome === undefined || agrees(nome, coded.nome, givenNameTriple);
  if (surnameAgrees && nameAgrees) return [];
  if (cognome !== undefined && nome !== undefined) {
    if (agrees(nome, coded.cognome, surnameTriple) && agrees(cognome, coded.nome, givenNameTriple))
      return ['swapped_names'];
  }
  return [...(surnameAgrees ? [] : ['surname_triple' as const]), ...(nameAgrees ? [] : ['given_name_triple' as const])];
}

/** Tries the whole name and each leading part of it: a married woman adds a surname, a child's second name may be left out. */
function agrees(name: string, coded: string, tripleOf: (letters: string) => string): boolean {
  const words = name.trim().split(/\s+/);
  return words.some((_, index) => {
    const part = words.slice(0, words.length - index).join('');
    return spellingsOf(part).some((letters) => tripleOf(letters) === coded);
  });
}

function sameBirthDate(coded: CodedPerson, { dataNascita, annoNascita }: DeclaredPerson): boolean {
  if (dataNascita !== undefined)
    return dataNascita === legalDayOf(centuryOf(dataNascita) + coded.year, coded.month, coded.day);
  return annoNascita === undefined || annoNascita % 100 === coded.year;
}

function centuryOf(day: LegalDay): number {
  return Number(day.slice(0, 2)) * 100;
}

function placeInForce(
  coded: CodedPerson,
  { dataNascita, annoNascita }: DeclaredPerson,
  territorio: Territorio,
): boolean {
  const century = dataNascita === undefined ? centuryOfYear(annoNascita) : centuryOf(dataNascita);
  const foreign = coded.luogoNascita.startsWith('Z');
  const known = foreign
    ? territorio.statoByBelfiore(coded.luogoNascita) !== undefined
    : territorio.storiaBelfiore(coded.luogoNascita).length > 0;
  if (!known || century === undefined) return known;
  const born = legalDayOf(century + coded.year, coded.month, coded.day);
  if (born === undefined) return true;
  const place = coded.luogoNascita;
  return (foreign ? territorio.statoByBelfiore(place, born) : territorio.comuneByBelfiore(place, born)) !== undefined;
}

function centuryOfYear(year: number | undefined): number | undefined {
  return year === undefined ? undefined : Math.floor(year / 100) * 100;
}
