import { describe, expect, it } from '@jest/globals';
import type { AssociazioneVicina } from './tipi.js';
import { concordances, prepareVicini } from './vicini.js';

const ENTE = { codice: 'A271', ambito: 'ATS11' };
const VOCE = { codice: 'SD1', denominazione: 'Assistenza domiciliare anziani' };
const vicina = (ente: string, more: Partial<AssociazioneVicina> = {}): AssociazioneVicina => ({
  ente,
  ambito: 'ATS11',
  codice: 'X',
  denominazione: 'Assistenza domiciliare anziani',
  destinazione: 'R1',
  ...more,
});
const found = (...associazioni: AssociazioneVicina[]) => concordances(prepareVicini(associazioni), VOCE, ENTE);
const worth = (...associazioni: AssociazioneVicina[]): number => found(...associazioni).get('R1')?.valore ?? 0;

describe('what neighbouring enti decided', () => {
  it('is found by what their label says, not by its letters', () => {
    expect(found(vicina('E1', { denominazione: 'ANZIANI – assist. domiciliare' })).has('R1')).toBe(true);
    expect(found(vicina('E1', { denominazione: 'Assistenza domiciliare disabili' })).size).toBe(0);
  });

  it('is worth more inside the ambito, and more again with the same code', () => {
    const elsewhere = worth(vicina('E1', { ambito: 'ATS1' }));
    const sameCode = worth(vicina('E1', { ambito: 'ATS1', codice: 'sd1' }));
    const inside = worth(vicina('E1'));
    const both = worth(vicina('E1', { codice: 'SD1 ' }));
    expect(elsewhere).toBeLessThan(sameCode);
    expect(sameCode).toBeLessThan(inside);
    expect(inside).toBeLessThan(both);
  });

  it('is worth more with every further ente, never certain, and an ente counts once', () => {
    expect(worth(vicina('E1'), vicina('E2'))).toBeGreaterThan(worth(vicina('E1')));
    expect(worth(vicina('E1'), vicina('E1', { codice: 'Y' }))).toBe(worth(vicina('E1')));
    expect(worth(...Array.from({ length: 20 }, (_, at) => vicina(`E${at}`)))).toBeLessThan(1);
  });

  it('counts inside and outside apart, for the words of the reason', () => {
    const both = found(vicina('E1'), vicina('E2', { ambito: 'ATS1' }), vicina('E3', { ambito: null }));
    expect(both.get('R1')).toMatchObject({ entiDellAmbito: 1, altriEnti: 2 });
  });

  it('leaves out the ente that asks: it would follow itself', () => {
    expect(found(vicina('A271')).size).toBe(0);
  });

  it('takes nobody for a neighbour when the ente has no ambito', () => {
    const alone = concordances(prepareVicini([vicina('E1', { ambito: null })]), VOCE, { codice: 'Z', ambito: null });
    expect(alone.get('R1')).toMatchObject({ entiDellAmbito: 0, altriEnti: 1 });
  });
});
