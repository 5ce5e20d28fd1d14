import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leggiJsonVoci } from './leggi-json-voci.js';

const PROVENIENZA = { fonte: 'DGR 1', affidabilita: 'fonte' };
const read = (body: unknown) =>
  leggiJsonVoci(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), PROVENIENZA);
const faults = (voce: unknown) =>
  read({ voci: [voce] }).rilievi.map(({ riga, campo, messaggio }) => `${riga} ${campo}: ${messaggio}`);
const GOOD = { codice: 'R1', denominazione: 'Assistenza' };

describe('items as JSON', () => {
  it('are read with all their fields, and take the source of their list where they have none', () => {
    const full = {
      ...GOOD,
      padre: 'R',
      descrizione: 'A casa',
      attributi: { isee: true, area: 'anziani', leps: ['a', 'b'] },
      sostituisce: ['R0'],
      fonte: 'DGR 2',
      affidabilita: 'dedotto',
    };
    const { voci, errori } = read({ voci: [GOOD, full] });
    expect(errori).toBe(0);
    expect(voci).toEqual([
      {
        ...GOOD,
        padre: null,
        descrizione: null,
        attributi: {},
        ...PROVENIENZA,
        posto: { file: 'questo elenco', riga: 1 },
      },
      {
        ...GOOD,
        padre: 'R',
        descrizione: 'A casa',
        attributi: { isee: true, area: 'anziani', leps: ['a', 'b'], sostituisce: ['R0'] },
        fonte: 'DGR 2',
        affidabilita: 'dedotto',
        posto: { file: 'questo elenco', riga: 2 },
      },
    ]);
  });

  it.each([
    ['no code', { denominazione: 'x' }, '1 codice: Il valore non è ammesso: manca il valore.'],
    ['no name', { codice: 'A' }, '1 denominazione: Il valore non è ammesso: manca il valore.'],
    ['a number for a code', { ...GOOD, codice: 1 }, '1 codice: Il valore non è ammesso: non è un testo.'],
    ['a code with spaces', { ...GOOD, codice: 'A B' }, '1 codice: Il valore non è ammesso: "A B" non è un codice.'],
    [
      'a control character',
      { ...GOOD, denominazione: 'a\u0000b' },
      '1 denominazione: Il valore non è ammesso: contiene caratteri di controllo.',
    ],
    [
      'half a character',
      { ...GOOD, denominazione: 'a\ud800' },
      '1 denominazione: Il valore non è ammesso: contiene mezzo carattere.',
    ],
    [
      'a field of nobody',
      { ...GOOD, colore: 'blu' },
      '1 colore: Il valore non è ammesso: il campo non è tra quelli di una voce.',
    ],
    [
      'a field of every object',
      { ...GOOD, constructor: 1 },
      '1 constructor: Il valore non è ammesso: il campo non è tra quelli di una voce.',
    ],
    [
      'attributes that are a list',
      { ...GOOD, attributi: [] },
      '1 attributi: Il valore non è ammesso: non è un oggetto.',
    ],
    [
      'an attribute with a strange name',
      { ...GOOD, attributi: { 'a b': 'c' } },
      '1 attributi: Il valore non è ammesso: una caratteristica ha un nome non ammesso.',
    ],
    [
      'an attribute that is an object',
      { ...GOOD, attributi: { a: {} } },
      '1 attributi: Il valore non è ammesso: non è un testo.',
    ],
    [
      'what it replaces among its attributes',
      { ...GOOD, attributi: { sostituisce: ['A'] } },
      '1 attributi: Il valore non è ammesso: una caratteristica ha un nome non ammesso.',
    ],
    [
      'a reliability of its own making',
      { ...GOOD, affidabilita: 'certa' },
      /^1 affidabilita: .*"certa" non è tra: fonte/,
    ],
    ['what is no item', 'A', /^1 codice|^1 voce/],
  ])('with %s are refused', (_, voce, expected) => {
    const found = faults(voce);
    expect(found.some((one) => (typeof expected === 'string' ? one === expected : expected.test(one)))).toBe(true);
    expect(read({ voci: [GOOD, voce] }).voci).toEqual([]);
  });

  it('do not take a prototype for an attribute', () => {
    const { voci, errori } = read(`{"voci":[{"codice":"A","denominazione":"x","attributi":{"__proto__":{"x":1}}}]}`);
    expect([voci, errori]).toEqual([[], 1]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('of too many attributes, or too many items, are refused', () => {
    const attributi = Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`a${at}`, true]));
    expect(faults({ ...GOOD, attributi })[0]).toContain('più di 40 caratteristiche');
    const sostituisce = Array.from({ length: 501 }, (_, at) => `A${at}`);
    expect(faults({ ...GOOD, sostituisce })[0]).toContain('più di 500 valori');
    const many = read({ voci: Array.from({ length: 5_001 }, () => GOOD) });
    expect(many).toMatchObject({ voci: [], errori: 1, rilievi: [{ regola: 'NV-06', riga: null }] });
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"voci":{}}',
    '{"voci":[],"altro":1}',
    '"voci"',
    '\ufeff{"voci":[]}x',
    '['.repeat(100_000),
  ])('that are no such JSON are one fault: %.20s', (text) => {
    expect(read(text)).toMatchObject({ voci: [], errori: 1, rilievi: [{ riga: null, campo: 'voci' }] });
  });

  it('in bytes that are no UTF-8 are one fault', () => {
    expect(leggiJsonVoci(Buffer.from([0x7b, 0xff, 0x7d]), PROVENIENZA).errori).toBe(1);
  });

  it('of any kind are answered: read whole, or refused with a finding', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(GOOD), fc.jsonValue())), (voci) => {
        const { voci: made, errori, rilievi } = read({ voci });
        expect(rilievi).toHaveLength(errori);
        expect(made).toHaveLength(errori === 0 ? voci.length : 0);
      }),
    );
  });
});
