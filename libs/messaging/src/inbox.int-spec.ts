import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, type Tx, uuidv7 } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { type Claimed, Inbox, type Incoming } from './inbox.js';
import { MESSAGING_MIGRATIONS } from './tables.js';
import { TUNING } from './tuning.js';
import { Upkeep } from './upkeep.js';
import { Logger } from '#libs/observability';

const DAY = 86_400_000;

describe('the inbox', () => {
  let database: TestDatabase;
  let opened: Database;
  let inbox: Inbox;

  beforeAll(async () => {
    database = await createTestDatabase([{ app: 'reporting', migrations: MESSAGING_MIGRATIONS }]);
    opened = await database.open('reporting');
    inbox = new Inbox(opened);
  });
  afterAll(() => database.drop());

  const message = (key: string, id = uuidv7()): Incoming => ({
    id,
    ente: 'A',
    key,
    type: 'nota.scritta.v1',
    envelope: '{}',
    sealed: false,
    body: Buffer.from('{}'),
  });

  const claiming = (ids: readonly string[], during?: (claimed: Claimed[]) => Promise<void>): Promise<Claimed[]> => {
    const work = async (_: Tx, claimed: Claimed[]): Promise<Claimed[]> => {
      await during?.(claimed);
      return claimed;
    };
    return opened.transaction('consumer', {}, work, { opening: inbox.claiming(ids) });
  };

  it('I2 gives a message to one transaction only, and a lane to one at a time', async () => {
    const [first, second, other] = [message('k'), message('k'), message('l')];
    await inbox.store([first, second, other]);
    await claiming([first.id], async (one) => {
      expect(one).toMatchObject([{ id: first.id, key: 'k' }]);
      expect(await claiming([first.id])).toEqual([]);
      expect(await claiming([second.id])).toEqual([]);
      expect(await claiming([other.id])).toMatchObject([{ id: other.id }]);
    });
    expect(await claiming([first.id])).toEqual([]);
    expect(await claiming([second.id])).toMatchObject([{ id: second.id }]);
  });

  it('keeps no body of what is done, and stores nothing of what comes again', async () => {
    const again = message('m');
    await inbox.store([again, again]);
    await claiming([again.id]);
    await inbox.store([again]);
    const rows = await database.admin('SELECT state, body FROM reporting.inbox WHERE id = $1', [again.id]);
    expect(rows).toEqual([{ state: 'done', body: null }]);
  });

  it('leaves out lanes already known, and gives each ente its share', async () => {
    await database.admin('DELETE FROM reporting.inbox');
    const many = Array.from({ length: 50 }, (_, at) => message(`k${at}`));
    await inbox.store([...many, { ...message('z'), ente: 'Z' }]);
    const found = await inbox.candidates(10, ['k0', 'k1']);
    expect(found.map(({ key }) => key)).toEqual(expect.arrayContaining(['k2', 'k6', 'z']));
    expect(found).toHaveLength(6);
  });

  it('forgets the ids of messages done long ago, and never what is parked', async () => {
    const old = new Date(Date.now() - 31 * DAY);
    const [done, parked, recent] = [
      message('o', uuidv7(old)),
      { ...message('p', uuidv7(old)), reason: 'no' },
      message('q'),
    ];
    await inbox.store([done, parked, recent]);
    await claiming([done.id, recent.id]);
    const around = { onPending: () => Promise.resolve(), onReleased: () => undefined, present: () => [] };
    expect(await new Upkeep(opened, TUNING, new Logger({ app: 'reporting' }), around).forget()).toBe(1);
    const left = await database.admin<{ id: string }>('SELECT id FROM reporting.inbox WHERE id = ANY ($1)', [
      [done.id, parked.id, recent.id],
    ]);
    expect(left.map(({ id }) => id).sort()).toEqual([parked.id, recent.id].sort());
  });
});
