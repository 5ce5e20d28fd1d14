import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { DecodificaTesto } from './decodifica-testo.js';

/** The text of bytes that come in pieces of that many, and what is wrong with those after it. */
function leggi(bytes: Uint8Array, pezzo = bytes.length + 1): { testo: string; guasto: string | undefined } {
  const decodifica = new DecodificaTesto();
  let testo = '';
  for (let at = 0; at < bytes.length; at += pezzo) {
    const letto = decodifica.write(bytes.subarray(at, at + pezzo));
    testo += letto.testo;
    if (letto.guasto !== undefined) return { testo, guasto: letto.guasto };
  }
  const last = decodifica.end();
  return { testo: testo + last.testo, guasto: last.guasto };
}

const piece = fc.integer({ min: 1, max: 9 });
const italian = fc.string({ unit: fc.constantFrom(...Array.from('abc;\nàèéìòùÀ€’')), maxLength: 40 });

describe('the text of bytes', () => {
  it('is what was written, in every encoding and any cut', () => {
    // A mark, and two characters of ASCII, tell UTF-16; the mark of UTF-8 is needed where the beginning has none.
    const names = fc.constantFrom('utf8', 'utf8 bom', 'utf-16le', 'utf-16le bom', 'utf-16be', 'utf-16be bom');
    fc.assert(
      fc.property(italian, names, piece, (rest, name, cut) => {
        const text = `nome;${rest}😀`;
        const bytes = iconv.encode(text, name.split(' ')[0]!, { addBOM: name.endsWith('bom') });
        expect(leggi(bytes, cut)).toEqual({ testo: text, guasto: undefined });
      }),
    );
  });

  it('is Windows-1252 from the first byte that is no UTF-8, when there was only ASCII before', () => {
    fc.assert(
      fc.property(italian, piece, (rest, cut) => {
        const text = `ab;Città di ${rest}`;
        expect(leggi(iconv.encode(text, 'windows-1252'), cut)).toEqual({ testo: text, guasto: undefined });
      }),
    );
    for (const cut of [1, 2, 3, 50]) expect(leggi(Buffer.from([97, 98, 99, 100, 0xe0, 0xe0]), cut).testo).toBe('abcdàà');
  }); // prettier-ignore

  it.each([
    ['a character of UTF-8 and then another byte', Buffer.from([...Buffer.from('nome è '), 0xe8, 10]), 'nome è ', '0xe8) non è UTF-8'],
    ['the same at the very end', Buffer.from([...Buffer.from('nome è '), 0xe8]), 'nome è ', 'due codifiche'],
    ['a mark of UTF-8 that lies', Buffer.from([0xef, 0xbb, 0xbf, 97, 0xe8, 97]), 'a', 'si presenta come UTF-8'],
    ['a byte too many of UTF-16', Buffer.from([0xff, 0xfe, 97, 0, 98]), 'a', 'numero dei suoi byte è dispari'],
    ['NUL', Buffer.from('nome\0cognome'), 'nome', 'byte nulli'],
    ['NUL in UTF-16', Buffer.from('\ufeffnome\0', 'utf16le'), 'nome', 'byte nulli'],
    ['surrogates in UTF-8', Buffer.from([...Buffer.from('è'), 0xed, 0xa0, 0x80]), 'è', '0xed'],
    ['overlong UTF-8', Buffer.from([...Buffer.from('è'), 0xc0, 0xaf]), 'è', '0xc0'],
  ])('ends before %s', (_, bytes, testo, guasto) => {
    for (const cut of [1, 2, 3, 50]) {
      expect(leggi(bytes, cut)).toEqual({ testo, guasto: expect.stringContaining(guasto) });
    }
  }); // prettier-ignore

  it('of nothing is empty, and so is that of a mark', () => {
    for (const bytes of [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]]) {
      expect(leggi(Buffer.from(bytes))).toEqual({ testo: '', guasto: undefined });
    }
  });

  it('is the same in any cut, whatever the bytes', () => {
    const bytes = fc.array(fc.constantFrom(0x61, 0x0a, 0x00, 0xc3, 0xa8, 0xe8, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xfe, 0xef, 0xbb, 0xbf), { maxLength: 12 });
    fc.assert(
      fc.property(bytes, piece, (given, cut) => {
        expect(leggi(Buffer.from(given), cut)).toEqual(leggi(Buffer.from(given)));
      }),
      { numRuns: 3000 },
    );
  }); // prettier-ignore
});
