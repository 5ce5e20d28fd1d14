import { describe, expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { schedaDi } from '../prova/schede-di-prova.js';
import type { Fonte } from './fonte.js';
import { vitaOf } from './vita.js';

const QUI = ENTI.recanati.istat;
const ALTROVE = ENTI.ancona.istat;
const dice = (record: string, fonte: Fonte, vita: 'in_vita' | 'deceduta', giorno = '01', comuneFonte?: string) =>
  schedaDi(tizio(), record, {
    fonte,
    comuneFonte,
    accettataIl: `2026-03-${giorno}T08:00:00.000Z`,
    dati: { vita, dataDecesso: vita === 'deceduta' ? ('2026-02-03' as LegalDay) : undefined },
  });

describe('whether a person lives', () => {
  it('is not asked of sources that do not say', () => {
    expect(vitaOf([schedaDi(tizio(), 'a')], QUI)).toEqual({ vita: 'in_vita' });
  });

  it.each([
    ['anpr', undefined, 'deceduta'],
    ['anagrafe_comunale', QUI, 'deceduta'],
    ['anagrafe_comunale', ALTROVE, 'decesso_segnalato'],
    ['sanitaria', undefined, 'decesso_segnalato'],
    ['inps', undefined, 'decesso_segnalato'],
    ['sociale', undefined, 'decesso_segnalato'],
  ] as const)('a death that %s of %s says: %s', (fonte, comune, vita) => {
    expect(vitaOf([dice('a', fonte, 'deceduta', '01', comune)], QUI)).toEqual({ vita, dataDecesso: '2026-02-03' });
  });

  it('the comune of who lives nowhere any more is believed', () => {
    expect(vitaOf([dice('a', 'anagrafe_comunale', 'deceduta', '01', QUI)], null).vita).toBe('deceduta');
  });

  it('two weak sources are still no registry office', () => {
    const both = [dice('a', 'sanitaria', 'deceduta'), dice('b', 'inps', 'deceduta')];
    expect(vitaOf(both, QUI).vita).toBe('decesso_segnalato');
  });

  it.each([
    ['as strong, later', 'sanitaria', '02', 'in_vita'],
    ['stronger, later', 'anpr', '02', 'in_vita'],
    ['stronger, but earlier', 'anpr', '01', 'decesso_segnalato'],
    ['weaker, later', 'sociale', '03', 'decesso_segnalato'],
  ] as const)('a death is taken back by who is %s', (_quale, fonte, giorno, vita) => {
    const morte = dice('a', 'sanitaria', 'deceduta', giorno === '01' ? '02' : '01');
    expect(vitaOf([morte, dice('b', fonte, 'in_vita', giorno)], QUI).vita).toBe(vita);
  });
});
