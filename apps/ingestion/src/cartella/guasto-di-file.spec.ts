import { lstat } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { guastoDaDire } from './guasto-di-file.js';

describe('what is logged of a failure in a watched folder', () => {
  it('says what failed on a file, not how its sender called it', async () => {
    const error: unknown = await lstat('/nowhere/Rossi Mario.xlsx').catch((one: unknown) => one);
    expect(guastoDaDire(error)).toEqual({ motivo: 'lstat ENOENT' });
  });

  it('says any other failure whole', () => {
    const error = new Error('the database is away');
    expect(guastoDaDire(error)).toEqual({ error });
  });
});
