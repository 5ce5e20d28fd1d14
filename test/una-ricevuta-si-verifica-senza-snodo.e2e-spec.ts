import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { run } from '../apps/cli/src/terminale-di-prova.js';
import { Cliente, type Risposta } from './prova/chiamate.js';
import { documentoDi } from './prova/documenti.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';

/** What an ente does with the sealed register, with the command line and files of its own, until Snodo is gone. */
describe('una ricevuta si verifica senza Snodo', () => {
  let ingestion: IngestionInProva;
  let recanati: Cliente;
  let loreto: Cliente;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'snodo-registro-'));
    ingestion = await startIngestion({ kind: 'embedded' });
    recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
    loreto = new Cliente(ingestion.url, ingestion.emittente, 'loreto');
  });
  afterAll(async () => {
    await ingestion.close();
    rmSync(folder, { recursive: true });
  });

  const at = (name: string) => join(folder, name);
  const snodo = async (...args: string[]) => {
    const token = await ingestion.emittente.token('recanati');
    return run(args, { env: { SNODO_URL: ingestion.url, SNODO_TOKEN: token } });
  };
  const offline = (...args: string[]) =>
    run([...args, '--chiavi', at('chiavi.json')], { env: { SNODO_URL: 'http://127.0.0.1:1' } });

  async function deposited(seed: string, righeErrate = 0) {
    const documento = documentoDi('recanati', { seed, righe: 120, errori: ['codice_inesistente'], righeErrate });
    const { body } = await recanati.deposit(documento);
    await recanati.concluso(body.id);
    await eventually(async () => (await recanati.get(`/rest/esiti/v1/invii/${body.id}/sigillo`)).status === 200);
    return { id: String(body.id), ricevuta: String(body.ricevuta.id), documento };
  }

  it('from the deposit to the check of files alone', async () => {
    const keys = await fetch(`${ingestion.url}/.well-known/jwks.json`);
    writeFileSync(at('chiavi.json'), await keys.text());
    const prima = await deposited('registro-1');
    expect(await snodo('ricevuta', 'testa', '--uscita', at('testa.json'))).toMatchObject({ uscita: 0, output: '' });
    const { id, documento } = await deposited('registro-2', 7);
    writeFileSync(at('documento.xml'), documento);
    expect(await snodo('ricevuta', 'scarica', id, '--uscita', at('ricevuta.json'))).toMatchObject({
      uscita: 0,
      errors: '',
    });

    const alone = await offline('ricevuta', 'verifica', at('ricevuta.json'), '--documento', at('documento.xml'));
    expect([alone.uscita, alone.output]).toEqual([0, expect.stringContaining('Tutto torna.')]);

    // The kept head is older than the ricevuta: the proof between the two is public.
    const { prova } = JSON.parse(readFileSync(at('ricevuta.json'), 'utf8'));
    const { dimensione: da } = JSON.parse(readFileSync(at('testa.json'), 'utf8'));
    const coerenza = await fetch(
      `${ingestion.url}/rest/esiti/v1/teste-registro/coerenze?da=${da}&a=${prova.dimensione}`,
    );
    expect(coerenza.status).toBe(200);
    writeFileSync(at('coerenza.json'), await coerenza.text());
    const kept = ['--testa', at('testa.json'), '--coerenza', at('coerenza.json')];
    expect(await offline('ricevuta', 'verifica', at('ricevuta.json'), ...kept)).toMatchObject({ uscita: 0 });

    // An older ricevuta is proved under a head that was kept later.
    const later = await snodo('ricevuta', 'testa', '--testa', at('testa.json'), '--uscita', at('testa-2.json'));
    expect([later.uscita, later.errors]).toEqual([0, expect.stringContaining('accordo      bene')]);
    await snodo('ricevuta', 'scarica', prima.id, '--testa', at('testa-2.json'), '--uscita', at('prima.json'));
    expect(await offline('ricevuta', 'verifica', at('prima.json'), '--testa', at('testa-2.json'))).toMatchObject({
      uscita: 0,
    });
  }, 60_000);

  it('the outcome of every riga is still the sealed one, and I10 one that was changed is not', async () => {
    const { id } = await deposited('registro-3', 5);
    const right = await snodo('sigillo', id);
    expect([right.uscita, right.output]).toEqual([0, expect.stringContaining('i 120 record hanno l’esito sigillato')]);
    const one = `(SELECT id FROM ingestion.riga WHERE invio_id = '${id}' AND stato = 'respinta' LIMIT 1)`;
    await ingestion.database.admin(`UPDATE ingestion.riga SET stato = 'accettata' WHERE id = ${one}`);
    const wrong = await snodo('sigillo', id);
    expect([wrong.uscita, wrong.output]).toEqual([1, expect.stringContaining('NON sono quelli sigillati')]);
  }, 60_000);

  it('the ricevuta is printed for who files it, by query or by Accept, and shown to nobody else', async () => {
    const { ricevuta } = await deposited('registro-4');
    const path = `/rest/esiti/v1/ricevute/${ricevuta}`;
    const byQuery = await recanati.get(`${path}?formato=pdf`);
    expect([byQuery.status, byQuery.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(byQuery.headers.get('content-disposition')).toMatch(/^inline; filename="ricevuta-\d{4}-\d+\.pdf"$/);
    expect(byQuery.body).toMatch(/^%PDF-1\.7/);
    const byAccept = await recanati.call('GET', path, undefined, { accept: 'application/pdf' });
    expect(byAccept.body).toBe(byQuery.body);
    expect(await recanati.get(`${path}?formato=html`)).toMatchObject({ status: 422 });
    expect(await recanati.get(`${path}?dimensione=0`)).toMatchObject({ status: 422 });
    expect(await recanati.get(`${path}?dimensione=999999`)).toMatchObject({
      status: 404,
      body: { code: 'testa_sconosciuta' },
    });
    for (const query of ['', '?formato=pdf']) {
      const { status, body } = await loreto.get(`${path}${query}`);
      expect([status, body.code]).toEqual([404, 'ricevuta_sconosciuta']);
    }
  }, 60_000);

  it('heads are read by anyone, and what is no head is not found', async () => {
    const get = async (path: string): Promise<Pick<Risposta, 'status' | 'body'>> => {
      const response = await fetch(`${ingestion.url}/rest/esiti/v1/teste-registro${path}`);
      return { status: response.status, body: await response.json() };
    };
    const { body } = await get('?limit=2');
    expect(body.items).toHaveLength(2);
    const [ultima, prima] = body.items;
    expect((await get(`/${prima.dimensione}`)).body).toEqual(prima);
    expect((await get(`?cursor=${body.next_cursor}&limit=1`)).body.items[0].dimensione).toBeLessThan(prima.dimensione);
    expect((await get(`/coerenze?da=${prima.dimensione}`)).body).toMatchObject({ da: prima, a: ultima });
    for (const path of ['/0', '/abc', '/999999999999999', `/coerenze?da=999999`, '/99999999999999999999'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    for (const path of ['/coerenze', '/coerenze?da=0', '/coerenze?da=1e3', '?limit=5000'])
      expect([path, (await get(path)).status]).toEqual([path, 422]);
    expect((await get('?cursor=%27')).body.code).toBe('parametro_non_valido');
    expect((await fetch(`${ingestion.url}/rest/esiti/v1/invii/${crypto.randomUUID()}/sigillo`)).status).toBe(401);
  });
});
