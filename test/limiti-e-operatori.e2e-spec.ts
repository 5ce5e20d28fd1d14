import { createHash, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RiconciliaRighe } from '../apps/ingestion/src/riga/riconcilia-righe.js';
import { metrics, setLogLevel } from '#libs/observability';
import { eventually } from '#libs/testing';
import { Cliente } from './prova/chiamate.js';
import { documentoCon, documentoDi } from './prova/documenti.js';
import { type IngestionInProva, openIngestion, startIngestion } from './prova/ingestion.js';
import { chiaveCasuale } from './prova/officina.js';

const CF = 'RSSMRA80A01H501U';
const INVII = '/rest/invii/v1/invii?tracciato=PS_PSA_SINA';
const LAVORI = '/rest/amministrazione/v1/ingestion/lavori';
const LIMITE_INVIO = 2 * 1024 * 1024;

describe('limits, and what operators see', () => {
  let ingestion: IngestionInProva;
  /** Another replica on the same database, whose disk is full. */
  let piena: Awaited<ReturnType<typeof openIngestion>>;
  let altra: Awaited<ReturnType<typeof openIngestion>>;
  let recanati: Cliente;
  let senzaRuolo: Cliente;

  beforeAll(async () => {
    setLogLevel('fatal');
    ingestion = await startIngestion({ kind: 'embedded' }, { SNODO_LIMITE_INVIO: `${LIMITE_INVIO}B` });
    const { env } = ingestion;
    piena = await openIngestion({ kind: 'embedded' }, replica(env, { SNODO_SPAZIO_MINIMO: '1000000GiB' }));
    altra = await openIngestion({ kind: 'embedded' }, replica(env));
    recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
    senzaRuolo = new Cliente(ingestion.url, ingestion.emittente, 'altro');
  });
  afterAll(async () => {
    await Promise.all([piena.app.close(), altra.app.close()]);
    await ingestion.close();
  });

  const nuovo = (importo = '100.00'): string =>
    documentoCon('recanati', [{ codiceFiscale: CF, protocollo: chiaveCasuale(), importo }]);
  async function kept() {
    const [row] = await ingestion.database.admin(
      `SELECT (SELECT count(*) FROM ingestion.invio) AS invii, (SELECT count(*) FROM ingestion.custodia) AS blocchi,
         (SELECT count(*) FROM ingestion.caricamento) AS caricamenti,
         (SELECT count(*) FROM ingestion.ricevuta) AS ricevute`,
    );
    return row;
  }

  it('receives nothing below the floor of free disk, before a byte of the body, and goes on answering', async () => {
    const before = await kept();
    const full = new Cliente(piena.url, ingestion.emittente, 'recanati');
    const refused = await full.deposit(nuovo());
    expect([refused.status, refused.body.code, refused.body.retryable]).toEqual([503, 'spazio_esaurito', true]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // The head alone is answered: nobody waits for the body.
    expect(await headOnly(piena.url, 1000)).toMatch(/^HTTP\/1.1 503/);
    expect((await full.get('/rest/esiti/v1/invii')).status).toBe(200);
    expect(await kept()).toEqual(before);
  });

  it('I9 refuses a length declared over the limit before a byte of the body', async () => {
    expect(await headOnly(ingestion.url, LIMITE_INVIO + 1)).toMatch(/^HTTP\/1.1 413/);
  });

  it('I9 takes a body of the limit exactly, and not one byte more', async () => {
    const bytes = (length: number): Uint8Array => Buffer.alloc(length, createHash('md5').update(randomUUID()).digest());
    expect((await recanati.deposit(bytes(LIMITE_INVIO))).status).toBe(202);
    const over = await recanati.deposit(bytes(LIMITE_INVIO + 1));
    expect([over.status, over.body.code]).toEqual([413, 'documento_troppo_grande']);
  });

  it.each([
    ['with a space', 'una chiave'],
    ['too long', 'x'.repeat(101)],
    ['empty', ''],
  ])('refuses an Idempotency-Key %s', async (_, chiave) => {
    const before = await kept();
    const answer = await recanati.deposit(nuovo(), { 'idempotency-key': chiave });
    expect([answer.status, answer.body.code]).toEqual([400, 'parametro_non_valido']);
    expect(await kept()).toEqual(before);
  });

  it('knows an Idempotency-Key per ente: repeated it is the same invio, of another ente it is another', async () => {
    const chiave = chiaveCasuale();
    const testo = nuovo();
    const first = await recanati.deposit(testo, { 'idempotency-key': chiave });
    const again = await recanati.deposit(testo, { 'idempotency-key': chiave });
    const without = await recanati.deposit(testo);
    expect([first.status, again.status, without.status]).toEqual([202, 200, 200]);
    expect([again.body.id, without.body.id]).toEqual([first.body.id, first.body.id]);
    const other = await recanati.deposit(nuovo('7.00'), { 'idempotency-key': chiave });
    expect([other.status, other.body.code]).toEqual([409, 'chiave_gia_usata']);

    const theirs = documentoCon('altro', [{ codiceFiscale: CF, protocollo: chiaveCasuale() }]);
    expect((await senzaRuolo.deposit(theirs, { 'idempotency-key': chiave })).status).toBe(202);

    // A cancelled invio gives its key back.
    expect((await recanati.call('POST', `/rest/invii/v1/invii/${first.body.id}/annullamenti`)).status).toBe(202);
    const fresh = await recanati.deposit(nuovo('8.00'), { 'idempotency-key': chiave });
    expect(fresh.status).toBe(202);
  });

  it('I2 two replicas that validate at once judge every riga once', async () => {
    const replicas = [recanati, new Cliente(altra.url, ingestion.emittente, 'recanati')];
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, n) => {
        const testo = documentoDi('recanati', { seed: chiaveCasuale(), righe: 20 + n });
        return replicas[n % 2]!.deposit(testo);
      }),
    );
    for (const [n, { body }] of made.entries()) {
      const concluso = await replicas[(n + 1) % 2]!.concluso(body.id);
      expect(concluso).toMatchObject({ righe: 20 + n, righe_per_stato: { accettata: 20 + n } });
    }
  });

  it('shows jobs to operators only, and lets them restart those that stopped', async () => {
    expect((await senzaRuolo.get(LAVORI)).status).toBe(403);
    expect((await senzaRuolo.call('POST', `${LAVORI}/riprese`, '{}', JSON_BODY)).status).toBe(403);

    const { body } = await recanati.deposit(nuovo());
    await recanati.concluso(body.id);
    await ingestion.database.admin(
      `INSERT INTO ingestion.lavoro (invio_id, ente, genere, grande, fase, tentativi, errore, esito)
       SELECT id, ente_mittente, 'annullamento', false, 'fermo', 20, 'Prova', NULL FROM ingestion.invio WHERE id = $1`,
      [body.id],
    );
    const fermi = await recanati.get(`${LAVORI}?fase=fermo`);
    expect(fermi.body.per_stato.fermo).toBe(1);
    expect(fermi.body.lavori).toMatchObject([{ invio_id: body.id, fase: 'fermo', tentativi: 20, errore: 'Prova' }]);
    expect((await recanati.get(`${LAVORI}?fase=storta`)).status).toBe(422);
    const [{ lavoro }] = fermi.body.lavori;
    const ripresa = await recanati.call('POST', `${LAVORI}/riprese`, JSON.stringify({ lavori: [lavoro] }), JSON_BODY);
    expect([ripresa.status, ripresa.body]).toEqual([200, { ripresi: 1 }]);
    await eventually(async () => {
      expect((await recanati.get(LAVORI)).body.lavori).toEqual([]);
    });
  });

  it('I3 reconciliation finds an invio whose ledger lost a riga, and says so in a metric', async () => {
    const riconcilia = ingestion.app.get(RiconciliaRighe, { strict: false });
    const { body } = await recanati.deposit(documentoDi('recanati', { seed: chiaveCasuale(), righe: 8 }));
    await recanati.concluso(body.id);
    expect(await riconcilia.reconcile()).toEqual([]);
    expect(await metrics.text()).toContain('snodo_ingestion_invii_scostati 0');

    await ingestion.database.admin(
      `DELETE FROM ingestion.riga WHERE invio_id = $1 AND linea = (
      SELECT max(linea) FROM ingestion.riga WHERE invio_id = $1)`,
      [body.id],
    );
    expect(await riconcilia.reconcile()).toEqual([body.id]);
    expect(await metrics.text()).toContain('snodo_ingestion_invii_scostati 1');
  });

  /** Sends the head of a request and waits for the answer without sending the body. */
  async function headOnly(url: string, length: number): Promise<string> {
    const { hostname, port } = new URL(url);
    const token = await ingestion.emittente.token('recanati');
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.setTimeout(5_000, () => socket.destroy(new Error('no answer before the body')));
      socket.once('data', (bytes) => {
        resolve(bytes.toString());
        socket.destroy();
      });
      socket.once('error', reject);
      socket.write(
        `POST ${INVII} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/xml\r\n` +
          `Content-Length: ${length}\r\n\r\n`,
      );
    });
  }
});

const JSON_BODY = { 'content-type': 'application/json' };

/** The embedded bus knows one of each app: another replica in this process needs a bus of its own. */
function replica(env: NodeJS.ProcessEnv, settings: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...env, SNODO_BUS_PREFIX: chiaveCasuale(), ...settings };
}
