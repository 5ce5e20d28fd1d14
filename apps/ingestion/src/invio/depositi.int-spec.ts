import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DatabaseUnavailable, uuidv7 } from '#libs/persistence';
import type { TestDatabase } from '#libs/testing';
import { documentoCon, documentoDi } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Officina, bytesOf, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';

const CF = 'RSSMRA80A01H501U';

describe('deposits', () => {
  let database: TestDatabase;
  let replicas: [Officina, Officina];

  beforeAll(async () => {
    database = await createIngestionDatabase();
    const chiavi = chiaviDi(database);
    const shared = await database.open('ingestion');
    replicas = [await Officina.open(shared, chiavi), await Officina.open(shared, chiavi)];
  });
  afterAll(() => database.drop());

  const rowsOf = async (table: string, invioId: string, key = 'invio_id') =>
    (await database.admin(`SELECT 1 FROM ingestion.${table} WHERE ${key} = $1`, [invioId])).length;

  it('I2 of the same bytes at once, through two replicas, make one invio, one ricevuta and one job', async () => {
    const testo = documentoCon('recanati', [{ codiceFiscale: CF, protocollo: chiaveCasuale() }]);
    const made = await Promise.all(Array.from({ length: 30 }, (_, n) => replicas[n % 2]!.deposit('recanati', testo)));
    expect(made.filter(({ esito }) => esito === 'nuovo')).toHaveLength(1);
    const ids = new Set(made.map(({ id }) => id));
    expect(ids.size).toBe(1);
    const [id] = [...ids];
    for (const table of ['ricevuta', 'lavoro', 'custodia'])
      expect([table, await rowsOf(table, id!)]).toEqual([table, 1]);
    const untrue = await database.admin(
      `SELECT envelope FROM ingestion.outbox o WHERE type = 'invio.ricevuto.v1'
         AND NOT EXISTS (SELECT FROM ingestion.invio i WHERE i.id::text = o.envelope ->> 'key')`,
    );
    expect(untrue).toEqual([]);
  });

  it('I2 of the same large bytes at once keep the chunks of one of them only', async () => {
    const testo = documentoDi('recanati', { seed: chiaveCasuale(), righe: 1500 });
    const made = await Promise.all(Array.from({ length: 6 }, (_, n) => replicas[n % 2]!.deposit('recanati', testo)));
    expect(made.filter(({ esito }) => esito === 'nuovo')).toHaveLength(1);
    const [kept] = await database.admin(
      `SELECT (count(DISTINCT c.invio_id) FILTER (WHERE i.id IS NULL))::int AS orfani FROM ingestion.custodia c
       LEFT JOIN ingestion.invio i ON i.id = c.invio_id`,
    );
    expect(kept).toEqual({ orfani: 0 });
    expect(await database.admin(`SELECT * FROM ingestion.caricamento`)).toEqual([]);
  });

  it('I1 of large bytes whose commit nobody heard of keep their bytes: the sender asks again and has its ricevuta', async () => {
    const testo = documentoDi('recanati', { seed: chiaveCasuale(), righe: 1500 });
    const { registro } = replicas[0];
    const register = registro.register.bind(registro);
    jest.spyOn(registro, 'register').mockImplementationOnce(async (deposito) => {
      await register(deposito);
      throw new DatabaseUnavailable('ingestion');
    });
    await expect(replicas[0].deposit('recanati', testo)).rejects.toThrow(DatabaseUnavailable);
    const again = await replicas[1].deposit('recanati', testo);
    expect(again.esito).toBe('ripetuto');
    await replicas[1].runAll();
    const [invio] = await database.admin(`SELECT stato, righe::int FROM ingestion.invio WHERE id = $1`, [again.id]);
    expect(invio).toEqual({ stato: 'concluso', righe: 1500 });
  });

  it('of different bytes at once under one key make one invio, and the others are told so', async () => {
    const chiave = chiaveCasuale();
    const made = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) =>
        replicas[n % 2]!.deposit(
          'recanati',
          documentoCon('recanati', [{ codiceFiscale: CF, protocollo: `${chiave}-${n}` }]),
          chiave,
        ),
      ),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of made) if (one.status === 'rejected') expect(one.reason.code).toBe('chiave_gia_usata');
  });

  it('of many different documents at once each get their own ricevuta, with its own number', async () => {
    const made = await Promise.all(
      Array.from({ length: 150 }, (_, n) =>
        replicas[n % 2]!.deposit('loreto', documentoCon('loreto', [{ codiceFiscale: CF, protocollo: `molti-${n}` }])),
      ),
    );
    const ricevute = made.map((one) => (one.esito === 'nuovo' ? one.ricevuta.contenuto : undefined));
    expect(new Set(ricevute.map((one) => one?.numero)).size).toBe(150);
    const [stored] = await database.admin(`SELECT count(*) AS n FROM ingestion.ricevuta WHERE invio_id = ANY ($1)`, [
      made.map(({ id }) => id),
    ]);
    expect(Number(stored!['n'])).toBe(150);
    const [outbox] = await database.admin(
      `SELECT count(*) AS n FROM ingestion.outbox WHERE type = 'invio.ricevuto.v1' AND envelope ->> 'key' = ANY ($1)`,
      [made.map(({ id }) => id)],
    );
    expect(Number(outbox!['n'])).toBe(150);
  });

  it('that break in the middle leave nothing behind', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* bytesOf('x'.repeat(700_000));
      throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
    }
    const before = await database.admin(`SELECT count(*) FROM ingestion.custodia`);
    await expect(replicas[0].deposit('recanati', broken())).rejects.toMatchObject({ code: 'invio_interrotto' });
    expect(await database.admin(`SELECT count(*) FROM ingestion.custodia`)).toEqual(before);
    expect(await database.admin(`SELECT * FROM ingestion.caricamento`)).toEqual([]);
  });

  it('that died with their process are swept when their time is over, not before', async () => {
    const { custodia, orfani } = replicas[0];
    const store = async (id: string, index: number) =>
      custodia.storeBlocco(id, { index, last: false, plainBytes: 1, sealed: Buffer.from('x') });
    const [silent, alive] = [uuidv7(), uuidv7()];
    for (const id of [silent, alive]) for (const index of [0, 1]) await store(id, index);
    await database.admin(`UPDATE ingestion.caricamento SET vivo_il = now() - interval '1 hour' WHERE invio_id = $1`, [
      silent,
    ]);
    expect(await orfani.sweep()).toBe(1);
    expect([await rowsOf('custodia', silent), await rowsOf('custodia', alive)]).toEqual([0, 2]);
    await expect(store(silent, 2)).rejects.toThrow('');
    expect(await rowsOf('custodia', silent)).toBe(0);
    await store(alive, 2);
    await custodia.discard(alive);
    expect(await rowsOf('custodia', alive)).toBe(0);
  });

  it('are read back byte for byte, large or small, and not at all once a byte is changed (I10)', async () => {
    for (const righe of [1, 1500]) {
      const testo = documentoDi('altro', { seed: `custodia-${righe}`, righe });
      const { id } = await replicas[0].deposit('altro', testo);
      const [invio] = await database.admin<{ chiave: Buffer }>(
        `SELECT chiave_custodia AS chiave FROM ingestion.invio WHERE id = $1`,
        [id],
      );
      const read = async () => {
        const pieces: Uint8Array[] = [];
        const sorgente = await replicas[1].custodia.open(id, invio!.chiave);
        for await (const piece of sorgente.read(0, sorgente.byte)) pieces.push(piece);
        return Buffer.concat(pieces).toString();
      };
      expect(await read()).toBe(testo);
      await database.admin(
        `UPDATE ingestion.custodia SET byte = set_byte(byte, 40, get_byte(byte, 40) # 1) WHERE invio_id = $1 AND indice = 0`,
        [id],
      );
      await expect(read()).rejects.toThrow('decryption failed');
    }
  });
});
