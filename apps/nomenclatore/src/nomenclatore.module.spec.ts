import { afterEach, describe, expect, it } from '@jest/globals';
import { InvalidSettings } from '#libs/settings';
import { NomenclatoreModule } from './nomenclatore.module.js';

const environment = process.env['SNODO_ENV'];
afterEach(() => {
  if (environment === undefined) delete process.env['SNODO_ENV'];
  else process.env['SNODO_ENV'] = environment;
});

const forApp = (dimostrazione: boolean) =>
  NomenclatoreModule.forApp({
    databaseUrl: 'postgres://127.0.0.1:1/nowhere',
    transport: { kind: 'embedded' },
    issuers: [],
    cartelle: { nazionale: 'n', regione: 'r', dimostrazione },
  });

describe('invented deleghe and development clients', () => {
  it('are refused in production, before anything is opened', () => {
    process.env['SNODO_ENV'] = 'production';
    expect(() => forApp(true)).toThrow(InvalidSettings);
    expect(() => forApp(false)).not.toThrow();
  });

  it('are allowed elsewhere', () => {
    process.env['SNODO_ENV'] = 'development';
    expect(() => forApp(true)).not.toThrow();
  });
});
