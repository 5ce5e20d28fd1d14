import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeBase64 } from './base64.js';

async function decoded(text: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of decodeBase64(text)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('decodeBase64', () => {
  it('gives the bytes back, however the text is broken into lines', async () => {
    const breaks = fc.array(fc.nat(300), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), breaks, async (bytes, places) => {
        let text = Buffer.from(bytes).toString('base64');
        for (const place of places) text = `${text.slice(0, place)}\r\n ${text.slice(place)}`;
        expect(await decoded(text)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('refuses every text with one character that is not base64, wherever it stands', async () => {
    const wrong = fc.constantFrom('%', '-', '_', 'è', '\u0000', '.');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), wrong, async (bytes, at, bad) => {
        const text = Buffer.from(bytes).toString('base64');
        const place = at % text.length;
        const changed = `${text.slice(0, place)}${bad}${text.slice(place + 1)}`;
        await expect(decoded(changed)).rejects.toMatchObject({ code: 'soap_campi_non_validi' });
      }),
    );
  });

  it('reads past the length of one piece, with blanks across its border', async () => {
    const bytes = Buffer.alloc(200_000, 'abcdefg');
    const text = bytes.toString('base64');
    expect(await decoded(`${text.slice(0, 65_535)}\n${text.slice(65_535)}`)).toEqual(bytes);
  });

  it.each([
    'PGEvP',
    'PGE',
    '=',
    'PA==PGEv',
    'P===',
    'PA=a',
    `${'A'.repeat(65_532)}PA==PGEv`,
    `${'A'.repeat(65_528)}PA==    PGEv`,
  ])('refuses what is cut off or goes on after its end: %.20s…', async (text) => {
    await expect(decoded(text)).rejects.toMatchObject({ code: 'soap_campi_non_validi' });
  });
});
