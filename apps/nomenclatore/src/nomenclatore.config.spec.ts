import { expect, it } from '@jest/globals';
import { InvalidSettings, readSettings } from '#libs/settings';
import { NOMENCLATORE_SETTINGS } from './nomenclatore.config.js';

it('invented deleghe and development clients are refused in production, beside every other wrong setting', () => {
  let told: unknown;
  try {
    readSettings(NOMENCLATORE_SETTINGS, { SNODO_ENV: 'production', SNODO_DIMOSTRAZIONE: 'true' });
  } catch (error) {
    told = error;
  }
  expect(told).toBeInstanceOf(InvalidSettings);
  expect((told as InvalidSettings).faults).toEqual([
    expect.stringContaining('SNODO_PACCHETTO_REGIONE: missing'),
    'SNODO_DIMOSTRAZIONE: expected false in production, got "true"',
  ]);
  expect(readSettings(NOMENCLATORE_SETTINGS, { SNODO_DIMOSTRAZIONE: 'true' }).dimostrazione).toBe(true);
});
