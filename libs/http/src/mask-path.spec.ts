import { describe, expect, it } from '@jest/globals';
import { maskPath } from './mask-path.js';

const CF = 'RSSMRA80A01H501U';
const escaped = (text: string): string => Buffer.from(text).toString('hex').replaceAll(/../g, '%$&');

describe('the path of an address', () => {
  it.each([
    ['plain', CF],
    ['escaped in one place', CF.replace('M', '%4d')],
    ['escaped throughout', escaped(CF)],
    ['escaped twice', escaped(escaped(CF))],
    ['escaped four times over its percents', escaped(CF).replaceAll('%', '%25252525')],
    ['beside an escape that is none', `%zz${escaped(CF)}%c3`],
    ['beside a space', `%20${CF}%0a`],
  ])('does not show a codice fiscale %s', (_, written) => {
    const masked = maskPath(`/rest/persone/${written}/storia?x=${CF}`);
    expect(masked).toMatch(/^\/rest\/persone\/[%\w]*\*\*\*[%\w]*\/storia$/);
    expect(decodeURIComponent(masked.replaceAll(/%(?![0-7])/g, ''))).not.toContain(CF);
  });

  it('that holds none stays as it was written', () => {
    for (const path of ['/rest/invii/v1/invii', '/a%20b/%C3%A8', '/%7Eu', ''])
      expect(maskPath(`${path}?q=1`)).toBe(path);
  });
});
