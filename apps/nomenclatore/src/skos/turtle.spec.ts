import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Nodo, PREFISSI } from './grafo.js';
import { jsonLdOf } from './json-ld.js';
import { turtleOf } from './turtle.js';

interface Term {
  readonly termType: string;
  readonly value: string;
  readonly language?: string;
  readonly datatype?: { readonly value: string };
}
interface Quad {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
}
// It ships no types. A parser of other people's making: what we write must be what they read.
const { Parser } = createRequire(import.meta.url)('n3') as { Parser: new () => { parse(text: string): Quad[] } };

const CHARACTERS = Array.from('aàZ0 "\\\'<>@^.;,#\n\r\t\u0000\u007F{}[]()_:/%`|💶');
const hostile = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 40 });
const nodo: fc.Arbitrary<Nodo> = fc.record({
  iri: hostile.map((text) => `https://snodo.example/${encodeURIComponent(text)}`),
  tipi: fc.constant(['skos:Concept'] as const),
  proprieta: fc.record({
    'skos:prefLabel': hostile.map((testo) => [{ testo, lingua: 'it' as const }]),
    'skos:notation': hostile.map((testo) => [{ testo }, { testo: `${testo}.`, tipo: 'xsd:date' as const }]),
    'dct:source': hostile.map((text) => [{ iri: `https://snodo.example/${text}` }]),
    'dct:publisher': hostile.map((testo) => [
      { tipi: ['foaf:Agent'] as const, proprieta: { 'foaf:name': [{ testo }] } },
    ]),
    'skos:broader': fc.constant([]),
  }),
});

describe('what is written as Turtle', () => {
  it('is read by another parser as the same statements, whatever the texts hold', () => {
    fc.assert(
      fc.property(fc.array(nodo, { maxLength: 4 }), (nodi) => {
        const quads = new Parser().parse(turtleOf(nodi));
        // Of each: its type, a label, two notations, a source, a publisher with its type and name.
        expect(quads).toHaveLength(nodi.length * 8);
        const objects = (name: string) =>
          quads.filter(({ predicate }) => predicate.value === name).map(({ object }) => object);
        expect(objects(`${PREFISSI.skos}prefLabel`).map(({ value, language }) => [value, language])).toEqual(
          nodi.map(({ proprieta }) => [(proprieta['skos:prefLabel'] as { testo: string }[])[0]!.testo, 'it']),
        );
        const sources = objects(`${PREFISSI.dct}source`);
        expect(
          sources.every(
            ({ termType, value }) => termType === 'NamedNode' && /^https:\/\/snodo\.example\/[^<>"\s]*$/.test(value),
          ),
        ).toBe(true);
      }),
    );
  });

  it('says the same as JSON-LD does', () => {
    fc.assert(
      fc.property(nodo, (one) => {
        const [told] = JSON.parse(jsonLdOf([one]))['@graph'] as Record<string, never>[];
        expect(told).toMatchObject({
          '@type': ['skos:Concept'],
          'skos:prefLabel': [
            { '@value': (one.proprieta['skos:prefLabel'] as { testo: string }[])[0]!.testo, '@language': 'it' },
          ],
        });
        expect(told).not.toHaveProperty('skos:broader');
        const subjects = new Set(new Parser().parse(turtleOf([one])).map(({ subject }) => subject.value));
        expect(subjects).toContain(told!['@id']);
      }),
    );
  });
});
