import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { preferredForm } from './preferred-form.js';

const FORMS = { json: 'application/json', csv: 'text/csv' };

describe('the form that a caller prefers', () => {
  it.each([
    ['', 'json'],
    ['*/*', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['text/*', 'csv'],
    ['application/json, text/csv', 'json'],
    ['application/json;q=0.8, text/csv;q=0.9', 'csv'],
    ['text/csv;q=0, */*', 'json'],
    ['text/csv;q=0.1, */*;q=0.2', 'json'],
    ['application/json;q=0, */*', 'csv'],
    ['text/csv;q=uno', 'json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    ['image/png', 'json'],
  ])('of "%s" is %s', (accept, form) => {
    expect(preferredForm(accept, FORMS)).toBe(form);
  });

  it('is always one of the forms, whatever the header says', () => {
    const piece = fc.constantFrom(
      'text/csv',
      'application/json',
      '*/*',
      'text/*',
      ';',
      ',',
      'q=',
      '0.5',
      '-1',
      '9e9',
      ' ',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(Object.keys(FORMS)).toContain(preferredForm(pieces.join(''), FORMS));
      }),
    );
  });
});
