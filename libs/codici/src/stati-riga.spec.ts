import { describe, expect, it } from '@jest/globals';
import { STATI_RIGA, STATI_RIGA_IN_PAROLE } from './stati-riga.js';

describe('the words for the states of a riga', () => {
  it('are one for each state, and no two alike', () => {
    expect(Object.keys(STATI_RIGA_IN_PAROLE)).toEqual([...STATI_RIGA]);
    expect(new Set(Object.values(STATI_RIGA_IN_PAROLE)).size).toBe(STATI_RIGA.length);
  });
});
