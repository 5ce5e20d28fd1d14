import { describe, expect, it } from '@jest/globals';
import { canonicalText } from './testo-canonico.js';

describe('the canonical text of a content', () => {
  it('does not depend on the order of its keys, at any depth', () => {
    const one = { b: 1, a: { d: [{ y: 1, x: 2 }], c: null } };
    const other = { a: { c: null, d: [{ x: 2, y: 1 }] }, b: 1 };
    expect(canonicalText(one)).toBe(canonicalText(other));
    expect(JSON.parse(canonicalText(one))).toEqual(one);
  });

  it('depends on values and on the order of lists', () => {
    expect(canonicalText({ a: [1, 2] })).not.toBe(canonicalText({ a: [2, 1] }));
    expect(canonicalText({ a: 1 })).not.toBe(canonicalText({ a: '1' }));
  });
});
