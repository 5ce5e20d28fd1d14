import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence';
import type { TestDatabase } from '#libs/testing';
import { documentoDi } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { RiconciliaRighe } from './riconcilia-righe.js';

describe('I3 the ledger held against what was received', () => {
  let database: TestDatabase;
  let shared: Database;
  let officina: Officina;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    officina = await Officina.open(shared, chiaviDi(database));
  });
  afterAll(() => database.drop());

  it('adds up for invii read and unreadable, and says which one does not when a riga is missing', async () => {
    const { id } = await officina.deposit('recanati', documentoDi('recanati', { seed: chiaveCasuale(), righe: 20 }));
    await officina.deposit('loreto', `<Flusso ${chiaveCasuale()}`);
    await officina.deposit('altro', documentoDi('altro', { seed: chiaveCasuale(), righe: 3 }));
    const riconcilia = new RiconciliaRighe(shared);
    expect(await riconcilia.reconcile()).toEqual([]);
    await officina.runAll();
    expect(await riconcilia.reconcile()).toEqual([]);

    await database.admin(
      `DELETE FROM ingestion.riga WHERE id = (SELECT id FROM ingestion.riga WHERE invio_id = $1 LIMIT 1)`,
      [id],
    );
    expect(await riconcilia.reconcile()).toEqual([id]);
  });
});
