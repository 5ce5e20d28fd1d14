import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type request from 'supertest';
import { DocumentoInps, documentoInpsMancante } from '../prova/documento-inps.js';
import { GatewayDiProva } from '../prova/gateway-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { riga } from '../prova/righe-di-prova.js';

const documento = documentoInpsMancante === undefined ? new DocumentoInps() : undefined;
if (documentoInpsMancante !== undefined) process.stderr.write(`skipped: ${documentoInpsMancante}\n`);

interface Elemento {
  readonly id_flusso: string;
  readonly ts_flusso: string;
  readonly flusso: string;
  readonly [campo: string]: string;
}

describe('what INPS finds at the address of an ente', () => {
  let gateway: GatewayDiProva;

  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
    await gateway.choose('loreto', 'snodo');
    await gateway.publish(Array.from({ length: 130 }, (_, at) => riga({ record: `w${at}` })));
    await gateway.publish([riga({ record: 'l', ente: 'loreto' })]);
  });
  afterAll(() => gateway.close());

  /** Asks as INPS does and holds the answer against INPS's document. */
  const ask = async (query: string, codice = 'H211', client: string | null = 'inps'): Promise<request.Response> => {
    const answer = await gateway.ask(client ?? undefined, 'get', `/waas/${codice}/v1/flussi${query}`);
    conforms('get', '/flussi', answer);
    return answer;
  };
  const conforms = (
    method: 'get' | 'post',
    route: '/flussi' | '/esiti' | '/status',
    { status, headers, body }: request.Response,
  ) => {
    const type: string | undefined = headers['content-type'];
    if (documento !== undefined) expect(documento.faultsOf(method, route, { status, type, body })).toEqual([]);
  };
  const flussi = (answer: request.Response): Elemento[] => (answer.body as { elenco_flussi: Elemento[] }).elenco_flussi;
  const msOf = ({ ts_flusso }: Elemento): number => Date.parse(ts_flusso);

  it('is the log in order, ten flussi at a time unless it says otherwise', async () => {
    const first = flussi(await ask('?since=0').then((answer) => (expect(answer.status).toBe(200), answer)));
    expect(first).toHaveLength(10);
    expect(first[0]).toEqual({
      codice_ente: 'H211',
      denominazione_ente: 'Ente recanati',
      id_flusso: 'H211.PS.20260310.0000001',
      tipo: 'PS_PSA_SINA',
      ts_flusso: '2026-03-10T09:00:00.000Z',
      flusso: expect.any(String),
    });
    expect(flussi(await ask(`?since=${msOf(first[9]!)}&limit=5`))[0]!.id_flusso).toBe('H211.PS.20260310.0000011');
  });

  it.each([1, 10, 99, 100])('is as many as INPS asks for: %i', async (limit) => {
    if (documento !== undefined) expect(documento.faultsOfQuery({ since: 0, limit })).toEqual([]);
    expect(flussi(await ask(`?since=0&limit=${limit}`))).toHaveLength(limit);
  });

  it('is JSON in UTF-8 of the length it says, names with accents included', async () => {
    await gateway.database.admin(
      `UPDATE inps_gateway.flusso SET denominazione_ente = 'Forlì «e» "Čà" €' WHERE ente = $1`,
      [ENTI.recanati.id],
    );
    const answer = await ask('?since=0&limit=3');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.text));
    expect(flussi(answer).map(({ denominazione_ente }) => denominazione_ente)).toEqual(
      Array.from({ length: 3 }, () => 'Forlì «e» "Čà" €'),
    );
  });

  it('names no code of an ente that has none', async () => {
    const since = (await gateway.log('recanati'))[0]!.ts - 1;
    const recanati = ENTI.recanati.id;
    await gateway.database.admin('UPDATE inps_gateway.flusso SET codice_ente = NULL WHERE ente = $1', [recanati]);
    const [first] = flussi(await ask(`?since=${since}&limit=1`));
    await gateway.database.admin(`UPDATE inps_gateway.flusso SET codice_ente = 'H211' WHERE ente = $1`, [recanati]);
    expect(first).toMatchObject({ id_flusso: (await gateway.log('recanati'))[0]!.id_flusso });
    expect(first).not.toHaveProperty('codice_ente');
  });

  it('is exactly the bytes of the log, the same however often it asks', async () => {
    const [log, once, again] = [
      await gateway.log('recanati'),
      await ask('?since=0&limit=100'),
      await ask('?since=0&limit=100'),
    ];
    expect(again.text).toBe(once.text);
    for (const [at, { flusso }] of flussi(once).entries()) {
      const bytes = Buffer.from(flusso, 'base64');
      expect(bytes.toString()).toBe(log[at]!.xml);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(log[at]!.impronta);
    }
  });

  it('I6 ends with an empty list only where the log ends', async () => {
    const seen: string[] = [];
    let since = 0;
    for (;;) {
      const page = flussi(await ask(`?since=${since}&limit=37`));
      if (page.length === 0) break;
      seen.push(...page.map(({ id_flusso }) => id_flusso));
      since = msOf(page.at(-1)!);
    }
    expect(seen).toEqual((await gateway.log('recanati')).map(({ id_flusso }) => id_flusso));
    expect((await ask(`?since=${since - 1}`)).body).toMatchObject({ elenco_flussi: [{ id_flusso: seen.at(-1) }] });
  });

  it('I6 begins again where INPS goes back to', async () => {
    const all = await gateway.log('recanati');
    for (const at of [0, 50, 129]) {
      const [next] = flussi(await ask(`?since=${all[at]!.ts - 1}&limit=1`));
      expect(next!.id_flusso).toBe(all[at]!.id_flusso);
    }
  });

  it.each(['9007199254740991', '9007199254740993', '18446744073709551616', '100000000000000000000'])(
    'is an empty list after %s, which no flusso reaches',
    async (since) => {
      const answer = await ask(`?since=${since}`);
      expect([answer.status, answer.body]).toEqual([200, { elenco_flussi: [] }]);
    },
  );

  it.each([
    '',
    '?since=',
    '?since=-1',
    '?since=ieri',
    '?since=0&limit=0',
    '?since=0&limit=101',
    '?since=0&limit=x',
    '?since=1&since=2',
  ])('is a 400 for «%s», never an empty list', async (query) => {
    const answer = await ask(query);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('is not changed by parameters that INPS’s document does not name', async () => {
    expect(flussi(await ask('?since=0&max_entries=3&altro=x'))).toHaveLength(10);
  });

  it('is a 404 for an address that is of no ente', async () => {
    for (const codice of ['Z999', 'x', 'INPS', '../H211', '%27', 'H211%20']) {
      expect([codice, (await gateway.ask('inps', 'get', `/waas/${codice}/v1/flussi?since=0`)).status]).toEqual([
        codice,
        404,
      ]);
    }
    expect((await ask('?since=0', 'Z999')).status).toBe(404);
  });

  it('is the log of that ente and of no other', async () => {
    expect(flussi(await ask('?since=0', 'E690')).map(({ id_flusso }) => id_flusso)).toEqual([
      'LO123.PS.20260310.0000001',
    ]);
    expect(flussi(await ask('?since=0', 'LO123'))).toHaveLength(1);
    expect(flussi(await ask('?since=0', 'A271'))).toEqual([]);
  });

  it('is still there when the ente has ceased: what was published is served by the code it was published with', async () => {
    const { id } = ENTI.loreto;
    const codici = [{ sistema: 'belfiore' as const, codice: 'E690', dal: '1900-01-01', al: '2026-01-01' }];
    const contenuto = {
      denominazione: 'Ente loreto',
      tipo: 'comune' as const,
      dal: '1900-01-01',
      al: '2026-01-01',
      codici,
    };
    await gateway.changeAndWait(
      { genere: 'ente', id, revisione: 2, contenuto },
      (vista) => vista.ente(id)?.al !== null,
    );
    expect(flussi(await ask('?since=0', 'e690'))).toHaveLength(1);
  });

  it.each([
    ['without a voucher', null, 401],
    ['with a voucher that is over', 'scaduto', 401],
    ['as a comune', 'recanati', 403],
    ['as the region', 'regione', 403],
    ['as a client nobody knows', 'nessuno', 403],
  ])('%s is refused, whether the ente exists or not', async (_, client, status) => {
    for (const codice of ['H211', 'Z999']) {
      expect((await ask('?since=0', codice, client)).status).toBe(status);
      const posted = await gateway
        .ask(client ?? undefined, 'post', `/waas/${codice}/v1/esiti`)
        .send({ elenco_esiti: [] });
      conforms('post', '/esiti', posted);
      expect(posted.status).toBe(status);
    }
    expect(await gateway.database.admin('SELECT FROM inps_gateway.notifica')).toEqual([]);
  });

  it('says that it is well to anyone, and nothing else', async () => {
    for (const codice of ['H211', 'Z999']) {
      const answer = await gateway.ask(undefined, 'get', `/waas/${codice}/v1/status`);
      conforms('get', '/status', answer);
      expect([answer.status, answer.body.status]).toEqual([200, 200]);
      expect(answer.text).not.toMatch(/Recanati|recanati|H211/);
    }
  });

  it('is only what INPS’s document names', async () => {
    for (const path of ['flussi/1', 'esiti', 'altro', '']) {
      const answer = await gateway.ask('inps', 'get', `/waas/H211/v1/${path}?since=0`);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(Object.keys(answer.body as object).toSorted()).toEqual(['detail', 'instance', 'status', 'title', 'type']);
    }
  });

  describe('when something of ours is broken', () => {
    afterEach(() => gateway.database.admin('ALTER TABLE inps_gateway.interrogazione_spenta RENAME TO interrogazione').catch(() => undefined)); // prettier-ignore

    it('is a 500, never an empty list', async () => {
      await gateway.database.admin('ALTER TABLE inps_gateway.interrogazione RENAME TO interrogazione_spenta');
      const answer = await ask('?since=0');
      expect([answer.status, answer.body.elenco_flussi]).toEqual([500, undefined]);
      expect(answer.text).not.toMatch(/interrogazione|does not exist|\.js/);
    });
  });

  it('is noted, every time, with what was asked and how far it was served', async () => {
    await gateway.database.empty(['inps_gateway.interrogazione']);
    const page = flussi(await ask('?since=0&limit=7'));
    await ask('?since=100000000000000000000&limit=3');
    await ask('?since=0&limit=0');
    const notes = await gateway.database.admin(
      'SELECT ente, since::text, limite, serviti, servito_fino::text FROM inps_gateway.interrogazione ORDER BY id',
    );
    expect(notes).toEqual([
      { ente: ENTI.recanati.id, since: '0', limite: 7, serviti: 7, servito_fino: String(msOf(page[6]!)) },
      { ente: ENTI.recanati.id, since: '100000000000000000000', limite: 3, serviti: 0, servito_fino: null },
    ]);
  });
});
