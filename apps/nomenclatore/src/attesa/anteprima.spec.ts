import { describe, expect, it } from '@jest/globals';
import type { Codifica } from '#libs/tracciati';
import { anteprimaOf } from './anteprima.js';

const ENTE = '00000000-0000-5000-8000-00000000000a';
const ALTRO = '00000000-0000-5000-8000-00000000000b';
const attesa = (codice: string, primoGiorno: string, ultimoGiorno: string, righe: number, ente = ENTE) => ({
  ente,
  codice,
  primoGiorno,
  ultimoGiorno,
  righe,
});
/** Codes that are known from a day on. */
const lettore = (known: Readonly<Record<string, string>>) => ({
  codifica(_: string, codice: string, day: string): Codifica {
    const since = known[codice];
    return since !== undefined && since <= day
      ? { esito: 'tradotta', codice: 'A2.07', versioni: [] }
      : { esito: 'in_attesa', sistema: 'LOC:A', codice };
  },
});

describe('what an approval would let go', () => {
  const attese = [
    attesa('SAD', '2026-01-02', '2026-01-30', 1000),
    attesa('SAD', '2026-02-01', '2026-02-03', 240),
    attesa('SAD', '2026-02-01', '2026-02-03', 7, ALTRO),
    attesa('ALTRO', '2026-02-01', '2026-02-03', 99),
  ];

  it('counts the righe of the code at every ente that uses it, and no other', () => {
    expect(anteprimaOf(lettore({}), lettore({ SAD: '2026-01-01' }), attese)).toEqual({
      righe: 1247,
      inParte: 0,
      enti: 2,
    });
  });

  it('a stretch that begins before the validity goes in part: it is not counted as certain', () => {
    expect(anteprimaOf(lettore({}), lettore({ SAD: '2026-01-15' }), attese)).toEqual({
      righe: 247,
      inParte: 1000,
      enti: 2,
    });
  });

  it('what goes already is no merit of the approval, and nothing changes nothing', () => {
    const before = lettore({ SAD: '2026-01-01' });
    expect(anteprimaOf(before, lettore({ SAD: '2026-01-01', ALTRO: '2026-02-01' }), attese).righe).toBe(99);
    expect(anteprimaOf(before, before, attese)).toEqual({ righe: 0, inParte: 0, enti: 0 });
    expect(anteprimaOf(lettore({}), lettore({ SAD: '2026-01-01' }), [])).toEqual({ righe: 0, inParte: 0, enti: 0 });
  });
});
