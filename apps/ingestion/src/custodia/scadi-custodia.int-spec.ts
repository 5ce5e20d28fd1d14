import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { Caller } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase } from '#libs/testing';
import { INGESTION_SETTINGS } from '#apps/ingestion';
import { documentoCon } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { type Chiavi, Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI } from '../../../../test/prova/riferimenti.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { AnnullaInvio } from '../invio/annulla-invio.js';
import { Sveglia } from '../validazione/sveglia.js';
import { ScadiCustodia } from './scadi-custodia.js';

const GIORNO = 86_400_000;
const RECANATI = new Caller({
  clientId: 'recanati',
  subject: 'recanati',
  ente: ENTI.recanati.id,
  ruoli: ['titolare'],
  identity: 'client_credentials',
});

describe('the bytes of an invio', () => {
  let database: TestDatabase;
  let shared: Database;
  let chiavi: Chiavi;
  let officina: Officina;
  const clock = new SetClock();
  let scadi: ScadiCustodia;
  let annulla: AnnullaInvio;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    chiavi = { ...chiaviDi(database), SNODO_CONSERVAZIONE_CUSTODIA: '30d' };
    officina = await Officina.open(shared, chiavi);
    scadi = new ScadiCustodia(shared, readSettings(INGESTION_SETTINGS, chiavi), clock);
    const riferimenti = new Riferimenti();
    annulla = new AnnullaInvio(
      shared,
      riferimenti,
      new AmbitoVisibile(shared, riferimenti, clock),
      new Sveglia(),
      clock,
    );
  });
  afterAll(() => database.drop());
  beforeEach(() => clock.set(new Date()));

  const deposit = async (): Promise<string> => {
    const testo = documentoCon('recanati', [{ codiceFiscale: 'RSSMRA80A01H501U', protocollo: chiaveCasuale() }]);
    return (await officina.deposit('recanati', testo)).id;
  };
  const countOf = async (table: string, invioId: string): Promise<number> =>
    (await database.admin(`SELECT FROM ingestion.${table} WHERE invio_id = $1`, [invioId])).length;

  it('expire after their time, before the ledger does', async () => {
    const id = await deposit();
    await officina.runAll();
    clock.advance(29 * GIORNO);
    expect(await scadi.expire()).toBe(0);
    expect(await countOf('custodia', id)).toBe(1);

    clock.advance(2 * GIORNO);
    expect(await scadi.expire()).toBe(1);
    expect(await countOf('custodia', id)).toBe(0);
    expect([await countOf('riga', id), await countOf('ricevuta', id)]).toEqual([1, 1]);
    expect(await scadi.expire()).toBe(0);
  });

  it('stay while a job still needs them, and do not keep those of others', async () => {
    const waiting = await deposit();
    await database.admin(`UPDATE ingestion.lavoro SET fase = 'fermo' WHERE invio_id = $1`, [waiting]);
    const done = await deposit();
    await officina.runAll();
    clock.advance(31 * GIORNO);
    expect(await scadi.expire()).toBe(1);
    expect([await countOf('custodia', waiting), await countOf('custodia', done)]).toEqual([1, 0]);
  });

  it('once gone, leave an invio that cannot be cancelled whole and says why', async () => {
    const id = await deposit();
    await officina.runAll();
    clock.advance(31 * GIORNO);
    await scadi.expire();
    await expect(annulla.cancel(RECANATI, id)).rejects.toMatchObject({ code: 'documento_scaduto' });
    expect(await countOf('lavoro', id)).toBe(0);
  });

  it('are kept for a cancellation that was asked before', async () => {
    const id = await deposit();
    await officina.runAll();
    await annulla.cancel(RECANATI, id);
    clock.advance(31 * GIORNO);
    await scadi.expire();
    expect(await countOf('custodia', id)).toBe(1);
    await officina.runAll();
    expect(await database.admin(`SELECT stato FROM ingestion.riga WHERE invio_id = $1`, [id])).toEqual([
      { stato: 'annullata' },
    ]);
  });
});
