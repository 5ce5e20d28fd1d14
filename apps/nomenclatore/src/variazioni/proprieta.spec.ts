import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayBefore } from '#libs/codici';
import { isInForce } from '#libs/riferimenti';
import { RegistroIncoerente } from '../registri/registro-incoerente.js';
import { type Stato, applyVariazione } from './applica-variazione.js';
import type { VariazioneDetta } from './detta.js';
import { attoDiProva, detta, mondoDiProva } from './prova/mondo-di-prova.js';

const DAYS = ['2024-01-01', '2024-02-29', '2024-03-01', '2025-01-01', '2025-12-31', '2026-01-01', '2030-06-15'];
const CODES = ['A001', 'B001', 'C001', 'D001', 'E001', 'F001', 'R001', 'M900', 'M901', 'M902'];

const capofila = ['ATS01', 'ATS02'].map((ambito) => ({ ambito, ente: 'F001' }));
const code = fc.constantFrom(...CODES);
const nuovo = fc.constantFrom('M900', 'M901', 'M902', 'M903');
const variazione: fc.Arbitrary<VariazioneDetta> = fc
  .record({
    tipo: fc.constantFrom(
      'fusione',
      'incorporazione',
      'istituzione',
      'cambio_provincia',
      'cambio_denominazione' as const,
    ),
    dal: fc.constantFrom(...DAYS),
    comuni: fc.uniqueArray(code, { minLength: 1, maxLength: 3 }),
    other: code,
    nuovo,
    provincia: fc.constantFrom('041', '042', '099'),
    subentroAtti: fc.boolean(),
    heads: fc.subarray(capofila),
  })
  .map(({ tipo, dal, comuni, other, nuovo: belfiore, provincia, subentroAtti, heads }) => {
    const istat = `${provincia}${belfiore.slice(1)}`;
    const named = { denominazione: `Nuovo ${belfiore} ${dal}` };
    switch (tipo) {
      case 'fusione':
        return detta({ tipo, dal, comuni, ...named, belfiore, istat, ambito: 'ATS01', capofila: heads, subentroAtti });
      case 'istituzione':
        return detta({ tipo, dal, comuni, ...named, belfiore, istat, ambito: 'ATS02' });
      case 'incorporazione':
        return detta({ tipo, dal, comuni, incorporante: other, capofila: heads, subentroAtti });
      case 'cambio_provincia':
        return detta({ tipo, dal, comuni: comuni.slice(0, 1), istat, capofila: heads });
      default:
        return detta({ tipo: 'cambio_denominazione', dal, comuni: comuni.slice(0, 1), ...named });
    }
  });

const mondo = mondoDiProva([
  attoDiProva('AD-ATS01', 'A001', 'REGIONE', { oggetto: 'adesione', tracciato: null, ambito: 'ATS01' }),
  attoDiProva('AD-D', 'D001', 'REGIONE', { oggetto: 'adesione', tracciato: null }),
  attoDiProva('D-B', 'B001', 'A001', { ambito: 'ATS01', subdelegabile: true }),
  attoDiProva('S-B', 'A001', 'D001', { deriva_da: 'D-B' }),
  attoDiProva('D-E', 'E001', 'D001'),
]);

/** Applies what can be; a refusal leaves things as they were. */
function applyAll(
  variazioni: readonly VariazioneDetta[],
  each?: (before: Stato, after: Stato, one: VariazioneDetta) => void,
): Stato {
  return variazioni.reduce((stato, one) => {
    try {
      const after = applyVariazione(stato, one);
      each?.(stato, after, one);
      return after;
    } catch (error) {
      if (!(error instanceof RegistroIncoerente)) throw error;
      return stato;
    }
  }, mondo);
}

const daysAround = DAYS.flatMap((day) => [dayBefore(day), day]);

/** What is in force on a day: records of comuni, codes, places, heads and acts of enti. */
function pictureOf({ luoghi, registro: { regione } }: Stato, giorno: string): string[] {
  const records = luoghi.comuni
    .filter(({ dal, al }) => dal <= giorno && giorno <= al)
    .map(
      ({ belfiore, istat, denominazione, sigla_provincia: sigla }) =>
        `comune ${belfiore} ${istat} ${denominazione} ${sigla}`,
    );
  const codici = regione.codici_enti
    .filter((riga) => isInForce(riga, giorno))
    .map(({ ente, codice }) => `${ente} ${codice}`);
  const places = [...regione.appartenenze, ...regione.capofila]
    .filter((riga) => isInForce(riga, giorno))
    .map(({ ambito, ente }) => `${ambito} ${ente}`);
  const acts = regione.deleghe
    .filter((riga) => isInForce(riga, giorno))
    .map(({ delega, delegante, delegato }) => `${delega} ${delegante} ${delegato}`);
  return [...records, ...codici, ...places, ...acts].toSorted();
}

it('nothing of the days before a change differs after it, whatever came before', () => {
  let applied = 0;
  fc.assert(
    fc.property(fc.array(variazione, { minLength: 1, maxLength: 8 }), (variazioni) => {
      applyAll(variazioni, (before, after, { dal }) => {
        applied += 1;
        for (const day of daysAround.filter((one) => one < dal))
          expect(pictureOf(after, day)).toEqual(pictureOf(before, day));
      });
    }),
    { numRuns: 300 },
  );
  // Refusals alone would prove nothing.
  expect(applied).toBeGreaterThan(100);
});

it('on every day each place of the old set is in one comune, and no code is of two', () => {
  fc.assert(
    fc.property(fc.array(variazione, { minLength: 1, maxLength: 8 }), (variazioni) => {
      const moves: { dal: string; from: string; into: string }[] = [];
      const after = applyAll(variazioni, (_, __, { tipo, dal, comuni, belfiore, incorporante }) => {
        const into = tipo === 'fusione' ? belfiore! : tipo === 'incorporazione' ? incorporante! : undefined;
        if (into !== undefined) moves.push(...comuni.map((from) => ({ dal, from, into })));
      });
      for (const day of daysAround) {
        const inForce = after.luoghi.comuni.filter(({ dal, al }) => dal <= day && day <= al);
        for (const campo of ['belfiore', 'istat'] as const) {
          const codes = inForce.map((one) => one[campo]);
          expect(new Set(codes).size).toBe(codes.length);
        }
        for (const { belfiore } of mondo.luoghi.comuni) {
          const place = moves
            .filter(({ dal }) => dal <= day)
            .reduce((at, { from, into }) => (at === from ? into : at), belfiore!);
          expect(inForce.filter((one) => one.belfiore === place)).toHaveLength(1);
        }
      }
    }),
    { numRuns: 300 },
  );
});

it('an act lasts as long as both who gave it and who received it', () => {
  fc.assert(
    fc.property(fc.array(variazione, { minLength: 1, maxLength: 8 }), (variazioni) => {
      const { regione } = applyAll(variazioni).registro;
      const enti = new Map(regione.enti.map((ente) => [ente.ente, ente]));
      for (const { delegante, delegato, dal, al } of regione.deleghe) {
        for (const ente of [enti.get(delegante)!, enti.get(delegato)!]) {
          expect(ente.dal <= dal).toBe(true);
          expect(ente.al === null || (al !== null && al <= ente.al)).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});
