import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { maskDeep, maskText } from './mask.js';

/** The shape of a codice fiscale; built so that no run can be a real person's by accident of a fixed list. */
const letters = (from: string, length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...from.split('')), { minLength: length, maxLength: length }).map((all) => all.join(''));
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789LMNPQRSTUV';
const codiceFiscale = fc
  .tuple(
    letters(ALPHABET, 6),
    letters(DIGITS, 2),
    letters('ABCDEHLMPRST', 1),
    letters(DIGITS, 2),
    letters(ALPHABET, 1),
    letters(DIGITS, 3),
    letters(ALPHABET, 1),
  )
  .map((parts) => parts.join(''));

describe('masking text', () => {
  it('hides a codice fiscale anywhere, in any case, omocodia included', () => {
    const around = fc.constantFrom('', ' ', '"', ':', '/', ',', '(', 'è', '\n', '-', '=', '_');
    fc.assert(
      fc.property(codiceFiscale, around, around, fc.boolean(), (codice, before, after, lower) => {
        const written = lower ? codice.toLowerCase() : codice;
        expect(maskText(`riga 12${before}${written}${after}fine`)).not.toContain(written);
      }),
    );
  });

  it('hides STP, ENI and provisional codes, bearer tokens and passwords of URLs', () => {
    expect(maskText('codici STP0410100000001 e ENI0410100000002, 80012345678.')).toBe('codici *** e ***, ***.');
    expect(maskText('authorization: Bearer eyJhbGciOi.J9-_x')).toBe('authorization: Bearer ***');
    expect(maskText('cannot reach postgres://utente:parola@db:5432/snodo')).toBe(
      'cannot reach postgres://utente:***@db:5432/snodo',
    );
  });

  it('leaves ids, digests, counts, instants and codes of enti alone', () => {
    const plain =
      'invio 0195d3a4-7c00-7000-8000-123456789012 di A271, 206074 righe, 2026-03-10T09:00:00.000Z, 1764000000000';
    expect(maskText(plain)).toBe(plain);
  });
});

describe('masking an object', () => {
  it('drops what stands under a personal key or a credential, however the key is written', () => {
    const given = {
      codiceFiscale: 1,
      codice_fiscale: 2,
      'data-nascita': 3,
      COGNOME: 'x',
      nested: [{ indirizzo: { via: 'y' }, client_secret: 'z', righe: 2 }],
    };
    expect(maskDeep(given)).toEqual({
      codiceFiscale: '***',
      codice_fiscale: '***',
      'data-nascita': '***',
      COGNOME: '***',
      nested: [{ indirizzo: '***', client_secret: '***', righe: 2 }],
    });
  });

  it('keeps names of messages and counts', () => {
    expect(maskDeep({ name: 'invio.ricevuto', righe: 3, at: new Date(0) })).toEqual({
      name: 'invio.ricevuto',
      righe: 3,
      at: '1970-01-01T00:00:00.000Z',
    });
  });

  it('of a database error keeps type, message, code and stack, not the row or the parameters', () => {
    const error = Object.assign(new Error('duplicate key of RSSMRA80A01H501U'), {
      code: '23505',
      detail: 'Key (cognome)=(Rossi) already exists.',
      parameters: ['Rossi'],
      cause: new Error('below RSSMRA80A01H501U'),
    });
    const masked = maskDeep({ error });
    expect(masked).toMatchObject({ error: { type: 'Error', message: 'duplicate key of ***', code: '23505' } });
    expect(JSON.stringify(masked)).not.toMatch(/Rossi|RSSMRA/);
  });

  it('never writes bytes, and ends on a circle', () => {
    const circle: Record<string, unknown> = { corpo: Buffer.from('segreto') };
    circle.self = circle;
    const written = JSON.stringify(maskDeep(circle));
    expect(written).toContain('7 bytes');
    expect(written).not.toContain('segreto');
    expect(written.length).toBeLessThan(1_000);
  });
});
