import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Andamento, dopo } from './andamento.js';

const DAY = 86_400_000;
const ADESSO = new Date('2026-03-10T09:00:00Z');
const NUOVO: Andamento = {
  stato: 'attivo',
  consegnateFino: 7,
  ultimaConsegnaIl: null,
  tentativi: 0,
  fallitoDal: null,
  ultimoErrore: null,
  prossimoIl: ADESSO,
};
const no = { consegnata: false, errore: 'risposta 503' } as const;
const after = (andamento: Andamento, adesso = ADESSO, random = 0.5) =>
  dopo(andamento, no, { ultimo: 9, adesso, pazienza: 3 * DAY, random });

describe('after a try', () => {
  it('that failed, the place stays and the pause doubles up to an hour', () => {
    let andamento = NUOVO;
    const pauses: number[] = [];
    for (let times = 0; times < 10; times += 1) {
      andamento = after(andamento);
      pauses.push((andamento.prossimoIl.getTime() - ADESSO.getTime()) / 1000);
    }
    expect(pauses).toEqual([22.5, 45, 90, 180, 360, 720, 1440, 2700, 2700, 2700]);
    expect(andamento).toMatchObject({
      consegnateFino: 7,
      tentativi: 10,
      fallitoDal: ADESSO,
      ultimoErrore: 'risposta 503',
    });
  });

  it('that failed for longer than one is patient, nothing is tried any more', () => {
    const first = after(NUOVO);
    expect(after(first, new Date(ADESSO.getTime() + 3 * DAY - 1)).stato).toBe('attivo');
    expect(after(first, new Date(ADESSO.getTime() + 3 * DAY)).stato).toBe('sospeso');
  });

  it('that succeeded, all is forgotten but the place', () => {
    const done = dopo(
      after(after(NUOVO)),
      { consegnata: true },
      { ultimo: 9, adesso: ADESSO, pazienza: DAY, random: 0 },
    );
    expect(done).toEqual({ ...NUOVO, consegnateFino: 9, ultimaConsegnaIl: ADESSO });
  });

  it('the place never moves but by what was taken', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (tries) => {
        let andamento = NUOVO;
        for (const consegnata of tries) {
          const ultimo = andamento.consegnateFino + 1;
          andamento = dopo(andamento, consegnata ? { consegnata } : no, {
            ultimo,
            adesso: ADESSO,
            pazienza: DAY,
            random: 0,
          });
        }
        expect(andamento.consegnateFino).toBe(7 + tries.filter(Boolean).length);
      }),
    );
  });
});
