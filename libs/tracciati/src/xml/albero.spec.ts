import { describe, expect, it } from '@jest/globals';
import { LIMITI_ALBERO, readAlbero } from './albero.js';

const motivoOf = (testo: string): string => {
  const letto = readAlbero(testo);
  return letto.esito === 'illeggibile' ? letto.motivo : 'letto';
};

describe('readAlbero', () => {
  it('gives names their namespaces, as declared where they stand', () => {
    const letto = readAlbero(
      '<a xmlns="urn:a" xmlns:p="urn:p" p:x="1" y="2"><p:b xmlns="urn:b"><c/></p:b><d xmlns="">t&amp;<![CDATA[<e>]]></d><f/></a>',
    );
    if (letto.esito !== 'letto') throw new Error(letto.motivo);
    const [b, d, f] = letto.radice.figli;
    expect(letto.radice).toMatchObject({
      spazio: 'urn:a',
      nome: 'a',
      attributi: [
        { spazio: 'urn:p', nome: 'x', valore: '1' },
        { spazio: '', nome: 'y', valore: '2' },
      ],
    });
    expect(b).toMatchObject({ spazio: 'urn:p', nome: 'b', figli: [{ spazio: 'urn:b', nome: 'c' }] });
    expect(d).toMatchObject({ spazio: '', testo: 't&<e>' });
    expect(f).toMatchObject({ spazio: 'urn:a' });
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'DOCTYPE'],
    ['an undeclared prefix', '<p:a/>', 'prefisso'],
    ['one attribute under two prefixes', '<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="" q:b=""/>', 'ripetuto'],
    ['an undeclared entity', '<a>&b;</a>', 'entità'],
    ['a control character', '<a>\u0001</a>', 'carattere'],
    ['two roots', '<a/><b/>', 'dopo la fine'],
    ['no end', '<a><b>', 'troncato'],
    ['nothing', '', 'vuoto'],
    ['too deep', '<a>'.repeat(LIMITI_ALBERO.profondita + 1), 'uno dentro l’altro'],
    ['too many elements', `<a>${'<b/>'.repeat(LIMITI_ALBERO.elementi)}</a>`, 'elementi del messaggio'],
    ['too long a value', `<a b="${'c'.repeat(LIMITI_ALBERO.valore + 1)}"/>`, 'caratteri di un attributo'],
    ['too many comments', `<a>${'<!---->'.repeat(LIMITI_ALBERO.commenti + 1)}</a>`, 'commenti'],
  ])('refuses %s', (_, testo, motivo) => {
    expect(motivoOf(testo)).toContain(motivo);
  });

  it('reads a text of any length, which is what a message is for', () => {
    const letto = readAlbero(`<a>${'x'.repeat(1_000_000)}</a>`);
    expect(letto.esito === 'letto' && letto.radice.testo.length).toBe(1_000_000);
  });
});
