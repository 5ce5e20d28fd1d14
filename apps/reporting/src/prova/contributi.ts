import fc from 'fast-check';
import type { Conteggio } from '../riservatezza/riservatezza.js';

/** What one fact brings to a cell: of whom (null: nobody can say), and how many cents. */
export interface Contributo {
  readonly persona: string | null;
  readonly spesa: number;
}

/** Contributions to one cell, few enough to be near every threshold, with large and negative amounts among them. */
export const contributi = fc.array(
  fc.record({
    persona: fc.option(fc.constantFrom(...'abcdefghil'.split('')), { freq: 8 }),
    spesa: fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.constantFrom(0, 1_000_000, -30_000)),
  }),
  { maxLength: 14 },
) as fc.Arbitrary<Contributo[]>;

/** Each contributor's own sum; what has no person is one contributor. */
export function sommeDi(cella: readonly Contributo[]): Map<string | null, number> {
  const sums = new Map<string | null, number>();
  for (const { persona, spesa } of cella) sums.set(persona, (sums.get(persona) ?? 0) + spesa);
  return sums;
}

/** Counted one by one, as the definitions say: what the database must count too. */
export function conta(cella: readonly Contributo[]): Conteggio {
  const sums = [...sommeDi(cella)];
  const amounts = sums.map(([, spesa]) => Math.abs(spesa));
  return {
    persone: sums.filter(([persona]) => persona !== null).length,
    senzaPersona: cella.filter(({ persona }) => persona === null).length,
    spesa: cella.reduce((sum, { spesa }) => sum + spesa, 0),
    volume: amounts.reduce((sum, amount) => sum + amount, 0),
    maggiore: Math.max(0, ...amounts),
  };
}
