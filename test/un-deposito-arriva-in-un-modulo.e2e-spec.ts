import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cliente, type Risposta } from './prova/chiamate.js';
import { documentoDi } from './prova/documenti.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';
import { ENTI } from './prova/riferimenti.js';

const LIMITE = 1024 * 1024;

/** What a browser, `curl -F` or a page of a case-management system sends. */
describe('un deposito arriva in un modulo', () => {
  let ingestion: IngestionInProva;
  let recanati: Cliente;

  beforeAll(async () => {
    ingestion = await startIngestion({ kind: 'embedded' }, { SNODO_LIMITE_INVIO: `${LIMITE}B` });
    recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
  });
  afterAll(() => ingestion.close());

  async function send(parti: readonly (readonly [string, string | Blob])[], headers = {}): Promise<Risposta> {
    const modulo = new FormData();
    for (const [nome, valore] of parti) modulo.append(nome, valore);
    const encoded = new Response(modulo);
    const body = new Uint8Array(await encoded.arrayBuffer());
    const tipo = { 'content-type': encoded.headers.get('content-type')! };
    return recanati.call('POST', '/rest/invii/v1/invii', body, { ...tipo, ...headers });
  }
  const ente = ['ente', ENTI.recanati.belfiore] as const;
  const tracciato = ['tracciato', 'PS_PSA_SINA'] as const;
  const documento = (testo: string) => ['documento', new Blob([testo])] as const;

  it('and gets the ricevuta that the same bytes get by themselves', async () => {
    const testo = documentoDi('recanati', { seed: 'modulo', righe: 3 });
    const first = await send([tracciato, ente, documento(testo)]);
    expect(first.status).toBe(202);
    expect((await recanati.concluso(first.body.id)).righe_per_stato).toEqual({ accettata: 3 });
    const bare = await recanati.deposit(testo);
    expect([bare.status, bare.body]).toEqual([200, { ...first.body, ripetuto: true }]);
  });

  it('and its key is that of the request', async () => {
    const testo = documentoDi('recanati', { seed: 'modulo-chiave', righe: 1 });
    const chiave = ['chiave_idempotenza', 'modulo-1'] as const;
    expect((await send([tracciato, ente, chiave, documento(testo)])).status).toBe(202);
    const other = await send([tracciato, ente, chiave, documento(`${testo}\n`)]);
    expect([other.status, other.body.code]).toEqual([409, 'chiave_gia_usata']);
  });

  it.each<[string, readonly (readonly [string, string | Blob])[], number, string]>([
    ['whose fields follow it', [documento('<a/>'), tracciato, ente], 400, 'parametro_non_valido'],
    ['without a document', [tracciato, ente], 400, 'corpo_vuoto'],
    ['with an empty document', [tracciato, ente, documento('')], 400, 'corpo_vuoto'],
    ['with two documents', [tracciato, ente, documento('<a/>'), documento('<b/>')], 400, 'parametro_non_valido'],
    ['for an ente of others', [tracciato, ['ente', 'H501'], documento('<a/>')], 403, 'ente_non_consentito'],
    ['of a tracciato nobody knows', [['tracciato', 'XYZ'], ente, documento('<a/>')], 400, 'tracciato_sconosciuto'],
    ['too large', [tracciato, ente, documento('x'.repeat(LIMITE + 1))], 413, 'documento_troppo_grande'],
  ])('and one %s is refused, and leaves nothing', async (_, parti, status, code) => {
    const before = await ingestion.database.admin(`SELECT count(*) FROM ingestion.invio`);
    const { status: answered, body } = await send(parti);
    expect([answered, body.code]).toEqual([status, code]);
    expect(await ingestion.database.admin(`SELECT count(*) FROM ingestion.invio`)).toEqual(before);
    expect(await ingestion.database.admin(`SELECT * FROM ingestion.caricamento`)).toEqual([]);
  });
});
