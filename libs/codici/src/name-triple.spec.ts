import { describe, expect, it } from '@jest/globals';
import { givenNameTriple, lettersOf, spellingsOf, surnameTriple } from './name-triple.js';

describe('the three letters of a name', () => {
  it.each([
    ['Rossi', 'RSS'],
    ['Fo', 'FOX'],
    ['Hu', 'HUX'],
    ['Io', 'IOX'],
    ['Alì', 'LAI'],
    ['Fò', 'FOX'],
    ["D'Ambrosio", 'DMB'],
    ['D’Ambrosio', 'DMB'],
    ['De La Cruz-Ruiz', 'DLC'],
    ['Öz', 'ZOX'],
    ['Łukasz', 'LKS'],
    ['Weiß', 'WSS'],
    ['', 'XXX'],
  ])('of the surname %s are %s', (name, triple) => {
    expect(surnameTriple(lettersOf(name))).toBe(triple);
  });

  it.each([
    ['Mario', 'MRA'],
    ['Eva', 'VEA'],
    ['Gianfranco', 'GFR'],
    ['Noè', 'NOE'],
    ['Ayşe', 'YSA'],
    ['Maria Luisa', 'MLS'],
    ['Ian', 'NIA'],
  ])('of the given name %s are %s', (name, triple) => {
    expect(givenNameTriple(lettersOf(name))).toBe(triple);
  });

  it.each([
    ['Öz', ['OZ', 'OEZ']],
    ['Müller', ['MULLER', 'MUELLER']],
    ['Sørensen', ['SORENSEN', 'SOERENSEN']],
    ['Ångström', ['ANGSTROM', 'AANGSTROM', 'ANGSTROEM', 'AANGSTROEM']],
    ['Weiß', ['WEISS', 'WEIS']],
    ['Rossi', ['ROSSI']],
  ])('%s may be spelled %j', (name, spellings) => {
    expect(spellingsOf(name)).toEqual(spellings);
  });

  it('are folded alike from composed and decomposed accents', () => {
    expect(spellingsOf('Mu\u0308ller')).toEqual(spellingsOf('Müller'));
  });
});
