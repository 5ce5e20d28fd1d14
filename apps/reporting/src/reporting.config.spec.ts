import { describe, expect, it } from '@jest/globals';
import { InvalidSettings, readSettings } from '#libs/settings';
import { PROCESS_SETTINGS, REPORTING_SETTINGS } from './reporting.config.js';

const faultsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readSettings(REPORTING_SETTINGS, env);
    return [];
  } catch (error) {
    return (error as InvalidSettings).faults;
  }
};

describe('the settings of reporting', () => {
  it('have a default for all, thresholds at their floor and a revision a minute', () => {
    expect(readSettings(PROCESS_SETTINGS, {})).toMatchObject({
      soglia: 3,
      sogliaDelicata: 5,
      intervallo: 60_000,
      poolSize: 6,
      port: 3014,
    });
  });

  it('I8 let nobody lower a threshold below its floor: the process does not start', () => {
    expect(faultsOf({ SNODO_REPORTING_SOGLIA: '2', SNODO_REPORTING_SOGLIA_DELICATA: '4' })).toEqual([
      expect.stringContaining('SNODO_REPORTING_SOGLIA:'),
      expect.stringContaining('SNODO_REPORTING_SOGLIA_DELICATA:'),
    ]);
    expect(faultsOf({ SNODO_REPORTING_SOGLIA: '10', SNODO_REPORTING_SOGLIA_DELICATA: '20' })).toEqual([]);
  });
});
