import { describe, expect, it } from '@jest/globals';
import type { CodiceEnte, Ente } from '#libs/riferimenti';
import { entePerInps } from './ente-per-inps.js';

const SEMPRE = { dal: '2000-01-01', al: null };
const ente = (...codici: CodiceEnte[]): Ente => ({ id: 'e', denominazione: 'Ente', tipo: 'comune', codici, ...SEMPRE });
const belfiore: CodiceEnte = { sistema: 'belfiore', codice: 'H211', ...SEMPRE };

describe('how INPS knows an ente', () => {
  it('is its code at INPS, and the Belfiore code beside', () => {
    const inps: CodiceEnte = { sistema: 'inps', codice: 'RE123', ...SEMPRE };
    expect(entePerInps(ente(belfiore, inps), '2026-03-10')).toMatchObject({ codice: 'RE123', belfiore: 'H211' });
  });

  it('is the Belfiore code without one of INPS, or before and after it holds', () => {
    const inps: CodiceEnte = { sistema: 'inps', codice: 'RE123', dal: '2026-01-01', al: '2026-03-09' };
    expect(entePerInps(ente(inps, belfiore), '2026-03-09').codice).toBe('RE123');
    for (const giorno of ['2025-12-31', '2026-03-10'])
      expect(entePerInps(ente(inps, belfiore), giorno).codice).toBe('H211');
  });

  it('is nothing for an ente that has neither', () => {
    const regionale: CodiceEnte = { sistema: 'regionale', codice: 'UNIONE', ...SEMPRE };
    expect(entePerInps(ente(regionale), '2026-03-10')).toMatchObject({ codice: undefined, belfiore: undefined });
  });
});
