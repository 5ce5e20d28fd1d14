import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TIPI_ERRORE } from '#libs/sintetici';
import { eventually } from '#libs/testing';
import { documentoDi } from './prova/documenti.js';
import { Installazione, type Json } from './prova/installazione.js';
import { Processo } from './prova/processo.js';

const ENTE = 'H211';
const DOCUMENTO = documentoDi('recanati', {
  seed: 'come un hub',
  righe: 120,
  errori: TIPI_ERRORE.map(({ nome }) => nome),
  righeErrate: 40,
});

describe('apps in processes of their own, joined by the broker, and the hub that has them all', () => {
  let separate: Installazione;
  let unica: Installazione;
  /** A second ingestion, which answers what the first one was given. */
  let altra: Processo;

  beforeAll(async () => {
    [separate, unica] = await Promise.all([
      Installazione.prepare('processi separati con RabbitMQ'),
      Installazione.prepare('hub senza broker'),
    ]);
    await Promise.all([separate.start(), unica.start()]);
    altra = await Processo.startApp('ingestion', separate.env);
  }, 300_000);

  afterAll(async () => {
    await altra.stop();
    await Promise.all([separate.drop(), unica.drop()]);
  }, 60_000);

  /** Deposits with the command line, and reads all that is said of it. @param ask where to read */
  async function story(installazione: Installazione, ask: (path: string) => Promise<Json>): Promise<Json> {
    const file = await installazione.file('documento.xml', DOCUMENTO);
    const invia = () => installazione.snodo('invia', '--tracciato', 'PS_PSA_SINA', '--ente', ENTE, '--json', file);
    const { id, ricevuta } = JSON.parse(await invia());
    const again = JSON.parse(await invia());
    const invio = await eventually(
      async () => {
        const read = await ask(`/rest/esiti/v1/invii/${id}`);
        const left = read.righe_per_stato?.lasciata_al_canale_dell_ente ?? 0;
        return read.concluso_il === null || left === 0 || read.righe_per_stato.accettata > 0 ? false : read;
      },
      { timeout: 40_000, interval: 300 },
    );
    const { items } = await ask(`/rest/esiti/v1/invii/${id}/rilievi?limit=1000`);
    const riga = await ask(`/rest/esiti/v1/righe/${id.slice(0, 28)}00000001`);
    const sealed = await eventually(
      async () => {
        const read = await ask(`/rest/esiti/v1/ricevute/${ricevuta.id}`);
        return read.prova === undefined ? false : read;
      },
      { timeout: 60_000, interval: 300 },
    );
    expect(sealed).toEqual({ ...ricevuta, prova: sealed.prova });
    expect(again).toMatchObject({ id, ripetuto: true, ricevuta });
    return {
      ente: invio.ente_mittente,
      righe: invio.righe,
      stati: invio.righe_per_stato,
      stato: invio.stato,
      nomenclatura: invio.nomenclatura,
      rilievi: items.map(({ riga_id: _, ...rilievo }: Json) => rilievo),
      prima: { stato: riga.stato, linea: riga.linea },
    };
  }

  it('say the same of the same document, whichever process is asked', async () => {
    const askOther = async (path: string): Promise<Json> => {
      const { headers } = await separate.request(ENTE);
      const response = await fetch(`${altra.url}${path}`, { headers });
      expect([path, response.status]).toEqual([path, 200]);
      return response.json();
    };
    const [ofProcesses, ofHub] = await Promise.all([
      story(separate, askOther),
      story(unica, (path) => unica.ask(ENTE, path)),
    ]);
    expect(ofProcesses).toEqual(ofHub);
    expect(ofHub.righe).toBe(120);
    expect(Object.values(ofHub.stati as Record<string, number>).reduce((sum, count) => sum + count, 0)).toBe(120);
    expect(ofHub.stati.respinta).toBeGreaterThan(0);
  }, 60_000);

  it('are ready, and tell their metrics', async () => {
    for (const installazione of [separate, unica]) {
      for (const app of installazione.apps) {
        const { url } = installazione.processi.get(app)!;
        expect([app, (await fetch(`${url}/health/ready`)).status]).toEqual([app, 200]);
        const metrics = await fetch(`${url}/metrics`);
        expect([app, metrics.status]).toEqual([app, 200]);
        expect(await metrics.text()).toContain('snodo_messaging_outbox_rows');
      }
    }
  });

  it('end when they are told to, with nothing left to say', async () => {
    await eventually(async () => {
      for (const app of separate.apps) {
        const waiting = await separate.database.admin(`SELECT type FROM ${app.replaceAll('-', '_')}.outbox`);
        expect([app, waiting]).toEqual([app, []]);
      }
    });
    const processi = [...separate.processi.values()];
    await Promise.all(processi.map((processo) => processo.stop()));
    for (const { pid } of processi) {
      await expect(readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).resolves.toBe('');
    }
  }, 30_000);
});
