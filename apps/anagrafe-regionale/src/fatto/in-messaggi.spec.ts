import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FattoCollegato } from '#libs/contracts';
import { inMessaggi } from './in-messaggi.js';

/** As long as a fact can be. */
const fattoDi = (quanti: number): FattoCollegato => ({
  fattoId: 'f'.repeat(32),
  revisione: 2 ** 31 - 1,
  annullato: false,
  genere: 'prestazione',
  pseudonimo: 'a'.repeat(32),
  fasciaEta: '18-29',
  sesso: 'F',
  cittadinanza: 'non_disponibile',
  comuneResidenza: '043044',
  enteErogatore: 'e0000000-0000-5000-8000-000000000001',
  codice: 'A1.05.01.01'.slice(0, 10),
  nomenclatura: 'nomenclatura regionale 2018, versione 12',
  area: '3',
  presaInCarico: false,
  anni: Array.from({ length: quanti }, (_, at) => ({ anno: 2000 + at, spesa: 999_999_999_999 })),
});

it('facts travel in their order, none lost, in messages within the limits', () => {
  const anni = fc.oneof(
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 51 }) },
  );
  const many = fc.oneof(
    fc.array(anni, { minLength: 1, maxLength: 500 }),
    fc.constant(Array.from({ length: 500 }, () => 51)),
  );
  fc.assert(
    fc.property(many, (lengths) => {
      const fatti = lengths.map(fattoDi);
      const messages = inMessaggi(fatti);
      expect(messages.flat()).toEqual(fatti);
      for (const message of messages) {
        expect(message.length).toBeGreaterThan(0);
        expect(message.length).toBeLessThanOrEqual(500);
        expect(JSON.stringify(message).length).toBeLessThan(250 * 1024);
      }
    }),
    { numRuns: 50 },
  );
});

it('the usual message of righe becomes two', () => {
  expect(inMessaggi(Array.from({ length: 500 }, () => fattoDi(1))).map(({ length }) => length)).toEqual([250, 250]);
});
