import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { VoceCopia } from '#libs/contracts';
import { MESSAGING_MIGRATIONS, Outbox } from '#libs/messaging';
import type { Database, Tx } from '#libs/persistence';
import { SetClock, type TestDatabase, createTestDatabase } from '#libs/testing';
import { CopiaLocale } from './copia-locale.js';
import { RIFERIMENTI_MIGRATIONS } from './migrations.js';
import { RichiestaCopia, patienceAfter } from './richiesta-copia.js';
import { Riferimenti } from './riferimenti.js';
import { VistaAggiornata } from './vista-aggiornata.js';

const ID = '00000000-0000-5000-8000-00000000000a';
const REQUEST = '019a0000-0000-7000-8000-000000000001';
const ente = (revisione: number, denominazione: string | null, id = ID): VoceCopia => ({
  genere: 'ente',
  id,
  revisione,
  contenuto: denominazione === null ? null : { denominazione, tipo: 'comune', codici: [], dal: '2000-01-01', al: null },
});

let test: TestDatabase;
let database: Database;
let copia: CopiaLocale;

beforeAll(async () => {
  test = await createTestDatabase([
    { app: 'ingestion', migrations: [...MESSAGING_MIGRATIONS, ...RIFERIMENTI_MIGRATIONS] },
  ]);
  database = await test.open('ingestion');
  copia = new CopiaLocale(database);
});
afterAll(() => test?.drop());
beforeEach(() =>
  test.empty(['ingestion.copia_voce', 'ingestion.copia_stato', 'ingestion.copia_blocco', 'ingestion.outbox']),
);

const inTx = (work: (tx: Tx) => Promise<void>) => database.transaction('consumer', {}, work);
const apply = (...voci: VoceCopia[]) => inTx((tx) => copia.apply(tx, voci));
const blocco = (indice: number, totale: number, fornitaIl = '2026-03-10T09:00:00.000Z') =>
  inTx((tx) => copia.noteBlocco(tx, { richiestaId: REQUEST, fornitaIl, indice, totale }, new Date(fornitaIl)));
const view = async (): Promise<Riferimenti> => {
  const riferimenti = new Riferimenti();
  await new VistaAggiornata(copia, riferimenti).refresh();
  return riferimenti;
};
const nameOf = async () => (await view()).ente(ID)?.denominazione;

describe('a copy applies revisions', () => {
  it('newer over older, never older over newer, whatever the order of messages', async () => {
    for (const revisione of [2, 1, 3, 2]) await apply(ente(revisione, `revision ${revisione}`));
    expect(await nameOf()).toBe('revision 3');
  });

  it('I2 the same message twice is one effect', async () => {
    await apply(ente(1, 'one'));
    const [before] = await test.admin('SELECT movimento FROM ingestion.copia_voce');
    await apply(ente(1, 'one'));
    expect((await test.admin('SELECT movimento FROM ingestion.copia_voce'))[0]).toEqual(before);
  });

  it('the newest of several in one message', async () => {
    await apply(ente(1, 'one'), ente(3, 'three'), ente(2, 'two'));
    expect(await nameOf()).toBe('three');
  });

  it('a removal that comes first keeps the thing away when its past arrives', async () => {
    await apply(ente(2, null));
    await apply(ente(1, 'late'));
    expect(await nameOf()).toBeUndefined();
    await apply(ente(3, 'back'));
    expect(await nameOf()).toBe('back');
  });

  it('at once by many, and loses none', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `00000000-0000-5000-8000-0000000000${10 + index}`);
    await Promise.all(ids.map((id) => apply(ente(1, id, id))));
    const riferimenti = await view();
    expect(ids.filter((id) => riferimenti.ente(id)?.denominazione !== id)).toEqual([]);
  });

  it('and a view that reads while others write ends with all of it', async () => {
    const riferimenti = new Riferimenti();
    const vista = new VistaAggiornata(copia, riferimenti);
    const ids = Array.from({ length: 30 }, (_, index) => `00000000-0000-5000-8000-0000000000${10 + index}`);
    await Promise.all(ids.map((id) => apply(ente(1, id, id)).then(() => vista.refresh())));
    await vista.refresh();
    expect(ids.filter((id) => riferimenti.ente(id) === undefined)).toEqual([]);
  });
});

describe('a copy is complete', () => {
  it('when every chunk of one answer has come, in any order and even twice', async () => {
    await apply(ente(1, 'one'));
    for (const indice of [2, 0, 0]) await blocco(indice, 3);
    expect((await view()).ready).toBe(false);
    await blocco(1, 3);
    expect((await view()).ready).toBe(true);
  });

  it('never by chunks of two answers together', async () => {
    await apply(ente(1, 'one'));
    await blocco(0, 2, '2026-03-10T09:00:00.000Z');
    await blocco(1, 2, '2026-03-10T09:05:00.000Z');
    expect((await view()).ready).toBe(false);
    await blocco(0, 2, '2026-03-10T09:05:00.000Z');
    expect((await view()).ready).toBe(true);
  });

  it('not by changes alone, however many', async () => {
    await apply(ente(1, 'one'));
    await apply(ente(2, 'two'));
    expect((await view()).ready).toBe(false);
  });
});

describe('a copy cut while it is sent', () => {
  // Only the last chunk knows how many there are; the others say that more come.
  const cut = (indice: number) => blocco(indice, indice === 2 ? 3 : indice + 2);

  it.each([[[0, 1, 2]], [[2, 0, 1]], [[1, 2, 0]], [[1, 0, 0, 1, 2]]])(
    'is complete with the last missing chunk, not before: %j',
    async (order) => {
      await apply(ente(1, 'one'));
      for (const indice of order.slice(0, -1)) {
        await cut(indice);
        expect((await view()).ready).toBe(false);
      }
      await cut(order.at(-1)!);
      expect((await view()).ready).toBe(true);
    },
  );
});

describe('a large copy is read in parts', () => {
  const ids = Array.from({ length: 7 }, (_, at) => `00000000-0000-5000-8000-00000000000${at}`);

  it('that end with state and voci in agreement, whatever is written between two of them', async () => {
    for (const id of ids.slice(0, 5)) await apply(ente(1, 'before', id));
    const seen = new Map<string, number>();
    let since = 0;
    let page = await copia.read(since, 2);
    expect(page).toMatchObject({ continua: true, movimento: 2, completa: false });
    for (let writes = 0; page.continua; writes += 1) {
      for (const { id, revisione } of page.voci) seen.set(id, revisione);
      if (writes === 0) await apply(ente(2, 'changed behind', ids[0]), ente(1, 'new', ids[5]), ente(1, 'new', ids[6]));
      since = page.movimento;
      page = await copia.read(since, 2);
    }
    for (const { id, revisione } of page.voci) seen.set(id, revisione);
    expect(seen).toEqual(new Map(ids.map((id, at) => [id, at === 0 ? 2 : 1])));
    expect(page.movimento).toBe(6);
  });

  it('and voci of one movement are never in two', async () => {
    await apply(...ids.map((id) => ente(1, 'together', id)));
    expect((await copia.read(0, 2)).voci).toHaveLength(7);
  });
});

describe('the request for a snapshot', () => {
  const clock = new SetClock(new Date('2026-03-10T09:00:00Z'));
  const richiesta = () => new RichiestaCopia('ingestion', database, new Outbox(undefined), copia, clock);
  const sent = () =>
    test.admin<{ body: { richiestaId: string } }>(
      `SELECT convert_from(body, 'UTF8')::json AS body FROM ingestion.outbox ORDER BY id`,
    );

  it('is sent once by all processes together', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => richiesta().sendIfDue()));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await sent()).toHaveLength(1);
  });

  it('is repeated, as the same request, when nothing answers; less and less often', async () => {
    clock.set('2026-03-10T09:00:00Z');
    await richiesta().sendIfDue();
    clock.advance(patienceAfter(1) - 1);
    expect(await richiesta().sendIfDue()).toBe(false);
    clock.advance(1);
    const together = await Promise.all([1, 2, 3, 4].map(() => richiesta().sendIfDue()));
    expect(together.filter(Boolean)).toHaveLength(1);
    clock.advance(patienceAfter(1));
    expect(await richiesta().sendIfDue()).toBe(false);
    expect(new Set((await sent()).map(({ body }) => body.richiestaId)).size).toBe(1);
    expect([1, 2, 3, 4, 5, 50].map(patienceAfter)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('waits while chunks keep coming, and stops when the copy is complete', async () => {
    clock.set('2026-03-10T09:00:00Z');
    await richiesta().sendIfDue();
    await blocco(0, 2, '2026-03-10T09:00:04.000Z');
    clock.set('2026-03-10T09:00:06Z');
    expect(await richiesta().sendIfDue()).toBe(false);
    await apply(ente(1, 'one'));
    await blocco(1, 2, '2026-03-10T09:00:04.000Z');
    clock.set('2026-03-11T09:00:00Z');
    expect(await richiesta().sendIfDue()).toBe(false);
  });
});

describe('the tables of the copy', () => {
  it('are out of reach of the api role: answers come from memory', async () => {
    await expect(database.statement('api', {}, 'SELECT * FROM copia_voce')).rejects.toThrow(/permission denied/);
  });
});
