import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { InvalidSettings, readSettings } from '#libs/settings';
import { FONTI_SETTINGS, configurazioneAnpr, configurazioneSanitaria, identitaPdnd } from './fonti.config.js';

const UUID = '00000000-0000-4000-8000-00000000c030';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PDND = {
  SNODO_PDND_TOKEN_URL: 'https://pdnd.example/token',
  SNODO_PDND_ASSERTION_AUDIENCE: 'pdnd.example/client-assertion',
  SNODO_PDND_CLIENT_ID: 'regione',
  SNODO_PDND_CHIAVE_CLIENT: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
};
const ANPR = {
  SNODO_ANPR_URL: 'https://anpr.example/PDND',
  SNODO_ANPR_AUDIENCE: 'https://anpr.example',
  SNODO_ANPR_FINALITA: `C030=${UUID},C015=${UUID}`,
  SNODO_ANPR_ATTO: 'Convenzione n. 1',
};
const SANITARIA = {
  SNODO_SANITARIA_URL: 'https://fhir.example',
  SNODO_SANITARIA_AUDIENCE: 'https://fhir.example',
  SNODO_SANITARIA_FINALITA: UUID,
  SNODO_SANITARIA_ATTO: 'Convenzione n. 2',
};

function configured(env: NodeJS.ProcessEnv): (string | undefined)[] {
  const settings = readSettings(FONTI_SETTINGS, { SNODO_ENV: 'production', ...env });
  return [
    identitaPdnd(settings)?.clientId,
    configurazioneAnpr(settings)?.atto,
    configurazioneSanitaria(settings)?.atto,
  ];
}
function faultsOf(env: NodeJS.ProcessEnv): string {
  try {
    configured(env);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.faults.join('\n');
    throw error;
  }
  return '';
}

describe('other registries', () => {
  it('are not asked unless an operator says so, each for itself', () => {
    expect(configured({})).toEqual([undefined, undefined, undefined]);
    expect(configured({ ...PDND, ...ANPR })).toEqual(['regione', 'Convenzione n. 1', undefined]);
    expect(configured({ ...PDND, ...SANITARIA })).toEqual(['regione', undefined, 'Convenzione n. 2']);
  });

  it.each(Object.keys({ ...ANPR, ...SANITARIA }))('are not asked with half a configuration: without %s', (name) => {
    expect(faultsOf({ ...PDND, ...ANPR, ...SANITARIA, [name]: '' })).toContain(name);
  });

  it('are not asked by a client that PDND does not know', () => {
    expect(faultsOf(ANPR)).toContain('SNODO_PDND_CLIENT_ID');
    expect(faultsOf({ ...SANITARIA, ...PDND, SNODO_PDND_TOKEN_URL: '' })).toContain('SNODO_PDND_TOKEN_URL');
  });

  it.each(['SNODO_PDND_TOKEN_URL', 'SNODO_ANPR_URL', 'SNODO_SANITARIA_URL'])(
    'are not asked in clear: %s is https, but for what a developer runs beside',
    (name) => {
      const all = { ...PDND, ...ANPR, ...SANITARIA };
      for (const url of ['http://altri.example', 'http://127.0.0.1:3001', 'ftp://altri.example'])
        expect(faultsOf({ ...all, [name]: url })).toContain(name);
      for (const url of ['http://altri.example', 'http://127.0.0.1.altri.example', 'http://localhost@altri.example'])
        expect(faultsOf({ ...all, SNODO_ENV: 'development', [name]: url })).toContain(name);
      for (const url of [
        'http://127.0.0.1:3001',
        'http://localhost:3001',
        'http://[::1]:3001',
        'https://altri.example',
      ])
        expect(faultsOf({ ...all, SNODO_ENV: 'test', [name]: url })).toBe('');
    },
  );

  it('take no name of a place that is longer than they keep', () => {
    expect(faultsOf({ SNODO_FONTI_SEDE: 'x'.repeat(20) })).toBe('');
    expect(faultsOf({ SNODO_FONTI_SEDE: 'x'.repeat(21) })).toContain('SNODO_FONTI_SEDE: expected a text of at most 20');
  });

  it.each([
    ['no id', `C015=${UUID}`],
    ['a purpose that is no uuid', `C030=prova,C015=${UUID}`],
    ['an e-service that is not asked', `C030=${UUID},C015=${UUID},C021=${UUID}`],
  ])('are not asked for purposes that say %s', (_, finalita) => {
    expect(faultsOf({ ...PDND, ...ANPR, SNODO_ANPR_FINALITA: finalita })).toContain('SNODO_ANPR_FINALITA');
  });
});
