import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LegalDay } from '#libs/codici';
import { schedaDi } from '../prova/schede-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { datiMigliori } from './dati-migliori.js';
import type { Fonte } from './fonte.js';

const vecchia = schedaDi(tizio({ cognome: 'ROSSI', comune: '043044' }), 'a', {
  accettataIl: '2026-01-01T08:00:00.000Z',
});
const nuova = schedaDi({ ...tizio(), cognome: 'ROSSI BIANCHI', comune: undefined }, 'b', {
  accettataIl: '2026-02-01T08:00:00.000Z',
});

describe('the best that is known of a person', () => {
  it('is what the most recent source says, with that source', () => {
    const { dati, fonti } = datiMigliori([vecchia, nuova]);
    expect(dati.cognome).toBe('ROSSI BIANCHI');
    expect(fonti[nuova.recordId]).toContain('cognome');
    expect(fonti[vecchia.recordId]).not.toContain('cognome');
  });

  it('keeps what an older source said where the newer one is silent', () => {
    const { dati, fonti } = datiMigliori([vecchia, nuova]);
    expect(dati.comuneResidenza).toBe('043044');
    expect(fonti[vecchia.recordId]).toEqual(['comuneResidenza']);
  });

  it('names no source for what nobody said', () => {
    const senza = { ...nuova, dati: { ...nuova.dati, sesso: undefined, cittadinanze: [] } };
    const { dati, fonti } = datiMigliori([senza]);
    expect(dati).toMatchObject({ cittadinanze: [] });
    expect(dati.sesso).toBeUndefined();
    expect(Object.values(fonti).flat()).not.toContain('sesso');
    expect(Object.values(fonti).flat()).not.toContain('cittadinanze');
  });

  it('does not depend on the order of the schede', () => {
    const scheda = fc
      .record({
        record: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        giorno: fc.integer({ min: 1, max: 3 }),
        cognome: fc.constantFrom('ROSSI', 'BIANCHI', ''),
        comune: fc.constantFrom('043044', '042002', undefined),
      })
      .map(({ record, giorno, cognome, comune }) =>
        schedaDi({ ...tizio(), cognome, comune }, record, { accettataIl: `2026-01-0${giorno}T08:00:00.000Z` }),
      );
    const schede = fc.uniqueArray(scheda, { minLength: 1, maxLength: 5, selector: ({ recordId }) => recordId });
    fc.assert(
      fc.property(
        schede.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([one, other]) => {
          expect(datiMigliori(other)).toEqual(datiMigliori(one));
        },
      ),
    );
  });
});

describe('the word of a source', () => {
  const QUI = '043044';
  const dice = (record: string, fonte: Fonte, dati: Parameters<typeof schedaDi>[2] = {}) =>
    schedaDi({ ...tizio(), cognome: fonte.toUpperCase() }, record, { fonte, ...dati });

  it.each([
    ['anpr', ['anpr', 'anagrafe_comunale', 'sanitaria', 'inps', 'sociale']],
    ['anagrafe_comunale', ['anagrafe_comunale', 'sanitaria', 'inps', 'sociale']],
    ['sanitaria', ['sanitaria', 'inps', 'sociale']],
    ['inps', ['inps', 'sociale']],
  ] as const)('of %s counts before the weaker ones, however recent', (fonte, tutte) => {
    const schede = tutte.map((one, at) => dice(`r${at}`, one, { accettataIl: `2026-0${at + 1}-01T08:00:00.000Z` }));
    expect(datiMigliori(schede, QUI).dati.cognome).toBe(fonte.toUpperCase());
  });

  it('of the comune of residence counts before that of another comune', () => {
    const altrove = dice('b', 'anagrafe_comunale', { comuneFonte: '042002', accettataIl: '2026-09-01T08:00:00.000Z' });
    const qui = schedaDi({ ...tizio(), cognome: 'QUI' }, 'a', { fonte: 'anagrafe_comunale', comuneFonte: QUI });
    expect(datiMigliori([altrove, qui], QUI).dati.cognome).toBe('QUI');
    expect(datiMigliori([altrove, qui], '042002').dati.cognome).toBe('ANAGRAFE_COMUNALE');
  });

  it('on where the person lives gives way to what the registries of residence are known to say', () => {
    expect(datiMigliori([vecchia], '042002').dati.comuneResidenza).toBe('042002');
    expect(datiMigliori([vecchia], null).dati.comuneResidenza).toBeUndefined();
    expect(datiMigliori([vecchia], '042002').fonti[vecchia.recordId]).not.toContain('comuneResidenza');
  });

  it('makes no birthday with the word of another', () => {
    const anno = dice('a', 'anpr', { dati: { annoNascita: 1967, dataNascita: undefined } });
    expect(datiMigliori([anno, nuova]).dati).toMatchObject({ annoNascita: 1967 });
    expect(datiMigliori([anno, nuova]).dati.dataNascita).toBeUndefined();
  });

  it('on citizenship is that of who gave a prestazione before that of health', () => {
    const sanitaria = dice('a', 'sanitaria', { dati: { cittadinanze: ['250'] } });
    expect(datiMigliori([sanitaria, nuova]).dati.cittadinanze).toEqual(['380']);
  });

  describe('on marital status', () => {
    const civile = (codice: string, dal?: LegalDay) => ({ dati: { statoCivile: { codice, dal } } });
    const comune = (record: string, comuneFonte: string, mese: number, detto: ReturnType<typeof civile> | object) =>
      dice(record, 'anagrafe_comunale', { comuneFonte, accettataIl: `2026-0${mese}-01T08:00:00.000Z`, ...detto });

    it('is that of the comune of residence before another that spoke later, and of nobody where nobody speaks', () => {
      const schede = [comune('a', QUI, 1, civile('3')), comune('b', '042002', 9, civile('2')), nuova];
      const { dati, fonti } = datiMigliori(schede, QUI);
      expect(dati.statoCivile).toEqual({ codice: '3' });
      expect(fonti[schede[0]!.recordId]).toContain('statoCivile');
      expect(datiMigliori(schede, '042002').dati.statoCivile).toEqual({ codice: '2' });
      expect(Object.values(datiMigliori([nuova]).fonti).flat()).not.toContain('statoCivile');
      expect(datiMigliori([nuova]).dati.statoCivile).toBeUndefined();
    });

    it('is that of the other comune where that of residence is silent on it', () => {
      const schede = [comune('a', QUI, 9, {}), comune('b', '042002', 1, civile('2'))];
      expect(datiMigliori(schede, QUI).dati.statoCivile).toEqual({ codice: '2' });
    });

    it('takes no day of one source for the word of another', () => {
      const schede = [comune('a', QUI, 1, civile('2', '1995-06-10' as LegalDay)), comune('b', QUI, 2, civile('3'))];
      expect(datiMigliori(schede, QUI).dati.statoCivile).toEqual({ codice: '3' });
    });
  });
});
