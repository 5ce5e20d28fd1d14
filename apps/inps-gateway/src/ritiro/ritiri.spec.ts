import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Interrogazione, deduciRitiri } from './ritiri.js';

const NULLA = { servitoFino: 0, prelevatoFino: 0 };
const il = new Date('2026-03-10T09:00:00Z');
const poll = (since: number, servitoFino: number | null, sinceNostro = since > 0): Interrogazione => ({
  il,
  since,
  servitoFino,
  sinceNostro,
});

describe('what INPS has taken', () => {
  it('is nothing after a first request: an answer may get lost', () => {
    expect(deduciRitiri(NULLA, [poll(0, 20)])).toEqual({
      avanzamento: { servitoFino: 20, prelevatoFino: 0 },
      tratti: [],
    });
  });

  it('is what a later since has left behind', () => {
    const { tratti, avanzamento } = deduciRitiri(NULLA, [poll(0, 20), poll(20, 40), poll(40, null)]);
    expect(tratti).toEqual([
      { da: 0, fino: 20, il },
      { da: 20, fino: 40, il },
    ]);
    expect(avanzamento.prelevatoFino).toBe(40);
  });

  it('does not shrink when INPS asks from an earlier place again', () => {
    const { avanzamento } = deduciRitiri(NULLA, [poll(0, 20), poll(20, 40), poll(0, 20), poll(10, 20)]);
    expect(avanzamento.prelevatoFino).toBe(20);
  });

  it('is only part of a page when INPS goes on from the middle of it', () => {
    expect(deduciRitiri(NULLA, [poll(0, 20), poll(10, 20)]).tratti).toEqual([{ da: 0, fino: 10, il }]);
  });

  it('does not reach flussi that were never served, whatever a foreign since says', () => {
    expect(deduciRitiri(NULLA, [poll(999, null, false)]).tratti).toEqual([]);
    expect(deduciRitiri(NULLA, [poll(0, 20), poll(999, null, false)]).tratti).toEqual([{ da: 0, fino: 20, il }]);
  });

  it('is believed of a place of the log even if the note of the answer was lost', () => {
    expect(deduciRitiri(NULLA, [poll(20, null, true)]).tratti).toEqual([{ da: 0, fino: 20, il }]);
  });

  it('by any requests in any number of steps is told once, in order, without gaps', () => {
    const polls = fc.array(
      fc.record({
        il: fc.constant(il),
        since: fc.nat(100),
        servitoFino: fc.option(fc.nat(100)),
        sinceNostro: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(polls, fc.nat(30), (all, cut) => {
        const whole = deduciRitiri(NULLA, all);
        const first = deduciRitiri(NULLA, all.slice(0, cut));
        const second = deduciRitiri(first.avanzamento, all.slice(cut));
        expect([...first.tratti, ...second.tratti]).toEqual(whole.tratti);
        expect(second.avanzamento).toEqual(whole.avanzamento);
        let at = 0;
        for (const { da, fino } of whole.tratti) {
          expect([da, fino > da]).toEqual([at, true]);
          at = fino;
        }
        expect(at).toBe(whole.avanzamento.prelevatoFino);
      }),
    );
  });

  it('by INPS’s own rule is exactly what it acquired, lost answers or not', () => {
    // Each step: INPS asks from the last flusso it acquired and acquires some first part of the page, or loses it.
    const steps = fc.array(fc.record({ limit: fc.integer({ min: 1, max: 7 }), keeps: fc.nat(7) }), { maxLength: 30 });
    const log = Array.from({ length: 60 }, (_, at) => (at + 1) * 10);
    fc.assert(
      fc.property(steps, (asked) => {
        let acquired = 0;
        const polls = asked.map(({ limit, keeps }) => {
          const page = log.filter((ts) => ts > acquired).slice(0, limit);
          const made = poll(acquired, page.at(-1) ?? null);
          acquired = page[Math.min(keeps, page.length) - 1] ?? acquired;
          return made;
        });
        const shown = polls.at(-1)?.since ?? 0;
        expect(deduciRitiri(NULLA, polls).avanzamento.prelevatoFino).toBe(shown);
      }),
    );
  });
});
