import { describe, expect, it } from '@jest/globals';

import { copyLine } from '#libs/persistence';

describe('a line of COPY', () => {
  it('writes each kind of value as PostgreSQL reads it', () => {
    const line = copyLine([
      'testo',
      12,
      12n,
      true,
      new Date('2026-01-02T03:04:05.006Z'),
      Buffer.from('ff00', 'hex'),
      { a: 'b\n' },
    ]);
    expect(line).toBe('testo\t12\t12\ttrue\t2026-01-02T03:04:05.006Z\t\\\\xff00\t{"a":"b\\\\n"}\n');
  });

  it('tells nothing from the empty text', () => {
    expect(copyLine([null, undefined, ''])).toBe('\\N\t\\N\t\n');
  });

  it('lets no text end its field, its line or the copy', () => {
    expect(copyLine(['a\tb\nc\rd\\N', '\\.'])).toBe('a\\tb\\nc\\rd\\\\N\t\\\\.\n');
  });
});
