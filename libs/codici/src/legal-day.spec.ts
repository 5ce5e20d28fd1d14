import { expect, it } from '@jest/globals';
import { dayBefore } from './legal-day.js';

it.each([
  ['2026-03-01', '2026-02-28'],
  ['2024-03-01', '2024-02-29'],
  ['2026-01-01', '2025-12-31'],
  ['2026-03-30', '2026-03-29'],
  ['2026-10-26', '2026-10-25'],
])('the day before %s is %s', (after, before) => {
  expect(dayBefore(after)).toBe(before);
});
