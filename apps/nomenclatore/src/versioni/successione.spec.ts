import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { successioneOf } from './successione.js';

type Versione = Parameters<typeof successioneOf>[0][number];
/** `2024-01-01..` is open; `2024-01-01..2024-12-31` is not. */
const versione = (text: string, stato: Versione['stato'] = 'pubblicata'): Versione => {
  const [dal, al] = text.split('..') as [string, string];
  return { versione: text, stato, dal, al: al === '' ? null : al };
};
const ends = (versioni: readonly Versione[], days: string): string => {
  const { dal, al } = versione(days);
  try {
    const succede = successioneOf(versioni, { dal, al });
    return succede === undefined ? 'nothing' : `${succede.versione.versione} on ${succede.al}`;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a version that is to be in force', () => {
  it.each([
    ['the first one ends nothing', [], '2026-01-01..', 'nothing'],
    ['ends the open one the day before', ['2024-01-01..'], '2026-03-01..', '2024-01-01.. on 2026-02-28'],
    ['in a gap ends nothing', ['2020-01-01..2020-12-31', '2030-01-01..'], '2026-01-01..2026-12-31', 'nothing'],
    ['may end itself', ['2024-01-01..'], '2026-01-01..2026-12-31', '2024-01-01.. on 2025-12-31'],
    ['not on days of a closed one', ['2024-01-01..2026-12-31'], '2026-06-01..', 'validita_in_conflitto'],
    ['not before the open one without an end', ['2024-01-01..'], '2023-01-01..', 'validita_in_conflitto'],
    ['not from the same day as the open one', ['2024-01-01..'], '2024-01-01..', 'validita_in_conflitto'],
    ['before the open one with an end', ['2024-01-01..'], '2023-01-01..2023-12-31', 'nothing'],
    ['not if it ends before it begins', [], '2026-01-02..2026-01-01', 'validita_in_conflitto'],
    ['for a day', ['2024-01-01..'], '2026-01-01..2026-01-01', '2024-01-01.. on 2025-12-31'],
  ])('%s', (_, versioni, days, expected) => {
    expect(
      ends(
        versioni.map((text) => versione(text)),
        days,
      ),
    ).toBe(expected);
  });

  it('sees neither drafts nor what was withdrawn', () => {
    const others = [versione('2026-01-01..', 'bozza'), versione('2026-01-01..', 'ritirata')];
    expect(ends(others, '2026-01-01..')).toBe('nothing');
  });

  const day = fc
    .integer({ min: 0, max: 40 })
    .map((after) => new Date(Date.UTC(2026, 1, 10 + after)).toISOString().slice(0, 10));
  it('leaves no day with two versions, whatever is published in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(day, fc.option(day)), { maxLength: 8 }), day, (wishes, on) => {
        let published: Versione[] = [];
        for (const [dal, al] of wishes) {
          const text = `${dal}..${al ?? ''}`;
          const answer = ends(published, text);
          if (answer === 'validita_in_conflitto') continue;
          published = published.map((one) =>
            answer.startsWith(`${one.versione} on`) ? { ...one, al: answer.slice(-10) } : one,
          );
          published.push(versione(text));
        }
        const inForce = published.filter(({ dal, al }) => dal <= on && (al === null || on <= al));
        expect(inForce.length).toBeLessThan(2);
      }),
    );
  });
});
