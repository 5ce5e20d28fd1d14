import { MODI_DI_DIRE } from './linguaggio/modi-di-dire.js';
import { ABBREVIAZIONI, DENARO, SINONIMI } from './linguaggio/parole-del-mestiere.js';
import { SIGLE } from './linguaggio/sigle.js';
import { type Parola, isEmptyWord, normalise, wordsOf } from './parole.js';
import { radiceOf } from './radice.js';

/**
 * A word, or several that mean something together, with what it may stand for: its own words first, then the other ways of
 * saying it. `S.A.D.` is one of these, and so is `casa di riposo`.
 */
export interface Unita {
  readonly scritta: string;
  readonly significati: readonly (readonly Parola[])[];
}

/** Phrases by the stems of their words: plural and singular, with and without articles, are the same phrase. */
const PHRASES = phrases();
const LONGEST_PHRASE = Math.max(...[...PHRASES.keys()].map((key) => key.split(' ').length));

const CONCEPTS = concepts();
/** `Servizio trasporto` and `Trasporto` are one label. */
const ANY_SERVICE = new Set(['servizio', 'intervento', 'attivita'].map(radiceOf));
const MONEY = new Set(paroleOf(DENARO).map(({ radice }) => radice));

/** The units of a text in their order, each unit once. */
export function readUnits(text: string): Unita[] {
  const words = paroleOf(text);
  const units = new Map<string, Unita>();
  for (let at = 0; at < words.length;) {
    const length = phraseAt(words, at);
    const own = words.slice(at, at + length);
    const key = keyOf(own);
    if (!units.has(key)) {
      units.set(key, {
        scritta: own.map(({ forma }) => forma).join(' '),
        significati: [own, ...(PHRASES.get(key) ?? [])],
      });
    }
    at += length;
  }
  return [...units.values()];
}

/**
 * What two labels share when they say the same in another order or number, or with words cut short. What words may stand for
 * stays out: `CDD` and `CSE` may both be day centres, but whoever associated the one has not decided about the other.
 */
export function keyOfLabel(text: string): string {
  const stems = [...new Set(paroleOf(text).map(({ radice }) => radice))].sort();
  const telling = stems.filter((radice) => !ANY_SERVICE.has(radice));
  return (telling.length > 0 ? telling : stems).join(' ') || normalise(text);
}

/** The groups of synonyms a stem belongs to. */
export function conceptsOf(radice: string): readonly number[] {
  return CONCEPTS.get(radice) ?? [];
}

/** Whether any of the units speaks of money, in its own words or in those it may stand for. */
export function speaksOfMoney(units: readonly Unita[]): { readonly itself: boolean; readonly maybe: boolean } {
  const money = (words: readonly Parola[]): boolean => words.some(({ radice }) => MONEY.has(radice));
  return {
    itself: units.some(({ significati }) => money(significati[0]!)),
    maybe: units.some(({ significati }) => significati.some(money)),
  };
}

/** How many of the words from `at` on are one phrase; 1 where none is. */
function phraseAt(words: readonly Parola[], at: number): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 1; length -= 1) {
    if (PHRASES.has(keyOf(words.slice(at, at + length)))) return length;
  }
  return 1;
}

function paroleOf(text: string): Parola[] {
  return wordsOf(text)
    .filter((word) => !isEmptyWord(word))
    .map((forma) => ({ forma, radice: radiceOf(ABBREVIAZIONI.get(forma) ?? forma) }));
}

function keyOf(words: readonly Parola[]): string {
  return words.map(({ radice }) => radice).join(' ');
}

function phrases(): Map<string, Parola[][]> {
  const byKey = new Map<string, Parola[][]>();
  const rows = [...Object.entries(SIGLE), ...Object.entries(MODI_DI_DIRE).map(([key, ways]) => [key, ways.join(', ')])];
  for (const [meaning = '', ways = ''] of rows) {
    const words = paroleOf(meaning);
    for (const key of new Set(ways.split(', ').map((way) => keyOf(paroleOf(way))))) {
      byKey.set(key, [...(byKey.get(key) ?? []), words]);
    }
  }
  return byKey;
}

function concepts(): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [group, words] of SINONIMI.entries()) {
    for (const radice of new Set(paroleOf(words).map(({ radice }) => radice))) {
      groups.set(radice, [...(groups.get(radice) ?? []), group]);
    }
  }
  return groups;
}
