import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legalDay } from '#libs/codici';
import { schedaDi } from '../prova/schede-di-prova.js';
import { recordIdOf, tizio } from '../prova/righe-di-prova.js';
import type { Scheda } from './dati-persona.js';
import { SchedeDiPersona, diverse } from './detti-diversi.js';
import { vitaOf } from './vita.js';

const RECORD = ['a', 'b', 'c', 'd', 'e', 'f'];
/** Few values of each, so that many schede say the same. */
const scheda = fc
  .record({
    record: fc.constantFrom(...RECORD),
    fonte: fc.constantFrom('anpr', 'sanitaria', 'sociale'),
    giorno: fc.integer({ min: 1, max: 4 }),
    vita: fc.constantFrom('in_vita', 'deceduta', undefined),
    dataDecesso: fc.constantFrom(legalDay('2026-02-01'), undefined),
  })
  .map(({ record, fonte, giorno, vita, dataDecesso }): Scheda => {
    const dati = { vita, ...(vita === 'deceduta' && { dataDecesso }) };
    return schedaDi(tizio(), record, { fonte, accettataIl: `2026-03-0${giorno}T08:00:00.000Z`, dati });
  });
const unaPerRecord = fc.uniqueArray(scheda, { selector: ({ recordId }) => recordId, maxLength: RECORD.length });
const sorted = (schede: Iterable<Scheda>): string[] => Array.from(schede, ({ recordId }) => recordId).toSorted();

describe('of schede that say the same', () => {
  it('the most recent is enough to tell whether the person lives', () => {
    fc.assert(fc.property(unaPerRecord, (all) => expect(vitaOf(diverse(all), null)).toEqual(vitaOf(all, null))));
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
