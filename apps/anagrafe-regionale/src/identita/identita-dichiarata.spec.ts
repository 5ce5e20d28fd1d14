import { describe, expect, it } from '@jest/globals';
import { tizio } from '../prova/righe-di-prova.js';
import { parseIdentita } from './identita-dichiarata.js';

const BUONA = { codice_fiscale: tizio().codice, cognome: 'Rossi', data_nascita: '1966-03-14' };

describe('an identity', () => {
  it('is read in whatever letters and blanks it is typed', () => {
    const read = parseIdentita({ ...BUONA, codice_fiscale: ` ${BUONA.codice_fiscale.toLowerCase()} ` });
    expect(read).toMatchObject({
      identificativo: { codice: BUONA.codice_fiscale },
      cognome: 'Rossi',
      dataNascita: '1966-03-14',
    });
  });

  it.each([
    ['no code', { codice_fiscale: undefined }],
    ['a wrong code', { codice_fiscale: `${BUONA.codice_fiscale.slice(0, 15)}?` }],
    ['a code that is a list', { codice_fiscale: [BUONA.codice_fiscale] }],
    ['a code as long as a book', { codice_fiscale: ' '.repeat(100_000) }],
    ['no surname', { cognome: ' ' }],
    ['a surname as long as a book', { cognome: 'A'.repeat(101) }],
    ['a surname that is an object', { cognome: { $ne: '' } }],
    ['a day that does not exist', { data_nascita: '1966-02-30' }],
    ['a year alone', { data_nascita: '1966' }],
    ['a day that is a number', { data_nascita: 19660314 }],
  ])('with %s names nobody', (_quale, part) => {
    expect(parseIdentita({ ...BUONA, ...part })).toBeUndefined();
  });
});
