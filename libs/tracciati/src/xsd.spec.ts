import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentoMutato } from './prova/mutazioni.js';
import { documentiSugliOrli } from './prova/orli.js';
import { verdettiXmllint, xmllintMancante } from './prova/xmllint.js';
import { PS_PSA_SINA_201812 } from './ps-psa-sina.js';
import type { Tracciato } from './tracciato.js';
import { xsdOf } from './xsd.js';

const XSD = xsdOf(PS_PSA_SINA_201812);

describe('The XSD of a tracciato', () => {
  it('says what it is of, and its labels in Italian', () => {
    expect(XSD).toContain('targetNamespace="http://inps.it/Casellario"');
    expect(XSD).toContain('PS_PSA_SINA@201812');
    expect(XSD).toContain('<xs:documentation xml:lang="it">Prestazione soggetta a ISEE</xs:documentation>');
    expect(XSD).toContain('se c’è presa in carico');
    expect(XSD).not.toMatch(/undefined|Infinity|\[object/);
  });

  it('declares each type once', () => {
    const names = Array.from(XSD.matchAll(/^ {2}<xs:(?:simple|complex)Type name="([^"]+)"/gm), (match) => match[1]!);
    expect(names.length).toBeGreaterThan(20);
    expect(new Set(names).size).toBe(names.length);
    const named = Array.from(XSD.matchAll(/ type="([^"]+)"/g), (match) => match[1]!);
    expect(named.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('follows the declaration and nothing else', () => {
    const other: Tracciato = {
      ...PS_PSA_SINA_201812,
      spazioNomi: 'urn:a&b',
      radice: {
        nome: 'Radice',
        descrizione: 'una <radice>',
        figli: [
          {
            min: 0,
            max: 3,
            elemento: { nome: 'Voce', descrizione: 'voce', testo: { base: 'intero', minimo: -1, massimo: 5 } },
          },
        ],
      },
    };
    const lines = xsdOf(other)
      .split('\n')
      .map((line) => line.trim());
    expect(lines.filter((line) => !/annotation|documentation/.test(line))).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:a&amp;b" targetNamespace="urn:a&amp;b" elementFormDefault="qualified">',
      '<xs:element name="Radice">',
      '<xs:complexType>',
      '<xs:sequence>',
      '<xs:element name="Voce" minOccurs="0" maxOccurs="3">',
      '<xs:simpleType>',
      '<xs:restriction base="xs:int">',
      '<xs:minInclusive value="-1"/>',
      '<xs:maxInclusive value="5"/>',
      '</xs:restriction>',
      '</xs:simpleType>',
      '</xs:element>',
      '</xs:sequence>',
      '</xs:complexType>',
      '</xs:element>',
      '</xs:schema>',
      '',
    ]);
  });
});

const missing = xmllintMancante();
if (missing !== undefined) process.stderr.write(`SALTATO: confronto degli XSD, ${missing}\n`);

(missing === undefined ? describe : describe.skip)('Our XSD and the official one, by xmllint', () => {
  const compare = (texts: readonly string[]): { discordi: string[]; validi: number } => {
    const discordi: string[] = [];
    let validi = 0;
    for (let at = 0; at < texts.length; at += 500) {
      const batch = texts.slice(at, at + 500);
      const bytes = batch.map((text) => Buffer.from(text));
      const ours = verdettiXmllint(bytes, XSD);
      verdettiXmllint(bytes).forEach((official, k) => {
        if (official) validi++;
        if (official !== ours[k]) discordi.push(batch[k]!);
      });
    }
    return { discordi, validi };
  };

  it('agree on thousands of documents, whole and broken', () => {
    const seed = Number(process.env.SNODO_SEED ?? Date.now() % 2 ** 31);
    const { discordi, validi } = compare(fc.sample(documentoMutato, { seed, numRuns: 2000 }));
    expect({ seed, discordi: discordi.slice(0, 3) }).toEqual({ seed, discordi: [] });
    expect(validi).toBeGreaterThan(200);
    expect(validi).toBeLessThan(1800);
  });

  it('agree on every edge of every type', () => {
    const { discordi, validi } = compare(documentiSugliOrli());
    expect(discordi).toEqual([]);
    expect(validi).toBeGreaterThan(100);
  });
});
