import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { prepareObiettivo } from './obiettivo.js';
import { suggest } from './suggest.js';
import type { AssociazioneVicina, Suggerimento, VoceLocale, VoceObiettivo } from './tipi.js';
import { prepareVicini } from './vicini.js';

const ENTE = { codice: 'E0', ambito: 'ATS1' };
const WORDS = [
  'assistenza',
  'domiciliare',
  'Anziani',
  'contributo',
  'S.A.D.',
  'asilo',
  'nido',
  'disabilità',
  'mensa',
  'per',
  'trasporto',
  'qzx',
  '(mensa)',
  '/',
  'casa (di) riposo',
  'semi (x) residenziale',
  'REI',
];
const etichetta = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const codice = fc.stringMatching(/^[A-D][1-9]{1,3}$/);
const obiettivo: fc.Arbitrary<VoceObiettivo[]> = fc.uniqueArray(
  fc.record({
    codice,
    denominazione: etichetta,
    descrizione: fc.option(etichetta),
    padre: fc.option(codice),
    area: fc.option(etichetta),
    sostituisce: fc.array(codice, { maxLength: 2 }),
  }),
  { selector: (voce) => voce.codice, minLength: 1, maxLength: 8 },
);
const voce: fc.Arbitrary<VoceLocale> = fc.record({
  codice,
  denominazione: etichetta,
  descrizione: fc.option(etichetta),
  denominazionePadre: fc.option(etichetta),
  destinazioniPrecedenti: fc.array(codice, { maxLength: 2 }),
});
const vicine: fc.Arbitrary<AssociazioneVicina[]> = fc.array(
  fc.record({
    ente: fc.constantFrom('E0', 'E1', 'E2', 'E3'),
    ambito: fc.constantFrom('ATS1', 'ATS2', null),
    codice,
    denominazione: etichetta,
    destinazione: codice,
  }),
  { maxLength: 10 },
);

const ALL = { massimo: 100 };
const ask = (
  of: VoceLocale,
  list: readonly VoceObiettivo[],
  others: readonly AssociazioneVicina[] = [],
): Suggerimento[] =>
  suggest({ voce: of, ente: ENTE, obiettivo: prepareObiettivo(list), vicini: prepareVicini(others), ...ALL });
const scoreOf = (found: readonly Suggerimento[], target: string): number =>
  found.find((each) => each.codice === target)?.punteggio ?? 0;

describe('whatever is asked, suggestions', () => {
  it('come best first, between 0 and 1, each target once, each with a reason in words', () => {
    fc.assert(
      fc.property(voce, obiettivo, vicine, (of, list, others) => {
        const found = ask(of, list, others);
        expect(found.map(({ punteggio }) => punteggio)).toEqual(
          found.map(({ punteggio }) => punteggio).sort((a, b) => b - a),
        );
        expect(new Set(found.map(({ codice: each }) => each)).size).toBe(found.length);
        for (const { punteggio, ragioni } of found) {
          expect(punteggio).toBeGreaterThan(0);
          expect(punteggio).toBeLessThanOrEqual(1);
          expect(ragioni.length).toBeGreaterThan(0);
          for (const { testo } of ragioni) expect(testo).toMatch(/\p{L}{4}/u);
        }
      }),
    );
  });

  it('are the same in whatever order the lists come, and when asked again', () => {
    fc.assert(
      fc.property(voce, obiettivo, vicine, (of, list, others) => {
        const found = ask(of, list, others);
        expect(ask(of, [...list].reverse(), [...others].reverse())).toEqual(found);
        expect(ask(of, list, others)).toEqual(found);
      }),
    );
  });

  it('do not care about case, accents and punctuation of a label', () => {
    fc.assert(
      fc.property(voce, obiettivo, (of, list) => {
        const otherwise = of.denominazione.toUpperCase().replaceAll('À', 'A').replaceAll(' ', ' - ');
        const points = (found: readonly Suggerimento[]) =>
          found.map(({ codice: each, punteggio }) => [each, punteggio]);
        expect(points(ask({ ...of, denominazione: `«${otherwise}»` }, list))).toEqual(points(ask(of, list)));
      }),
    );
  });

  it('never lose by one more witness: an ente that agrees, a former target, the same code, a description', () => {
    fc.assert(
      fc.property(voce, obiettivo, vicine, fc.nat(7), (of, list, others, which) => {
        const target = list[which % list.length]!;
        const before = scoreOf(ask(of, list, others), target.codice);
        const agrees = {
          ente: 'E9',
          ambito: 'ATS1',
          codice: 'Z9',
          denominazione: of.denominazione,
          destinazione: target.codice,
        };
        expect(scoreOf(ask(of, list, [...others, agrees]), target.codice)).toBeGreaterThanOrEqual(before);
        const described = { ...of, descrizione: of.descrizione ?? 'mensa' };
        expect(scoreOf(ask(described, list, others), target.codice)).toBeGreaterThanOrEqual(before);
        const former = { ...of, destinazioniPrecedenti: [...of.destinazioniPrecedenti!, 'Q1'] };
        const replaced = list.map((each) =>
          each === target ? { ...each, sostituisce: [...each.sostituisce!, 'Q1'] } : each,
        );
        const unreplaced = of.destinazioniPrecedenti!.length === 0 ? 0 : before;
        expect(scoreOf(ask(former, replaced, others), target.codice)).toBeGreaterThanOrEqual(unreplaced);
      }),
    );
  });

  it('survive any text', () => {
    const list = prepareObiettivo([{ codice: 'A', denominazione: 'Assistenza domiciliare' }]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'binary' }), (text, code) => {
        const hostile = { codice: code, denominazione: text, descrizione: text, denominazionePadre: text };
        expect(Array.isArray(suggest({ voce: hostile, ente: ENTE, obiettivo: list }))).toBe(true);
        const others = prepareVicini([
          { ente: text, ambito: text, codice: code, denominazione: text, destinazione: 'A' },
        ]);
        const target = prepareObiettivo([{ codice: code, denominazione: text, padre: code, area: text }]);
        expect(Array.isArray(suggest({ voce: hostile, ente: ENTE, obiettivo: target, vicini: others }))).toBe(true);
      }),
    );
  });

  it.each([
    '',
    ' ',
    '\u0000',
    'a'.repeat(1_000_000),
    'ab '.repeat(400_000),
    '.'.repeat(100_000),
    'a.'.repeat(50_000),
    '\uD800',
  ])('survive a text made to hurt (%#)', (text) => {
    const list = prepareObiettivo([{ codice: 'A', denominazione: text, descrizione: text, area: text }]);
    const of = { codice: text, denominazione: text, descrizione: text, denominazionePadre: text };
    expect(Array.isArray(suggest({ voce: of, ente: ENTE, obiettivo: list }))).toBe(true);
  });

  it('of an empty list are none', () => {
    expect(ask({ codice: 'A1', denominazione: 'Mensa' }, [])).toEqual([]);
  });
});
