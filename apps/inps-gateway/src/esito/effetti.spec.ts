import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { effettiDi } from './effetti.js';
import type { EsitoNuovo } from './esito-nuovo.js';

const esito = (ts: number, accolto: boolean, recordId = 'r', operazione: 'I' | 'C' = 'I'): EsitoNuovo => ({
  flusso: { ts, idFlusso: `f${ts}`, rigaId: 'riga', recordId, revisione: 1, di: 1, operazione },
  esito: { codice: accolto ? 'OK' : 'KO', accolto, descrizione: null, idAcquisizione: null, acquisitoIl: null },
});
const NONE = new Map<number, boolean>();

describe('what follows from new outcomes', () => {
  it('is a count, and nothing else, when INPS accepts', () => {
    expect(effettiDi([esito(1, true), esito(2, true)], NONE)).toEqual({ svolte: [], accolti: 2, respinti: 0 });
  });

  it('is that INPS does not hold what it refused', () => {
    expect(effettiDi([esito(1, false), esito(2, false), esito(3, false, 's')], NONE)).toEqual({
      svolte: [
        { recordId: 'r', revisione: 1, spenti: [1, 2], accesi: [] },
        { recordId: 's', revisione: 1, spenti: [3], accesi: [] },
      ],
      accolti: 0,
      respinti: 3,
    });
  });

  it('is that INPS holds after all what it had refused and accepts now', () => {
    expect(effettiDi([esito(1, true)], new Map([[1, false]]))).toEqual({
      svolte: [{ recordId: 'r', revisione: 1, spenti: [], accesi: [1] }],
      accolti: 1,
      respinti: -1,
    });
  });

  it('is decided by the last of contradictory outcomes', () => {
    expect(effettiDi([esito(1, false), esito(1, true)], NONE)).toEqual({ svolte: [], accolti: 1, respinti: 0 });
    expect(effettiDi([esito(1, true), esito(1, false)], NONE)).toMatchObject({
      svolte: [{ spenti: [1] }],
      respinti: 1,
    });
    expect(effettiDi([esito(1, true)], new Map([[1, true]]))).toEqual({ svolte: [], accolti: 0, respinti: 0 });
  });

  it('is only a count for a cancellation', () => {
    expect(effettiDi([esito(1, false, 'r', 'C')], NONE)).toEqual({ svolte: [], accolti: 0, respinti: 1 });
  });

  it('keeps the counts equal to what the last outcomes say, in any order and any cut', () => {
    const outcomes = fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(outcomes, fc.nat(40), (all, cut) => {
        const known = new Map<number, boolean>();
        let [accolti, respinti] = [0, 0];
        for (const part of [all.slice(0, cut), all.slice(cut)]) {
          const found = effettiDi(
            part.map(([ts, accolto]) => esito(ts, accolto)),
            known,
          );
          [accolti, respinti] = [accolti + found.accolti, respinti + found.respinti];
          for (const [ts, accolto] of part) known.set(ts, accolto);
        }
        const last = [...known.values()];
        expect([accolti, respinti]).toEqual([last.filter(Boolean).length, last.filter((one) => !one).length]);
      }),
    );
  });
});
