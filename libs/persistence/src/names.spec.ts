import { describe, expect, it } from '@jest/globals';

import { databaseOf, rolesOf, schemaOf, urlWith } from './names.js';
import { literal, policy, scopeKey } from './rls.js';
import { SnakeCaseNames } from './snake-case-names.js';

describe('names', () => {
  it('of roles carry database and app', () => {
    expect(schemaOf('inps-gateway')).toBe('inps_gateway');
    expect(rolesOf('snodo', 'inps-gateway')).toEqual({
      login: 'snodo_inps_gateway_login',
      owner: 'snodo_inps_gateway_owner',
      api: 'snodo_inps_gateway_api',
      consumer: 'snodo_inps_gateway_consumer',
    });
  });

  it('of roles that the server would cut are refused', () => {
    expect(() => rolesOf('d'.repeat(40), 'anagrafe-regionale')).toThrow('longer than 63 bytes');
  });

  it('of columns are snake_case, embedded ones too', () => {
    const names = new SnakeCaseNames();
    expect(names.tableName('RigaInvio', undefined)).toBe('riga_invio');
    expect(names.columnName('dataRicevuta', undefined, ['luogoNascita'])).toBe('luogo_nascita_data_ricevuta');
    expect(names.joinColumnName('enteErogatore', 'id')).toBe('ente_erogatore_id');
    expect(names.relationName('enteErogatore')).toBe('ente_erogatore');
  });
});

describe('a database URL', () => {
  it('takes another user and password, whatever is in them, and keeps the rest', () => {
    const changed = urlWith('postgres://admin:old@host:5433/snodo?sslmode=require', { user: 'chi', password: 'p@/:?' });
    expect(changed).toBe('postgres://chi:p%40%2F%3A%3F@host:5433/snodo?sslmode=require');
  });

  it('loses the password of the user it had', () => {
    expect(urlWith('postgres://admin:old@host/snodo', { user: 'chi' })).toBe('postgres://chi@host/snodo');
  });

  it('names a database, or means snodo', () => {
    expect(databaseOf('postgres://host/altro')).toBe('altro');
    expect(databaseOf('postgres://host')).toBe('snodo');
  });
});

describe('SQL for migrations', () => {
  it('quotes roles and names a policy after role and verb', () => {
    const sql = policy('nota', { to: 'snodo_ingestion_api', for: 'update', using: 'a', check: 'b' });
    expect(sql).toBe('CREATE POLICY api_update ON nota FOR UPDATE TO "snodo_ingestion_api" USING (a) WITH CHECK (b)');
  });

  it('lets no text out of its quotes', () => {
    expect(literal("l'ente")).toBe("'l''ente'");
    expect(literal("\\'")).toBe(" E'\\\\'''");
  });

  it('takes no scope key that is not a plain word', () => {
    expect(() => scopeKey('Ente')).toThrow('snake_case');
    expect(() => scopeKey("e'")).toThrow('snake_case');
  });
});
