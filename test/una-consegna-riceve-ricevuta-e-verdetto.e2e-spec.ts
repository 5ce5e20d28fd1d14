import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cliente } from './prova/chiamate.js';
import { documentoDi } from './prova/documenti.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';

describe('prova', () => {
  let ingestion: IngestionInProva;
  beforeAll(async () => {
    ingestion = await startIngestion({ kind: 'embedded' });
  });
  afterAll(() => ingestion.close());

  it('works', async () => {
    const recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
    const r = await recanati.deposit(documentoDi('recanati', { seed: 1, righe: 20 }));
    console.log(r.status, r.body);
    const c = await recanati.concluso(r.body.id);
    console.log(c, await recanati.rilievi(r.body.id));
    expect(c.righe).toBe(20);
  });
});
