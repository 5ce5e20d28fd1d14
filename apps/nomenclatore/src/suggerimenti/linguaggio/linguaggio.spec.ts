import { describe, expect, it } from '@jest/globals';
import { keyOfLabel, readUnits } from '../lettura-etichetta.js';
import { isEmptyWord, normalise, wordsOf } from '../parole.js';
import { MODI_DI_DIRE } from './modi-di-dire.js';
import { ABBREVIAZIONI, DENARO, SINONIMI } from './parole-del-mestiere.js';
import { SIGLE } from './sigle.js';

const waysOf = (ways: string): string[] => ways.split(', ');
const telling = (text: string): string[] => wordsOf(text).filter((word) => !isEmptyWord(word));
const sigle = Object.entries(SIGLE).flatMap(([meaning, ways]) => waysOf(ways).map((way) => [way, meaning] as const));
const modi = Object.entries(MODI_DI_DIRE).flatMap(([meaning, rows]) =>
  rows.flatMap(waysOf).map((way) => [way, meaning] as const),
);

describe('the table of acronyms', () => {
  it('holds single words as they are compared: lower case, without dots', () => {
    expect(sigle.filter(([sigla]) => !/^[a-z]{2,10}$/.test(sigla))).toEqual([]);
  });

  it('holds no word of every day: labels would be read as what they do not say', () => {
    const everyday = new Set([
      'casa',
      'asse',
      'sede',
      'area',
      'mesi',
      'anni',
      'ore',
      'uso',
      'puoi',
      'sia',
      'sola',
      'vita',
    ]);
    expect(sigle.filter(([sigla]) => everyday.has(sigla) || isEmptyWord(sigla))).toEqual([]);
  });
});

describe('the table of ways of saying', () => {
  it('says nothing twice', () => {
    const pairs = [...sigle, ...modi].map(([way, meaning]) => `${telling(way).join(' ')} = ${meaning}`);
    expect(pairs.filter((pair, at) => pairs.indexOf(pair) !== at)).toEqual([]);
  });

  it('has a word that tells something in every way and every meaning', () => {
    expect(
      [...sigle, ...modi].filter(([way, meaning]) => telling(way).length === 0 || telling(meaning).length === 0),
    ).toEqual([]);
  });

  it('is found whole in a label: no way is taken apart by a longer one inside it', () => {
    const lost = modi.filter(([way, meaning]) => {
      const [unit, ...others] = readUnits(way);
      const meanings = (unit?.significati ?? []).map((words) => words.map(({ forma }) => forma).join(' '));
      return others.length > 0 || !meanings.includes(telling(meaning).join(' '));
    });
    expect(lost).toEqual([]);
  });

  it('explains no way with itself', () => {
    expect(
      [...sigle, ...modi].filter(([way, meaning]) => keyOfLabel(way) === keyOfLabel(meaning)).map(([way]) => way),
    ).toEqual([]);
  });
});

describe('the words of the trade', () => {
  it('are spelt so that they are found', () => {
    for (const word of [...SINONIMI, DENARO].flatMap((row) => row.split(' '))) {
      expect(telling(word).join(' ')).toBe(normalise(word));
    }
  });

  it('are two at least in a group of synonyms', () => {
    expect(SINONIMI.filter((row) => new Set(row.split(' ')).size < 2)).toEqual([]);
  });

  it('are cut short only to the letters they begin with', () => {
    const wrong = [...ABBREVIAZIONI].filter(([short, word]) => !/^[a-z]{2,10}$/.test(short) || word[0] !== short[0]);
    expect(wrong).toEqual([]);
    expect([...ABBREVIAZIONI.keys()].filter(isEmptyWord)).toEqual([]);
  });
});
