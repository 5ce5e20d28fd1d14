import { describe, expect, it } from '@jest/globals';
import { LiveTable, isFinal, progressOf } from './live-table.mjs';

const invio = (righe_per_stato, concluso_il = '2026-01-01T00:00:00Z') => ({
  concluso_il,
  righe: Object.values(righe_per_stato).reduce((sum, count) => sum + count, 0),
  righe_per_stato,
});

describe('how far a delivery has come', () => {
  it('counts in each column all righe that reached it, so that columns fill from left to right', () => {
    const states = {
      respinta: 1,
      non_trasmissibile: 2,
      a_disposizione_di_inps: 4,
      ritirata: 8,
      accolta: 16,
      respinta_da_inps: 32,
    };
    expect(progressOf(invio(states))).toEqual({
      righe: 63,
      refused: 1,
      accepted: 62,
      'not for INPS': 2,
      published: 60,
      fetched: 56,
      'INPS yes': 16,
      'INPS no': 32,
    });
  });

  it('is nowhere before its righe were judged', () => {
    expect(progressOf({ righe: null, righe_per_stato: undefined }).righe).toBe(0);
    expect(isFinal({ concluso_il: null, righe_per_stato: {} })).toBe(false);
  });

  it.each([
    [{ accolta: 2, respinta: 1 }, true],
    [{ lasciata_al_canale_dell_ente: 3 }, true],
    [{ accolta: 2, ritirata: 1 }, false],
    [{ accettata: 1 }, false],
    [{ accettata: 0, accolta: 1 }, true],
  ])('%j: nothing more is to come: %s', (states, final) => {
    expect(isFinal(invio(states))).toBe(final);
  });
});

describe('the table', () => {
  const rows = (stati) => [{ name: 'Ancona, prova', invio: invio(stati) }];
  const written = (isTTY, ...shown) => {
    const lines = [];
    const table = new LiveTable({ isTTY, write: (text) => lines.push(text) });
    for (const stati of shown) table.show(rows(stati));
    return lines;
  };

  it('is drawn over itself on a terminal', () => {
    const lines = written(true, { accettata: 2 }, { accolta: 2 });
    expect(lines.filter((line) => line === '\u001b[2A')).toHaveLength(1);
    expect(lines).toHaveLength(5);
  });

  it('elsewhere says each delivery once, when nothing more is to come', () => {
    const lines = written(false, { accettata: 2 }, { ritirata: 2 }, { accolta: 2 }, { accolta: 2 });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('published');
    expect(lines[1]).toMatch(/Ancona, prova .* 2 +0\n$/);
  });
});
