import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CryptoKey, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { TERMINALE_NOW, run } from './terminale-di-prova.js';

interface Ricevuta {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

type Risposta = { status: number; body: unknown };

let folder: string;
let server: Server;
let base: string;
let publicKey: CryptoKey;
let env: NodeJS.ProcessEnv;
let requests: Ricevuta[] = [];
let answers: Risposta[] = [];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = request;
  requests.push({ method, url, authorization: headers.authorization, body: Buffer.concat(chunks).toString() });
  const { status, body } = answers.shift() ?? { status: 500, body: {} };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'snodo-cli-'));
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = await generateKeyPair('RS256', { extractable: true });
  publicKey = keys.publicKey;
  mkdirSync(join(folder, 'clients'));
  const client = {
    client_id: 'demo-a271',
    purpose_id: '5d2f7a0e-6f0e-4b7a-9a25-6f6f3c1d9b10',
    token_url: `${base}/token.oauth2`,
    assertion_audience: 'emittente/client-assertion',
    private_jwk: { ...(await exportJWK(keys.privateKey)), kid: 'chiave-1' },
  };
  writeFileSync(join(folder, 'clients', 'demo-a271.json'), JSON.stringify(client));
  env = { SNODO_SIMULATORI_FOLDER: folder, SNODO_URL: base };
});

afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  requests = [];
  answers = [];
});

describe('snodo token', () => {
  it('signs an assertion for the client of the comune and prints the token alone', async () => {
    answers = [{ status: 200, body: { access_token: 'abc', token_type: 'Bearer', expires_in: 600 } }];
    const { uscita, output } = await run(['token', '--ente', '042002'], { env });
    expect([uscita, output]).toEqual([0, 'abc\n']);
    const form = new URLSearchParams(requests[0]!.body);
    expect(form.get('grant_type')).toBe('client_credentials');
    const { payload } = await jwtVerify(form.get('client_assertion')!, publicKey, {
      issuer: 'demo-a271',
      subject: 'demo-a271',
      audience: 'emittente/client-assertion',
      currentDate: TERMINALE_NOW,
    });
    expect(payload.purposeId).toBe('5d2f7a0e-6f0e-4b7a-9a25-6f6f3c1d9b10');
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(60);
    expect(decodeProtectedHeader(form.get('client_assertion')!)).toMatchObject({ alg: 'RS256', kid: 'chiave-1' });
  });

  it('gives one for a client that is no comune’s, without an ente', async () => {
    const client = JSON.parse(readFileSync(join(folder, 'clients', 'demo-a271.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'clients', 'demo-inps.json'), JSON.stringify({ ...client, client_id: 'demo-inps' }));
    answers = [{ status: 200, body: { access_token: 'inps' } }];
    const { uscita, output } = await run(['token', '--client', 'demo-inps'], { env });
    expect([uscita, output]).toEqual([0, 'inps\n']);
    expect(new URLSearchParams(requests[0]!.body).get('client_id')).toBe('demo-inps');
  });

  it('says in Italian that there is no client, or that the issuer refuses', async () => {
    const noClient = await run(['token', '--ente', 'G479'], { env });
    expect([noClient.uscita, noClient.errors]).toEqual([3, expect.stringContaining('demo-g479')]);
    answers = [{ status: 400, body: { title: 'Voucher negato' } }];
    const refused = await run(['token', '--ente', 'A271'], { env });
    expect([refused.uscita, refused.errors]).toEqual([3, expect.stringContaining('Voucher negato')]);
  });

  it('never leaves the folder of the clients', async () => {
    const { uscita, errors } = await run(['token', '--ente', 'A271', '--client', '../clients/demo-a271'], { env });
    expect([uscita, errors]).toEqual([64, expect.stringContaining('client non valido')]);
  });
});

describe('snodo invia', () => {
  it('sends the bytes of the file with the token and shows the ricevuta', async () => {
    const file = join(folder, 'flusso.xml');
    writeFileSync(file, '<Flusso/>');
    const ricevuta = { numero: '2025/1', tracciato: 'PS_PSA_SINA@201812', dimensione: 9, impronta_sha256: 'ab' };
    answers = [{ status: 202, body: { id: 'abc', ripetuto: false, ricevuta } }];
    const args = ['invia', file, '--tracciato', 'PS_PSA_SINA', '--ente', 'A271', '--token', 'mio'];
    const { uscita, output } = await run(args, { env });
    expect(uscita).toBe(0);
    expect(output).toContain('Ricevuta 2025/1\n  invio        abc\n');
    expect(output).toContain('stato abc --ente A271');
    expect(requests).toEqual([
      {
        method: 'POST',
        url: '/rest/invii/v1/invii?tracciato=PS_PSA_SINA&ente=A271',
        authorization: 'Bearer mio',
        body: '<Flusso/>',
      },
    ]);
  });

  it('says that the hub had these bytes already', async () => {
    answers = [{ status: 200, body: { id: 'abc', ripetuto: true, ricevuta: { numero: '2025/1' } } }];
    const args = ['invia', '-', '--tracciato', 'PS_PSA_SINA', '--ente', 'A271', '--token', 'mio'];
    expect((await run(args, { env, input: '<x/>' })).output).toContain('Già ricevuto: ricevuta 2025/1');
  });

  it('asks the development issuer when no token is given', async () => {
    answers = [
      { status: 200, body: { access_token: 'sviluppo' } },
      { status: 202, body: {} },
    ];
    await run(['invia', '-', '--tracciato', 'PS_PSA_SINA', '--ente', 'A271'], { env, input: '<x/>' });
    expect(requests[1]).toMatchObject({ authorization: 'Bearer sviluppo', body: '<x/>' });
  });

  it('repeats the hub’s refusal with its remedy and correlation id', async () => {
    answers = [
      { status: 403, body: { title: 'Ente non consentito', detail: 'Serve una delega.', correlation_id: 'c-1' } },
    ];
    const args = ['invia', '-', '--tracciato', 'PS_PSA_SINA', '--ente', 'A271', '--token', 'mio'];
    const { uscita, errors, output } = await run(args, { env });
    expect([uscita, output]).toEqual([3, '']);
    expect(errors).toContain('Ente non consentito\n  Serve una delega.\n  da citare chiedendo assistenza: c-1');
  });

  it('hears a refusal that comes before the body is read', async () => {
    const early = createServer((_, response) => {
      response
        .writeHead(409, { 'content-type': 'application/json' })
        .end(JSON.stringify({ title: 'Tracciato non attivo' }));
    });
    await new Promise<void>((done) => early.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(early.address() as AddressInfo).port}`;
    const file = join(folder, 'grande.xml');
    writeFileSync(file, 'x'.repeat(20_000_000));
    const args = ['invia', file, '--tracciato', 'SINBA', '--ente', 'A271', '--token', 'mio', '--url', url];
    const { uscita, errors } = await run(args, { env });
    await new Promise((done) => early.close(done));
    expect([uscita, errors]).toEqual([3, expect.stringContaining('Tracciato non attivo')]);
  });

  it('says that the hub does not answer', async () => {
    const args = [
      'invia',
      '-',
      '--tracciato',
      'PS_PSA_SINA',
      '--ente',
      'A271',
      '--token',
      'mio',
      '--url',
      'http://127.0.0.1:1',
    ];
    const { uscita, errors } = await run(args, { env });
    expect([uscita, errors]).toEqual([3, 'http://127.0.0.1:1 non risponde (ECONNREFUSED)\n']);
  });

  it('sends nothing of a file that cannot be read', async () => {
    const args = ['invia', join(folder, 'manca.xml'), '--tracciato', 'PS_PSA_SINA', '--ente', 'A271', '--token', 'mio'];
    const { uscita, errors } = await run(args, { env });
    expect([uscita, errors]).toEqual([2, expect.stringContaining('il file non esiste')]);
  });
});

describe('snodo correggi', () => {
  const correggi = (...options: string[]) => run(['correggi', 'abc', '--token', 'mio', ...options], { env });

  it('writes the refused records to a file, and never over one that is there', async () => {
    const file = join(folder, 'da-correggere.csv');
    answers = [{ status: 200, body: { righe: [] } }];
    const { uscita, errors } = await correggi('--formato', 'csv', '--uscita', file);
    expect([uscita, errors]).toEqual([0, `scritto ${file}\n`]);
    expect(readFileSync(file, 'utf8')).toBe('{"righe":[]}');
    expect(requests[0]!.url).toBe('/rest/esiti/v1/invii/abc/righe-da-correggere?formato=csv');
    answers = [{ status: 200, body: {} }];
    const again = await correggi('--uscita', file);
    expect([again.uscita, again.errors]).toEqual([3, expect.stringContaining('esiste già')]);
  });

  it('repeats why there is none', async () => {
    answers = [{ status: 410, body: { title: 'Non più conservato', code: 'documento_non_conservato' } }];
    const { uscita, errors } = await correggi();
    expect([uscita, errors]).toEqual([3, expect.stringContaining('Non più conservato')]);
    expect((await correggi('--formato', 'pdf')).uscita).toBe(64);
  });
});

describe('snodo stato', () => {
  const stato = (...options: string[]) => run(['stato', 'abc', '--token', 'mio', ...options], { env });
  const concluso = (righe_per_stato: Record<string, number>, altro: object = {}): Risposta => ({
    status: 200,
    body: { id: 'abc', stato: 'concluso', concluso_il: '2026-11-21T06:05:12.000Z', righe_per_stato, ...altro },
  });

  it('shows where a deposit is and how many record are in each state, along the path', async () => {
    answers = [
      concluso(
        { respinta_da_inps: 1, accolta: 12, ritirata: 3, a_disposizione_di_inps: 2, respinta: 4 },
        { righe: 22, righe_silenti: 2, giorni_silenzio: 14 },
      ),
    ];
    expect((await stato()).output).toBe(`Invio abc: concluso
  concluso il                        21/11/26, 07:05:12
  record                             22
  respinto da Snodo                  4
  a disposizione di INPS             2
  ritirato da INPS                   3
  accolto da INPS                    12
  respinto da INPS                   1
  di cui senza risposta da 14 giorni 2
`);
    expect(requests[0]!.url).toBe('/rest/invii/v1/invii/abc');
  });

  it.each([
    ['in_attesa_di_codifica', 'in attesa di codifica'],
    ['non_trasmissibile', 'non trasmissibile a INPS'],
    ['lasciata_al_canale_dell_ente', 'lasciato al canale dell’ente'],
    ['superata', 'superato'],
  ])('says %s in words', async (state, words) => {
    answers = [concluso({ [state]: 7 }, { righe_silenti: 0, giorni_silenzio: 14 })];
    const { output } = await stato();
    expect(output).toMatch(new RegExp(`^  ${words} +7$`, 'm'));
    expect(output).not.toContain('senza risposta');
  });

  it('shows instants as a clock in Italy, in winter and in summer', async () => {
    answers = [concluso({}, { ricevuto_il: '2026-07-01T22:30:00.000Z' })];
    const { output } = await stato();
    expect(output).toMatch(/^ {2}ricevuto il +02\/07\/26, 00:30:00$/m);
    expect(output).toMatch(/^ {2}concluso il +21\/11\/26, 07:05:12$/m);
  });

  it('gives the whole answer with --json', async () => {
    answers = [{ status: 200, body: { stato: 'concluso' } }];
    expect(JSON.parse((await stato('--json')).output)).toEqual({ stato: 'concluso' });
  });

  it('lists rilievi to the last page', async () => {
    answers = [
      concluso({}),
      { status: 200, body: { items: [{ riga: 1 }, { riga: 2 }], next_cursor: 'a+b' } },
      { status: 200, body: { items: [{ riga: 3 }], next_cursor: null } },
    ];
    const { output } = await run(['stato', 'abc', '--rilievi', '--json', '--token', 'mio'], { env });
    expect(output).toBe('{"riga":1}\n{"riga":2}\n{"riga":3}\n');
    expect(requests.map(({ url }) => url)).toEqual([
      '/rest/invii/v1/invii/abc',
      '/rest/esiti/v1/invii/abc/rilievi?limit=100',
      '/rest/esiti/v1/invii/abc/rilievi?limit=100&cursor=a%2Bb',
    ]);
  });

  it('says each rilievo in the words of verifica, and that there is none', async () => {
    const rilievo = { riga: 4, linea: 27, colonna: 163, campo: 'A/@B', regola: 'PS-05', gravita: 'errore' };
    const items = [
      { ...rilievo, messaggio: 'Manca B.', rimedio: 'Scrivere B.' },
      {
        riga: null,
        linea: null,
        colonna: null,
        campo: '',
        regola: 'ST-01',
        gravita: 'errore',
        messaggio: 'M',
        rimedio: 'R',
      },
    ];
    answers = [concluso({}), { status: 200, body: { items, next_cursor: null } }];
    const args = ['stato', 'abc', '--rilievi', '--token', 'mio'];
    expect((await run(args, { env })).output).toBe(
      'errore  record n. 4, linea 27, colonna 163  PS-05  A/@B\n        Manca B.\n        Scrivere B.\n' +
        'errore  documento  ST-01\n        M\n        R\n',
    );
    answers = [concluso({}), { status: 200, body: { items: [], next_cursor: null } }];
    expect((await run(args, { env })).output).toBe('Nessun rilievo.\n');
  });

  it.each([
    ['--rilievi', [], 'finora nessun rilievo'],
    ['--rilievi', [{ riga: 1 }], 'altri rilievi possono aggiungersi'],
    ['--regole', [], 'finora nessun rilievo'],
  ])('does not say with %s that nothing is wrong with what is still being judged', async (option, items, words) => {
    answers = [
      { status: 200, body: { stato: 'in_validazione', concluso_il: null } },
      { status: 200, body: { items, next_cursor: null } },
    ];
    const { uscita, output, errors } = await stato(option);
    expect([uscita, errors]).toEqual([0, `l’invio è ancora in validazione: ${words}\n`]);
    expect(output).not.toContain('Nessun rilievo');
  });

  it('says with --regole which rules are broken, how often, and where first', async () => {
    const regola = { regola: 'PS-22', gravita: 'errore', rilievi: 3, righe: 2, messaggio: 'M.', rimedio: 'R.' };
    const primo = { riga: 4, foglio: 'Marzo', cella: 'C7', linea: 7, campo: 'A/@B' };
    answers = [concluso({}), { status: 200, body: { items: [{ ...regola, primo }] } }];
    expect((await stato('--regole')).output).toBe(
      'errore  PS-22  3 volte, 2 record\n        M.\n        R.\n        la prima: record n. 4, foglio Marzo, cella C7  A/@B\n',
    );
    expect(requests[1]!.url).toBe('/rest/esiti/v1/invii/abc/rilievi/regole');
  });

  it('needs a token, or the ente to ask one for', async () => {
    const { uscita, errors } = await run(['stato', 'abc'], { env });
    expect([uscita, errors]).toEqual([64, expect.stringContaining('--ente')]);
  });

  describe('--righe', () => {
    const page = (...items: object[]): Risposta => ({ status: 200, body: { items, next_cursor: null } });
    const refused = {
      numero: 4,
      linea: 27,
      stato: 'respinta_da_inps',
      silente: false,
      esito_inps: { flusso: 'A271.PS.1', accolto: false, codice: 'RICHIESTA_INVALIDA', descrizione: 'Dato mancante' },
    };

    it('lists what INPS refused with its answer, what it cannot take with the reason, what it does not answer about', async () => {
      answers = [
        page(refused),
        page({
          numero: 5,
          linea: 30,
          stato: 'non_trasmissibile',
          motivo_descrizione: 'il codice è STP',
          esito_inps: null,
        }),
        page({ numero: 6, linea: 33, stato: 'ritirata', silente: true, in_attesa_dal: '2025-03-15T10:00:00.000Z' }),
      ];
      const { uscita, output } = await stato('--righe');
      expect(uscita).toBe(0);
      expect(output).toBe(
        'respinto da INPS  record n. 4, linea 27  A271.PS.1\n        RICHIESTA_INVALIDA: Dato mancante\n' +
          'non trasmissibile a INPS  record n. 5, linea 30\n        il codice è STP\n' +
          'ritirato da INPS, senza risposta da 16 giorni  record n. 6, linea 33\n',
      );
      expect(requests.map(({ url }) => url)).toEqual([
        '/rest/esiti/v1/invii/abc/righe?stato=respinta_da_inps&limit=100',
        '/rest/esiti/v1/invii/abc/righe?stato=non_trasmissibile&limit=100',
        '/rest/esiti/v1/invii/abc/righe?silente=true&limit=100',
      ]);
    });

    it('is an object a line with --json, and says when there is nothing', async () => {
      answers = [page(refused), page(), page()];
      expect(JSON.parse((await stato('--righe', '--json')).output)).toEqual(refused);
      answers = [page(), page(), page()];
      expect((await stato('--righe')).output).toContain('Nessun record');
    });
  });

  describe('--attendi', () => {
    it('looks again until every record is at its end, and tells on the side how far they are', async () => {
      answers = [
        { status: 200, body: { stato: 'in_validazione', concluso_il: null, righe_per_stato: {} } },
        concluso({ accettata: 2 }),
        concluso({ accettata: 2 }),
        concluso({ ritirata: 1, accolta: 1 }),
        concluso({ accolta: 2 }),
        concluso({ accolta: 2 }),
      ];
      const { uscita, output, errors } = await stato('--attendi');
      expect(uscita).toBe(0);
      expect(errors).toBe('attendo: in validazione\nattendo: 2 accettato\nattendo: 1 ritirato da INPS\n');
      expect(output).toContain('accolto da INPS');
    });

    it('gives up when the time is over, shows where it is, and says so with its exit code', async () => {
      answers = Array.from({ length: 32 }, () => concluso({ ritirata: 1 }));
      const { uscita, output } = await stato('--attendi', '--entro', '1');
      expect(uscita).toBe(4);
      expect(output).toContain('ritirato da INPS');
      expect(requests).toHaveLength(32);
    });

    it('does not wait for INPS, nor for ten minutes, where nothing of the tracciato goes there', async () => {
      answers = Array.from({ length: 2 }, () => concluso({ accettata: 1000 }, { tracciato: 'ANAGRAFE@1.0' }));
      const { uscita, output, errors } = await stato('--attendi');
      expect([uscita, errors]).toEqual([0, '']);
      expect(output).toContain('accettato');
      expect(requests).toHaveLength(2);
    });

    it('does not wait for a document that could not be read', async () => {
      answers = Array.from({ length: 2 }, () => concluso({}, { stato: 'illeggibile' }));
      expect((await stato('--attendi')).uscita).toBe(0);
    });

    it.each(['0', 'x', '-1', '1.5'])('refuses --entro %s', async (entro) => {
      expect((await stato('--attendi', `--entro=${entro}`)).uscita).toBe(64);
    });
  });
});

describe('snodo interessato', () => {
  const codice = 'RSSMRK66C14H501U';
  const ask = (args: readonly string[], input = `${codice}\n`) =>
    run(['interessato', '--ente', 'A271', '--token', 't', '--protocollo', '2026/7', '--del', '2026-03-09', ...args], {
      env,
      input,
    });

  it('reads the code from where nobody else sees it, and shows what is known of the person', async () => {
    answers = [{ status: 200, body: { testo: 'DATI PERSONALI\n', persona: [] } }];
    const { uscita, output } = await ask(['--codice-da', '-']);
    expect([uscita, output]).toEqual([0, 'DATI PERSONALI\n']);
    expect(requests).toEqual([
      {
        method: 'POST',
        url: '/rest/anagrafe/v1/interessati/estratti',
        authorization: 'Bearer t',
        body: JSON.stringify({ codice_fiscale: codice, protocollo: '2026/7', richiesta_del: '2026-03-09' }),
      },
    ]);
  });

  it('writes it where only its user reads it, as JSON if asked', async () => {
    answers = [{ status: 200, body: { testo: 'T', persona: [] } }];
    const file = join(folder, 'estratto.json');
    const { uscita, output, errors } = await ask(['--codice-da', '-', '--uscita', file, '--json']);
    expect([uscita, output, errors]).toEqual([0, '', `scritto ${file}\n`]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ testo: 'T', persona: [] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('never writes over a file that is there: it may be of another person, or others may read it', async () => {
    const file = join(folder, 'di-un-altro.txt');
    writeFileSync(file, 'prima', { mode: 0o644 });
    const { uscita, errors } = await ask(['--codice-da', '-', '--uscita', file]);
    expect([uscita, errors]).toEqual([3, `${file} esiste già: indicare un altro nome con --uscita\n`]);
    expect([readFileSync(file, 'utf8'), requests]).toEqual(['prima', []]);
  });

  it.each([
    ['a name', 'Mirko Rossi\n'],
    ['two codes', `${codice}\n${codice}\n`],
    ['a book', 'A'.repeat(100_000)],
    ['nothing', ''],
  ])('refuses a file with %s, without repeating it', async (_che, input) => {
    const { uscita, errors } = await ask(['--codice-da', '-'], input);
    expect(uscita).toBe(2);
    expect(errors).not.toMatch(/Rossi|RSSMRK|AAA/);
    expect(requests).toEqual([]);
  });

  it('takes no code in its own line', async () => {
    const { uscita } = await ask(['--codice-da', '-', codice]);
    expect([uscita, requests]).toEqual([64, []]);
  });
});
