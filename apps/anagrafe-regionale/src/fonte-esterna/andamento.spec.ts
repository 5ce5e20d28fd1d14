import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dopo } from './andamento.js';
import type { RispostaFonte } from './fonte-persone.js';

const ADESSO = new Date('2026-03-10T09:00:00Z');
const MINUTO = 60_000;
const after = (risposta: RispostaFonte, given: { guasti?: number; tentativi?: number } = {}) =>
  dopo(risposta, { guasti: 0, tentativi: 0, adesso: ADESSO, random: 0.5, ...given });
const minutes = (date: Date | null): number => ((date?.getTime() ?? 0) - ADESSO.getTime()) / MINUTO;

describe('a source that', () => {
  it('answers is asked on, and the question is over', () => {
    for (const esito of ['sconosciuta', 'rifiutata'] as const) {
      expect(after({ esito, causa: '400' }, { guasti: 7 })).toEqual({
        fonte: { guasti: 0, fermaFino: null },
        domanda: undefined,
      });
    }
  });

  it('does not answer is left alone for longer and longer, and no question is worse off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 5 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (guasti, tentativi, random) => {
          const risposta = { esito: 'non_disponibile', causa: '503' } as const;
          const { fonte, domanda } = dopo(risposta, { guasti, tentativi, adesso: ADESSO, random });
          expect(domanda).toEqual({ prossimaIl: ADESSO, tentativi });
          expect(fonte.guasti).toBe(guasti + 1);
          expect(minutes(fonte.fermaFino)).toBeGreaterThan(0);
          expect(minutes(fonte.fermaFino)).toBeLessThanOrEqual(30);
        },
      ),
    );
  });

  it('asks to wait is left alone for as long, a day at most', () => {
    const wait = (attesa: number) => after({ esito: 'soglia_raggiunta', attesa }).fonte.fermaFino;
    expect(minutes(wait(5 * MINUTO))).toBe(5);
    expect(minutes(wait(90 * 24 * 60 * MINUTO))).toBe(24 * 60);
    expect(minutes(after({ esito: 'soglia_raggiunta' }).fonte.fermaFino)).toBe(60);
  });

  it('answers nonsense about one person goes on with the others, and is left alone when it does so again and again', () => {
    const risposta = { esito: 'malformata', causa: 'not JSON' } as const;
    expect([0, 1, 2].map((guasti) => after(risposta, { guasti }).fonte.fermaFino !== null)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('a question that is answered with nonsense', () => {
  it('is asked again later each time, and then no more', () => {
    const risposta = { esito: 'malformata', causa: 'not JSON' } as const;
    const waits = [0, 1, 2, 3, 4].map((tentativi) => minutes(after(risposta, { tentativi }).domanda!.prossimaIl));
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(after(risposta, { tentativi: 5 }).domanda).toBeUndefined();
  });
});
