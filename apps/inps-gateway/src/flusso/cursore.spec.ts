import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CURSORE_INIZIALE, type Cursore, avanza, idFlusso, sinceMassimo } from './cursore.js';

const ADESSO = Date.parse('2026-03-10T09:00:00Z');
const OGGI = '2026-03-10';

const instants = fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 });
const steps = fc.array(fc.record({ adesso: instants, sinceVisto: fc.oneof(fc.constant(0), instants) }), {
  minLength: 1,
  maxLength: 60,
});
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

function run(moves: readonly { adesso: number; sinceVisto: number }[]): Cursore[] {
  const places: Cursore[] = [];
  let cursore = CURSORE_INIZIALE;
  for (const { adesso, sinceVisto } of moves) {
    cursore = avanza(cursore, adesso, dayOf(adesso), sinceVisto);
    places.push(cursore);
  }
  return places;
}

describe('the cursor of an ente', () => {
  it('starts at now, with the first progressive of the day', () => {
    expect(avanza(CURSORE_INIZIALE, ADESSO, OGGI, 0)).toEqual({ ultimoTs: ADESSO, giorno: OGGI, progressivo: 1 });
  });

  it('gives flussi of the same millisecond different ones', () => {
    const [, , third] = run([1, 2, 3].map(() => ({ adesso: ADESSO, sinceVisto: 0 })));
    expect(third).toEqual({ ultimoTs: ADESSO + 2, giorno: OGGI, progressivo: 3 });
  });

  it('goes past the cursor that INPS brings from another platform', () => {
    expect(avanza(CURSORE_INIZIALE, ADESSO, OGGI, ADESSO + 5_000).ultimoTs).toBe(ADESSO + 5_001);
  });

  it('begins a new progressive on a new legal day, and none on a day that comes again', () => {
    const monday = avanza(CURSORE_INIZIALE, ADESSO, OGGI, 0);
    const tuesday = avanza(monday, ADESSO + 86_400_000, '2026-03-11', 0);
    expect(tuesday).toMatchObject({ giorno: '2026-03-11', progressivo: 1 });
    expect(avanza(tuesday, ADESSO, OGGI, 0)).toMatchObject({ giorno: '2026-03-11', progressivo: 2 });
  });

  it('I6 never stands still, never goes back and never gives an id twice, whatever the clocks do', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        const places = run(moves);
        for (const [at, { ultimoTs }] of places.entries()) {
          expect(ultimoTs).toBeGreaterThan(places[at - 1]?.ultimoTs ?? 0);
          expect(ultimoTs).toBeGreaterThanOrEqual(moves[at]!.adesso);
          expect(ultimoTs).toBeGreaterThan(moves[at]!.sinceVisto);
          expect(Number.isSafeInteger(ultimoTs)).toBe(true);
        }
        expect(new Set(places.map((place) => idFlusso('H211', 'PS', place))).size).toBe(places.length);
      }),
    );
  });

  it('writes ids as INPS wants them', () => {
    const place = { ultimoTs: 1, giorno: '2021-05-20', progressivo: 2 };
    expect(idFlusso('H501', 'PS', place)).toBe('H501.PS.20210520.0000002');
    expect(idFlusso('H501', 'SINBA', place)).toBe('H501.SINBA.20210520.0000002');
  });

  it('believes a clock that is wrong by a day, not by more', () => {
    expect(sinceMassimo(ADESSO)).toBe(ADESSO + 86_400_000);
  });
});
