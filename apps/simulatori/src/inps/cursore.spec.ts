import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cursore, INIZIO, movedBack, step } from './cursore.js';

/** A server that keeps INPS's rule: strictly after `since`, in order, at most `limit`. */
const serve = (log: readonly number[], since: number, limit: number) =>
  log.filter((istante) => istante > since).slice(0, limit);

/** One slot. @param fails tells whether a page fails, asked once per page */
function slot(cursore: Cursore, log: readonly number[], limit: number, fails: () => boolean) {
  const acquired: number[] = [];
  for (let current = cursore; ;) {
    const istanti = serve(log, current.since, limit);
    const failed = fails();
    const { cursore: next, seguito } = step(current, failed ? { fallito: true } : { istanti });
    if (!failed) acquired.push(...istanti);
    if (seguito !== 'ancora') return { cursore: next, acquired, seguito };
    current = next;
  }
}

const logs = fc
  .array(fc.integer({ min: 1, max: 50 }), { maxLength: 120 })
  .map((gaps) => gaps.map((_, at) => gaps.slice(0, at + 1).reduce((sum, gap) => sum + gap, 0)));
const limits = fc.integer({ min: 1, max: 100 });

describe('the cursor of INPS', () => {
  it('I6: gives every flusso once and in order, whatever pages fail', () => {
    fc.assert(
      fc.property(logs, limits, fc.infiniteStream(fc.boolean()), (log, limit, failures) => {
        const acquired: number[] = [];
        let cursore = INIZIO;
        for (let at = 0; at < 400 && acquired.length < log.length; at += 1) {
          const done = slot(cursore, log, limit, () => failures.next().value === true);
          acquired.push(...done.acquired);
          cursore = done.cursore;
        }
        expect(acquired).toEqual(log);
      }),
    );
  });

  it('I6: misses nothing of what is published between two slots, or while one runs', () => {
    fc.assert(
      fc.property(logs, limits, fc.array(fc.nat(120), { maxLength: 5 }), (log, limit, cuts) => {
        const acquired: number[] = [];
        let cursore = INIZIO;
        for (const published of [...cuts.toSorted((a, b) => a - b), log.length]) {
          const done = slot(cursore, log.slice(0, published), limit, () => false);
          acquired.push(...done.acquired);
          cursore = done.cursore;
        }
        expect(acquired).toEqual(log);
      }),
    );
  });

  it('after a rollback gives again what came after that page, and nothing before it', () => {
    fc.assert(
      fc.property(logs, limits, fc.nat(10), (log, limit, pagine) => {
        const { cursore } = slot(INIZIO, log, limit, () => false);
        const back = movedBack(cursore, pagine);
        const { acquired } = slot(back, log, limit, () => false);
        expect(acquired).toEqual(log.filter((istante) => istante > back.since));
        const pagesBefore = Math.max(0, Math.ceil(log.length / limit) - pagine);
        expect(acquired).toHaveLength(log.length - Math.min(log.length, pagesBefore * limit));
      }),
    );
  });

  it('stays where it is when a page fails: a failure is no empty page', () => {
    const cursore = { since: 40, precedenti: [0, 20] };
    expect(step(cursore, { fallito: true })).toEqual({ cursore, seguito: 'sospendi' });
  });

  it('stays, and waits for the next slot, when a page is empty', () => {
    const cursore = { since: 40, precedenti: [0, 20] };
    expect(step(cursore, { istanti: [] })).toEqual({ cursore, seguito: 'sospendi' });
  });

  it('moves to the last flusso of a page and asks again', () => {
    expect(step({ since: 40, precedenti: [0] }, { istanti: [41, 50] })).toEqual({
      cursore: { since: 50, precedenti: [0, 40] },
      seguito: 'ancora',
    });
  });

  it('does not ask for ever when a page leads nowhere', () => {
    const cursore = { since: 40, precedenti: [0] };
    expect(step(cursore, { istanti: [40] })).toEqual({ cursore, seguito: 'fermo' });
    expect(step(cursore, { istanti: [45, 39] })).toEqual({ cursore, seguito: 'fermo' });
  });

  it('loses flussi that share an instant over the end of a page: why no two of an ente may', () => {
    const { acquired } = slot(INIZIO, [7, 7, 7], 2, () => false);
    expect(acquired).toEqual([7, 7]);
  });

  it('goes back by pages, and to the beginning when there were fewer', () => {
    const cursore = { since: 90, precedenti: [0, 30, 60] };
    expect(movedBack(cursore, 0)).toEqual(cursore);
    expect(movedBack(cursore, 1)).toEqual({ since: 60, precedenti: [0, 30] });
    expect(movedBack(cursore, 3)).toEqual({ since: 0, precedenti: [] });
    expect(movedBack(cursore, 99)).toEqual({ since: 0, precedenti: [] });
    expect(movedBack(INIZIO, 2)).toEqual(INIZIO);
  });
});
