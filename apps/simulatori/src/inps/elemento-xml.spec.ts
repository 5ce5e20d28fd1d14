import { describe, expect, it } from '@jest/globals';
import { XmlInvalido, readXml } from './elemento-xml.js';

const read = (text: string) => readXml(Buffer.from(text));

describe('the parser of INPS’s simulator', () => {
  it('gives elements with attributes by local name, texts and children in order', () => {
    const root = read('<a xmlns="urn:x" uno="1" due="&lt;2&#62;">t<b/><!-- no --><?no no?><c>x<![CDATA[<y>]]></c></a>');
    expect(root).toMatchObject({ nome: 'a', spazio: 'urn:x', testo: 't' });
    expect([...root.attributi]).toEqual([
      ['uno', '1'],
      ['due', '<2>'],
    ]);
    expect(root.figli.map(({ nome, testo, spazio }) => [nome, testo, spazio])).toEqual([
      ['b', '', 'urn:x'],
      ['c', 'x<y>', 'urn:x'],
    ]);
  });

  it('makes line ends and tabs of an attribute blanks, as XML says', () => {
    expect(read('<a uno="x\n\ty"/>').attributi.get('uno')).toBe('x  y');
  });

  it('keeps apart attributes of a namespace, but for the two hints where the schema is', () => {
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    expect(read(`<a ${xsi} xsi:schemaLocation="x y" xsi:noNamespaceSchemaLocation="z"/>`).attributiEstranei).toEqual(
      [],
    );
    expect(read(`<a ${xsi} xsi:type="x" xml:lang="it"/>`).attributiEstranei).toEqual(['xsi:type', 'xml:lang']);
  });

  it('takes a byte order mark and a declaration', () => {
    expect(read('\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<a/>\n').nome).toBe('a');
  });

  it.each([
    ['nothing', ''],
    ['text alone', 'ciao'],
    ['an open element', '<a><b></a>'],
    ['an end cut off', '<a><b/>'],
    ['two roots', '<a/><a/>'],
    ['an attribute twice', '<a uno="1" uno="2"/>'],
    ['an unknown entity', '<a>&eacute;</a>'],
    ['an unknown prefix', '<x:a/>'],
    ['a control character', '<a>\u0001</a>'],
    ['a document type', '<!DOCTYPE a><a/>'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['elements without end', '<a>'.repeat(10_000)],
  ])('refuses %s', (_, text) => {
    expect(() => read(text)).toThrow(XmlInvalido);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => readXml(Buffer.from('<a b="è"/>', 'latin1'))).toThrow(XmlInvalido);
    expect(() => readXml(Buffer.from('<a/>', 'utf16le'))).toThrow(XmlInvalido);
  });
});
