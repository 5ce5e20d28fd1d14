import { describe, expect, it } from '@jest/globals';
import type { DatiDetti } from '../persona/dati-persona.js';
import type { Fonte } from '../persona/fonte.js';
import { type PersonaVariata, bisogniDi, codiceDaChiedere } from './bisogni.js';

const codice = (testo: string, stato: 'dichiarato' | 'validato' | 'cessato' = 'dichiarato') =>
  ({ sistema: 'codice_fiscale', codice: testo, stato }) as const;
const scheda = (fonte: Fonte, dati: Partial<DatiDetti>) => ({
  fonte,
  dati: { codici: [], cognome: 'A', nome: 'B', cittadinanze: [], ...dati },
});
const persona = (given: Partial<PersonaVariata>): PersonaVariata => ({
  id: 'p',
  schede: [],
  codiciPrima: [],
  vitaPrima: undefined,
  ...given,
});
const motivi = (given: Partial<PersonaVariata>) =>
  bisogniDi([persona(given)], ['anpr', 'sanitaria']).map(({ fonte, motivo }) => `${motivo} ${fonte ?? 'tutte'}`);

describe('other registries are asked about', () => {
  it('a person that is new, or has a new codice fiscale', () => {
    const schede = [scheda('sociale', { codici: [codice('X')] })];
    expect(motivi({ schede, codiciPrima: undefined })).toEqual(['persona_nuova anpr', 'persona_nuova sanitaria']);
    expect(motivi({ schede, codiciPrima: [codice('Y')] })).toEqual(['codice_nuovo anpr', 'codice_nuovo sanitaria']);
    expect(motivi({ schede, codiciPrima: [codice('X')] })).toEqual([]);
  });

  it('what another of them said, but never what they said themselves', () => {
    const schede = [scheda('anpr', { codici: [codice('X', 'validato')] })];
    expect(motivi({ schede, codiciPrima: [codice('Y')] })).toEqual(['codice_nuovo sanitaria']);
  });

  it('a death that somebody reports, once, and only of who can settle it', () => {
    const schede = [scheda('sociale', { codici: [codice('X')], vita: 'deceduta' })];
    expect(motivi({ schede, codiciPrima: [codice('X')] })).toEqual(['decesso_segnalato anpr']);
    // Each of many schede would ask again.
    expect(motivi({ schede, codiciPrima: [codice('X')], vitaPrima: 'decesso_segnalato' })).toEqual([]);
  });

  it('nobody without a codice fiscale that is in use', () => {
    const codici = [{ sistema: 'stp', codice: 'STP', stato: 'dichiarato' } as const, codice('X', 'cessato')];
    expect(motivi({ schede: [scheda('sociale', { codici, vita: 'deceduta' })], codiciPrima: undefined })).toEqual([]);
    expect(codiceDaChiedere(codici)).toBeUndefined();
    expect(codiceDaChiedere([...codici, codice('Z')])).toBe('Z');
  });
});
