import { describe, expect, it } from '@jest/globals';
import { setting } from './kinds.js';
import { InvalidSettings } from './read-settings.js';
import { readGroups } from './read-groups.js';

const url = setting.text('DATABASE_URL', { description: 'Database.' });
const one = { url, pool: setting.integer('ONE_POOL', { default: 5, min: 1, max: 9, description: 'Connections.' }) };
const other = { url, pool: setting.integer('OTHER_POOL', { default: 7, min: 1, max: 9, description: 'Connections.' }) };

describe('settings of several apps in one process', () => {
  it('keep the keys of each app apart, and a shared variable is set once', () => {
    const read = readGroups({ one, other }, { DATABASE_URL: 'postgres://a/b', OTHER_POOL: '2' });
    expect(read.one).toEqual({ url: 'postgres://a/b', pool: 5 });
    expect(read.other).toEqual({ url: 'postgres://a/b', pool: 2 });
  });

  it('that are wrong are all named, each once', () => {
    const faults = (() => {
      try {
        return readGroups({ one, other }, { OTHER_POOL: 'many', ONE_POOL: '10' });
      } catch (error) {
        return (error as InvalidSettings).faults;
      }
    })();
    expect(faults).toEqual([
      expect.stringMatching(/^DATABASE_URL: missing/),
      expect.stringMatching(/^ONE_POOL: /),
      expect.stringMatching(/^OTHER_POOL: /),
    ]);
  });

  it('cannot be changed afterwards', () => {
    const read = readGroups({ one }, { DATABASE_URL: 'postgres://a/b' });
    expect(Object.isFrozen(read) && Object.isFrozen(read.one)).toBe(true);
  });
});
