import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import { Cliente } from './prova/chiamate.js';
import { documentoCon, documentoDi } from './prova/documenti.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';

const CF = 'RSSMRA80A01H501U';
const RIGHE = 50_000;

describe('while an ente has a large invio validated', () => {
  let ingestion: IngestionInProva;
  beforeAll(async () => {
    setLogLevel('fatal');
    ingestion = await startIngestion({ kind: 'embedded' });
  }, 60_000);
  afterAll(() => ingestion.close());

  it('invii of one riga of another ente come to their end, one after the other, long before it', async () => {
    const recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
    const loreto = new Cliente(ingestion.url, ingestion.emittente, 'loreto');
    const large = (await recanati.deposit(documentoDi('recanati', { seed: 'grande', righe: RIGHE }))).body.id as string;
    const isDone = async (): Promise<boolean> =>
      (await recanati.get(`/rest/esiti/v1/invii/${large}`)).body.concluso_il !== null;

    let meanwhile = 0;
    for (let n = 0; ; n += 1) {
      const riga = { codiceFiscale: CF, protocollo: `piccolo-${n}` };
      const { body } = await loreto.deposit(documentoCon('loreto', [riga]));
      expect(await loreto.concluso(body.id)).toMatchObject({ righe_per_stato: { accettata: 1 } });
      if (await isDone()) break;
      meanwhile += 1;
    }
    expect(meanwhile).toBeGreaterThanOrEqual(5);
    expect(await recanati.concluso(large)).toMatchObject({ righe: RIGHE, righe_per_stato: { accettata: RIGHE } });
  }, 120_000);
});
