import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NESSUNO, domanda } from '../prova/chi-e-lei-di-prova.js';
import type { LegamiPersona } from './legami-persona.js';
import { profiloOf } from './profilo.js';
import type { Richiedente } from './richiedente.js';

const some = (values: string[]) => fc.subarray(values);
const chiunque = fc.record({
  ruoli: fc.constantFrom(['titolare'], ['capofila'], ['titolare', 'capofila']),
  entiPropri: some(['a', 'b', 'c']),
  comuniPropri: some(['A1', 'A2', 'B1']),
  comuniAmbito: some(['A1', 'A2', 'B1']),
  entiAmbito: some(['a', 'b', 'c']),
  ambiti: some(['A', 'B']),
  comuniGuidati: some(['A1', 'A2', 'B1']),
  entiGuidati: some(['a', 'b', 'c']),
  ambitiGuidati: some(['A', 'B']),
}) as fc.Arbitrary<Partial<Richiedente>>;
const giorno = fc.constantFrom('2016-03-09', '2026-03-09', '2026-03-10', '2026-03-11');
const chiunqueSia: fc.Arbitrary<LegamiPersona> = fc.record({
  comune: fc.constantFrom(null, 'A1', 'A2', 'B1'),
  erogatori: some(['a', 'b', 'c']),
  assistitaDa: some(['a', 'b', 'c']),
  casi: fc.array(
    fc.record({
      id: fc.constantFrom('c1', 'c2'),
      ente: fc.constantFrom('a', 'b', 'c'),
      ambito: fc.constantFrom(null, 'A', 'B'),
      dal: giorno,
      finoAl: fc.option(giorno),
    }),
    { maxLength: 2 },
  ),
  protettaDa: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, some(['a', 'b', 'c'])),
  urgenze: fc.constant([]),
  vita: fc.constantFrom('in_vita', 'decesso_segnalato', 'deceduta'),
  dataDecesso: fc.option(giorno),
  riesami: fc.constant([]),
});
const RANGO = [undefined, 'P', 'V', 'M', 'B', 'H'];

describe('whoever asks about whomever', () => {
  const rank = (chi: Partial<Richiedente>, lei: LegamiPersona): number =>
    RANGO.indexOf(profiloOf({ ...NESSUNO, ...chi }, lei, domanda('presa_in_carico', { caso: 'c1' }))?.profilo);

  it('more competence never shows less', () => {
    fc.assert(
      fc.property(chiunque, chiunque, chiunqueSia, (one, other, lei) => {
        const both = Object.fromEntries(
          Object.entries(one).map(([key, values]) => [
            key,
            [...(values as string[]), ...(other[key as keyof Richiedente] as string[])],
          ]),
        );
        expect(rank(both, lei)).toBeGreaterThanOrEqual(Math.max(rank(one, lei), rank(other, lei)));
      }),
    );
  });

  it('protection and death never show more', () => {
    fc.assert(
      fc.property(chiunque, chiunqueSia, (chi, lei) => {
        const free = { ...lei, protettaDa: null, vita: 'in_vita' } as const;
        if (lei.protettaDa?.some((ente) => chi.entiPropri!.includes(ente)) !== true) {
          expect(rank(chi, lei)).toBeLessThanOrEqual(rank(chi, free));
          if (lei.protettaDa !== null) expect(rank(chi, lei)).toBe(0);
        }
        expect(rank(chi, { ...lei, vita: 'deceduta' })).toBeLessThanOrEqual(rank(chi, { ...lei, vita: 'in_vita' }));
      }),
    );
  });
});
