import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legalDay } from '#libs/codici';
import { schedaDi } from '../prova/schede-di-prova.js';
import { recordIdOf, tizio } from '../prova/righe-di-prova.js';
import { byRecency } from './autorita.js';
import type { Scheda } from './dati-persona.js';
import { SchedeDiPersona, dettoIn, diverse } from './detti-diversi.js';
import { datiMigliori } from './dati-migliori.js';
import { vitaOf } from './vita.js';

const RECORD = ['a', 'b', 'c', 'd', 'e', 'f'];
const stati = fc.constantFrom(
  { codice: '2' },
  { codice: '3' },
  { codice: '3', dal: legalDay('2019-11-02') },
  undefined,
);
/** Few values of each, so that many schede say the same. */
const scheda = fc
  .record({
    record: fc.constantFrom(...RECORD),
    fonte: fc.constantFrom('anpr', 'sanitaria', 'sociale'),
    giorno: fc.integer({ min: 1, max: 4 }),
    vita: fc.constantFrom('in_vita', 'deceduta', undefined),
    dataDecesso: fc.constantFrom(legalDay('2026-02-01'), undefined),
    statoCivile: stati,
  })
  .map(({ record, fonte, giorno, vita, dataDecesso, statoCivile }): Scheda => {
    const dati = { vita, statoCivile, ...(vita === 'deceduta' && { dataDecesso }) };
    return schedaDi(tizio(), record, { fonte, accettataIl: `2026-03-0${giorno}T08:00:00.000Z`, dati });
  });
const unaPerRecord = fc.uniqueArray(scheda, { selector: ({ recordId }) => recordId, maxLength: RECORD.length });
const sorted = (schede: Iterable<Scheda>): string[] => Array.from(schede, ({ recordId }) => recordId).toSorted();

const FONTI_DETTE = ['anpr', 'sanitaria', 'sociale'] as const;
/** What the strongest source that speaks of it said last, worked out without leaving any out. */
const migliore = (all: readonly Scheda[]) =>
  FONTI_DETTE.flatMap((fonte) => all.filter((one) => one.fonte === fonte).toSorted(byRecency)).find(
    ({ dati }) => dati.statoCivile !== undefined,
  )?.dati.statoCivile;

describe('of schede that say the same', () => {
  it('the most recent is enough to tell whether the person lives', () => {
    fc.assert(fc.property(unaPerRecord, (all) => expect(vitaOf(diverse(all), null)).toEqual(vitaOf(all, null))));
  });

  it('the most recent is enough to tell the rest of the person', () => {
    fc.assert(
      fc.property(unaPerRecord, (all) => {
        if (all.length > 0) expect(datiMigliori(all).dati.statoCivile).toEqual(migliore(all));
      }),
    );
  });

  it('the most recent stands for all, whichever come and go', () => {
    const mossa = fc.oneof(
      scheda,
      fc.constantFrom(...RECORD).map((record) => recordIdOf(record)),
    );
    fc.assert(
      fc.property(unaPerRecord, fc.array(mossa, { maxLength: 20 }), (all, mosse) => {
        const note = new SchedeDiPersona(all);
        for (const mossa of mosse) {
          if (typeof mossa === 'string') note.take(mossa);
          else note.put(mossa);
          expect(sorted(note.diverse)).toEqual(sorted(diverse(note.all)));
          expect(note.isEmpty).toBe(note.all.length === 0);
        }
      }),
    );
  });
});

describe('what a scheda says', () => {
  const di = (dati: Partial<Scheda['dati']>) => dettoIn(schedaDi(tizio(), 'a', { dati }));

  it('is another where the marital status is, or its day', () => {
    const detti = [{ codice: '2' }, { codice: '3' }, { codice: '3', dal: legalDay('2019-11-02') }, undefined];
    expect(new Set(detti.map((statoCivile) => di({ statoCivile }))).size).toBe(detti.length);
  });

  it('is what it was before the marital status was kept, where none is said: its digest is among the rows', () => {
    const { codice } = tizio();
    const detto = ['sociale', null, [['codice_fiscale', codice, 'dichiarato', null, null]], 'ROSSI', 'MIRKO'];
    const altro = [1966, '1966-03-14', 'H501', 'M', ['380'], '043044', null, null];
    expect(di({})).toBe(JSON.stringify([...detto, ...altro]));
  });
});
