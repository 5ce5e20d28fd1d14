import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { schedaDi } from '../prova/schede-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { datiMigliori } from './dati-persona.js';

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
