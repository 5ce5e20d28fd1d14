import { expect, it } from '@jest/globals';
import { InvalidSettings, readSettings } from '#libs/settings';
import { ANAGRAFE_REGIONALE_SETTINGS } from './anagrafe-regionale.config.js';

const KEYS = [
  'SNODO_CHIAVI_ANAGRAFE',
  'SNODO_CHIAVE_INDICE_ANAGRAFE',
  'SNODO_CHIAVE_PSEUDONIMI',
  'SNODO_CHIAVI_MESSAGGI',
  'SNODO_CHIAVI_RICEVUTE',
];
const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const given = Object.fromEntries(KEYS.map((name, at) => [name, key(at + 1)]));

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readSettings(ANAGRAFE_REGIONALE_SETTINGS, env);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.faults;
    throw error;
  }
  return [];
}

it('in production no key of the registry may be missing, and all are named at once', () => {
  const faults = faultsOf({ SNODO_ENV: 'production' });
  for (const name of KEYS) expect(faults).toContainEqual(expect.stringContaining(`${name}: missing`));
});

it('a key that is no key is named, never shown', () => {
  const faults = faultsOf({ ...given, SNODO_CHIAVE_PSEUDONIMI: 'cioccolato-fondente-al-novanta-per-cento' });
  expect(faults).toEqual([expect.stringContaining('SNODO_CHIAVE_PSEUDONIMI')]);
  expect(faults.join()).not.toContain('cioccolato');
});

it.each(['3', '16', 'molte'])('%s connections are not taken', (connessioni) => {
  expect(faultsOf({ ...given, SNODO_ANAGRAFE_CONNESSIONI: connessioni })).toEqual([
    expect.stringContaining('SNODO_ANAGRAFE_CONNESSIONI'),
  ]);
});
