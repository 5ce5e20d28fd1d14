import { describe, expect, it } from '@jest/globals';
import type { Proposta } from './associazione.js';
import { isOvvia } from './approvazione-automatica.js';
import { findDifetti, isCoppia, isErrore } from './difetti.js';
import { associazione, liste, versione } from './prova/associazioni-di-prova.js';

const LISTE = liste(
  versione('LOC:E388@1', '2025-01-01', '2025-12-31', { SAD: 'S.A.D.' }),
  versione('LOC:E388@2', '2026-01-01', null, { SAD: 'S.A.D.', PASTI: 'Pasti' }),
  versione('REG@1', '2024-01-01', '2026-06-30', { R4: 'SAD', R5: 'Pasti', R6: 'Trasporto' }),
  versione('REG@2', '2026-07-01', null, { R4A: ['SAD anziani', 'R4'], R4B: ['SAD adulti', 'R4'], R5: 'Pasti' }),
  versione('SIUSS@1.0', '2013-01-01', null, { 'A2.07': 'Pasti', R5: 'Altro' }),
);
const found = (changes: Partial<Proposta>) =>
  findDifetti(associazione({ codice: 'PASTI', destinazioni: ['R5'], ...changes }), LISTE).map(
    ({ regola, campo, messaggio }) => [regola, campo, messaggio],
  );

describe('a proposal', () => {
  it('of a code, a target and days that exist has nothing wrong', () => {
    expect(found({})).toEqual([]);
    expect(found({ a: 'SIUSS', destinazioni: ['A2.07'], relazione: 'piu_ampia', al: '2026-12-31' })).toEqual([]);
    expect(found({ relazione: 'scelta', destinazioni: ['R4', 'R6'], al: '2026-06-30' })).toEqual([]);
  });

  it.each([
    ['choice of one', { relazione: 'scelta' as const }, 'sceltaDiUno', 'relazione'],
    ['two targets without a choice', { destinazioni: ['R5', 'R6'] }, 'troppeDestinazioni', 'relazione'],
    ['no target', { destinazioni: [] }, 'troppeDestinazioni', 'relazione'],
    [
      'a target twice',
      { relazione: 'scelta' as const, destinazioni: ['R5', 'R5'] },
      'destinazioneRipetuta',
      'destinazioni',
    ],
    ['days turned around', { al: '2025-12-31' }, 'giorniRovesciati', 'al'],
    ['unknown target', { destinazioni: ['R99'] }, 'destinazioneSconosciuta', 'destinazioni'],
    ['unknown code', { codice: 'BOH' }, 'codiceAssente', 'codice'],
    ['a code that was not there yet', { dal: '2025-06-01' }, 'codiceAssente', 'codice'],
    ['a day before any list', { codice: 'SAD', dal: '2024-01-01' }, 'codiceAssente', 'codice'],
  ])('%s is refused', (_, changes, regola, campo) => {
    expect(found(changes)).toEqual([[regola, campo, expect.stringMatching(/\.$/)]]);
  });

  it('to a code withdrawn before it begins is refused, and the codes that took its place are named', () => {
    expect(found({ destinazioni: ['R4'], dal: '2026-07-01' })).toEqual([
      [
        'destinazioneRitirata',
        'destinazioni',
        '"R4" è in REG@1 ma non in REG@2, in vigore il 2026-07-01; al suo posto: R4A, R4B.',
      ],
    ]);
    expect(found({ destinazioni: ['R4A'] })).toMatchObject([
      ['destinazioneRitirata', 'destinazioni', expect.any(String)],
    ]);
    expect(found({ destinazioni: ['R6'], dal: '2026-07-01' })[0]![2]).not.toContain('al suo posto');
  });

  it('to a code that leaves while it holds is warned, not refused; not when it ends in time', () => {
    const [difetto] = findDifetti(associazione({ codice: 'PASTI', destinazioni: ['R4'] }), LISTE);
    expect(difetto).toMatchObject({ regola: 'destinazioneDaSostituire', valore: 'R4' });
    expect(isErrore(difetto!)).toBe(false);
    expect(difetto!.messaggio).toContain('R4A, R4B');
    expect(found({ destinazioni: ['R4'], al: '2026-06-30' })).toEqual([]);
  });

  it('to a system with no list on the day is refused', () => {
    expect(found({ codice: 'SAD', a: 'SIUSS', destinazioni: ['A2.07'], dal: '2012-01-01' })).toMatchObject([
      ['codiceAssente', 'codice', expect.any(String)],
      ['nessunaVersione', 'dal', expect.any(String)],
    ]);
  });
});

describe('pairs of systems', () => {
  const SISTEMI = ['LOC:E388', 'LOC:A944', 'REG', 'SIUSS', 'ISTAT', 'FNPS', 'LEPS', 'ALTRO', 'LOC', 'constructor'];

  it('are those of the design, and no way along them comes back', () => {
    const coppie = SISTEMI.flatMap((da) => SISTEMI.filter((a) => isCoppia(da, a)).map((a) => `${da}>${a}`));
    expect(coppie.filter((coppia) => !coppia.startsWith('LOC'))).toEqual([
      'REG>SIUSS',
      'REG>LEPS',
      'SIUSS>ISTAT',
      'SIUSS>FNPS',
    ]);
    expect(coppie.filter((coppia) => coppia.startsWith('LOC:E388'))).toEqual(['LOC:E388>REG', 'LOC:E388>SIUSS']);
    const reaches = (from: string, to: string): boolean =>
      SISTEMI.some((next) => isCoppia(from, next) && (next === to || reaches(next, to)));
    expect(SISTEMI.filter((sistema) => reaches(sistema, sistema))).toEqual([]);
  });

  it('others are refused and nothing else is looked at', () => {
    expect(found({ a: 'ISTAT', destinazioni: [] })).toMatchObject([['coppia', 'a', expect.any(String)]]);
    expect(found({ da: 'REG', a: 'LOC:E388' })).toMatchObject([['coppia', 'a', expect.any(String)]]);
  });
});

describe('approval without anybody', () => {
  const ovvia = (changes: Partial<Proposta>) =>
    isOvvia(associazione({ codice: 'PASTI', destinazioni: ['R5'], ...changes }), LISTE);

  it('is for what is said exact and reads the same', () => {
    expect(ovvia({})).toBe(true);
    expect(ovvia({ a: 'SIUSS', destinazioni: ['A2.07'] })).toBe(true);
  });

  it.each<[string, Partial<Proposta>]>([
    ['another label', { destinazioni: ['R6'] }],
    ['a label of other words', { codice: 'SAD', destinazioni: ['R4'] }],
    ['a broader target', { relazione: 'piu_ampia' }],
    ['a narrower target', { relazione: 'piu_ristretta' }],
    ['a choice', { relazione: 'scelta', destinazioni: ['R5', 'R6'] }],
    ['a target not in force', { dal: '2023-01-01' }],
    ['no target', { destinazioni: [] }],
    ['a code of no list', { codice: 'R5' }],
  ])('is not for %s', (_, changes) => {
    expect(ovvia(changes)).toBe(false);
  });
});
