import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence';
import { Caller } from '#libs/security';
import { SetClock, type TestDatabase, createTestDatabase } from '#libs/testing';
import { NOMENCLATORE_MIGRATIONS } from '../migrations/index.js';
import { type Fatto, SISTEMA, Storia, autoreOf } from './storia.js';

const ENTE = '018f0000-0000-7000-8000-000000000001';
const clock = new SetClock(new Date('2026-03-10T09:00:00Z'));
const storia = new Storia(clock);
const regione = new Caller({ clientId: 'r', subject: 's', ente: ENTE, ruoli: ['regione'], identity: 'pdnd' });

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await createTestDatabase([{ app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS }]);
  database = await own.open('nomenclatore');
});
afterAll(() => own?.drop());

const fatto = (changes: Partial<Fatto>): Fatto => ({
  ...autoreOf(regione),
  genere: 'versione',
  cosa: 'REG@1',
  azione: 'creata',
  prima: null,
  dopo: { voci: 3 },
  ...changes,
});
const write = (...fatti: Fatto[]) => database.transaction('consumer', {}, (tx) => storia.write(tx, ...fatti));
const read = (cosa: string, limite?: number) =>
  database.transaction('consumer', {}, (tx) => storia.read(tx, 'versione', cosa, limite));

describe('the history of the registry', () => {
  it('says who, for which ente, when and why, the latest first', async () => {
    await write(fatto({}));
    clock.set('2026-03-11T09:00:00Z');
    await write(fatto({ azione: 'ritirata', prima: { voci: 3 }, dopo: null, motivo: 'una colonna sbagliata' }));
    const both = await read('REG@1');
    expect(both).toEqual([
      {
        id: expect.any(Number),
        il: new Date('2026-03-11T09:00:00Z'),
        chi: 'pdnd:r',
        ente: ENTE,
        azione: 'ritirata',
        prima: { voci: 3 },
        dopo: null,
        motivo: 'una colonna sbagliata',
      },
      expect.objectContaining({ azione: 'creata', il: new Date('2026-03-10T09:00:00Z'), motivo: null }),
    ]);
    expect(await read('REG@1', 1)).toEqual(both.slice(0, 1));
    expect(await read('REG@2')).toEqual([]);
  });

  it('keeps the order of many facts of one transaction, and takes none', async () => {
    const azioni = Array.from({ length: 5_003 }, (_, at) => `passo ${at}`);
    await write(...azioni.map((azione) => fatto({ ...SISTEMA, cosa: 'REG@9', azione })));
    await write();
    const found = await read('REG@9', 6_000);
    expect(found.map(({ azione }) => azione).reverse()).toEqual(azioni);
    expect(found[0]).toMatchObject({ chi: 'sistema', ente: null });
  });

  it('tells a person by its own id, a machine by its client', () => {
    expect(autoreOf(regione)).toEqual({ chi: 'pdnd:r', ente: ENTE });
    expect(autoreOf(new Caller({ ...regione, identity: 'oidc' })).chi).toBe('oidc:s');
  });

  it('is undone with the change it tells of', async () => {
    const failing = database.transaction('consumer', {}, async (tx) => {
      await storia.write(tx, fatto({ cosa: 'REG@7' }));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await read('REG@7')).toEqual([]);
  });

  it.each([`UPDATE storia SET chi = 'altri'`, `DELETE FROM storia`, `TRUNCATE storia`])(
    'is only added to: %s is refused',
    async (sql) => {
      await expect(database.statement('consumer', {}, sql)).rejects.toThrow(/permission denied/);
    },
  );

  it('is not for those who read without a token', async () => {
    await expect(database.statement('api', {}, 'SELECT 1 FROM storia')).rejects.toThrow(/permission denied/);
  });
});
