import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '#libs/observability';
import { GatewayDiProva } from '../apps/inps-gateway/src/prova/gateway-di-prova.js';
import { riga } from '../apps/inps-gateway/src/prova/righe-di-prova.js';
import { Inps, type InpsOptions } from '../apps/simulatori/src/inps/inps.js';

const RECANATI = 'H211';
const SILENT = new Logger({ app: 'prova', destination: { write: () => undefined } });

let gateway: GatewayDiProva;
let inps: Inps;
beforeAll(async () => {
  gateway = await GatewayDiProva.start();
  await gateway.choose('recanati', 'snodo');
  await gateway.app.listen(0, '127.0.0.1');
});
afterEach(() => inps.close());
afterAll(() => gateway.close());

async function startInps(options: Partial<InpsOptions> = {}): Promise<void> {
  inps = await Inps.start({
    waasUrl: `http://127.0.0.1:${(gateway.app.getHttpServer().address() as AddressInfo).port}/waas`,
    voucher: { current: async () => 'inps', forget: () => undefined },
    enti: [RECANATI],
    logger: SILENT,
    ...options,
  });
}

const publish = (names: readonly string[], more: Partial<Parameters<typeof riga>[0]> = {}): Promise<number> =>
  gateway.publish(names.map((record) => riga({ record, ...more })));
const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
const logIds = async (): Promise<string[]> => (await gateway.log('recanati')).map(({ id_flusso: id }) => id);

describe('INPS as it behaves, before the real gateway', () => {
  it('I6 I7 acquires all that was published, in order, and accepts corrections and cancellations', async () => {
    await startInps({ limit: 7 });
    await publish(names('a', 30));
    await inps.slot();
    await publish(names('a', 5), { revisione: 2, contenuto: { importoMensile: 12_345 } });
    await publish(['a-7', 'a-8'], { revisione: 2, annullamento: true });
    inps.setGuasti({ rollback: 2 });
    await inps.slot();
    const { acquisiti, per_codice: perCodice, problemi, riletti } = inps.stato(RECANATI);
    expect({ acquisiti, problemi }).toEqual({ acquisiti: await logIds(), problemi: [] });
    expect(perCodice).toEqual({ OK: 30 + 5 * 2 + 2, DATI_NON_TROVATI: 0, RICHIESTA_INVALIDA: 0, ERRORE_GENERICO: 0 });
    expect(riletti).toBeGreaterThan(0);
  });

  it('is served again byte for byte when it begins from the beginning, and finds nothing changed', async () => {
    await startInps({ limit: 3 });
    await inps.slot();
    inps.setGuasti({ rollback: 1_000_000 });
    await inps.slot();
    const { acquisiti, riletti, problemi } = inps.stato(RECANATI);
    expect({ acquisiti, riletti, problemi }).toEqual({
      acquisiti: await logIds(),
      riletti: (await logIds()).length,
      problemi: [],
    });
  });

  it('gives its esiti, twice, late, contradicted, in the other spelling, and all are taken', async () => {
    await startInps({ grafia: 'codice_siuss', percentoErroriGenerici: 30 });
    await publish(names('b', 20));
    inps.setGuasti({ duplicate: true, contradict: true, late: 1 });
    for (let slot = 0; slot < 4; slot += 1) await inps.slot();
    const { in_attesa: attesa, consegnati, problemi } = inps.stato(RECANATI);
    expect({ attesa, problemi }).toEqual({ attesa: [], problemi: [] });
    expect(consegnati).toHaveLength(2 * (await logIds()).length);
  });

  it('with a voucher that nobody signed gets nothing, in INPS’s own words for errors', async () => {
    await startInps();
    inps.setGuasti({ bad_token: true });
    await inps.slot();
    const { acquisiti, problemi } = inps.stato(RECANATI);
    expect(acquisiti).toEqual([]);
    expect(problemi.map(({ genere }) => genere)).toEqual(['rifiuto']);
  });

  it('of an ente that publishes nothing gets an empty page, of one that is none a 404', async () => {
    await startInps({ enti: ['A271', 'Z999'] });
    await inps.slot();
    expect(inps.stato('A271')).toMatchObject({ acquisiti: [], problemi: [] });
    expect(inps.stato('Z999').problemi).toMatchObject([{ genere: 'rifiuto', dettaglio: '404' }]);
  });
});
