import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FORME } from '#libs/sintetici';
import { Cliente } from './prova/chiamate.js';
import { documentoIn } from './prova/forme.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';

let ingestion: IngestionInProva;
beforeAll(async () => {
  ingestion = await startIngestion({ kind: 'embedded' });
});
afterAll(() => ingestion.close());

it.each([...FORME])(
  'a deposit as %s of more righe than are written at once is judged to its end',
  async (forma) => {
    const recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
    const { byte } = await documentoIn(forma, 'recanati', { seed: `grande-${forma}`, righe: 6_000 });
    const { body } = await recanati.deposit(byte, { 'content-type': 'application/octet-stream' });
    expect(await recanati.concluso(body.id, 90_000)).toMatchObject({ righe_per_stato: { accettata: 6_000 } });
  },
  100_000,
);
