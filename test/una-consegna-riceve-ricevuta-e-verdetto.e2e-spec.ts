import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JSONWebKeySet, compactVerify, createLocalJWKSet } from 'jose';
import { situazioneRiga } from '../apps/ingestion/src/riga/stato-riga.js';
import { TIPI_ERRORE } from '#libs/sintetici';
import { eventually } from '#libs/testing';
import { CORPUS_INSIDIOSO, CORPUS_OSTILE, type DocumentoOstile } from '#libs/tracciati';
import { Cliente } from './prova/chiamate.js';
import { documentoCon, documentoDi, erroriDi } from './prova/documenti.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';
import { type Ricevente, startRicevente } from './prova/ricevente.js';
import { ENTI } from './prova/riferimenti.js';
import { dropBus } from './prova/broker.js';
import { trasporto } from './prova/trasporto.js';

const CF = 'RSSMRA80A01H501U';
const LIMITE_INVIO = 3 * 1024 * 1024;

describe.each([trasporto()])('una consegna riceve ricevuta e verdetto ($kind)', (transport) => {
  let ingestion: IngestionInProva;
  let ricevente: Ricevente;
  let recanati: Cliente;
  let loreto: Cliente;
  let ats: Cliente;

  beforeAll(async () => {
    ingestion = await startIngestion(transport, { SNODO_LIMITE_INVIO: `${LIMITE_INVIO}B` });
    const { database, emittente, env, prefix, url } = ingestion;
    ricevente = await startRicevente(database, transport, prefix, env['SNODO_CHIAVI_MESSAGGI']!);
    recanati = new Cliente(url, emittente, 'recanati');
    loreto = new Cliente(url, emittente, 'loreto');
    ats = new Cliente(url, emittente, 'ats');
  });

  afterAll(async () => {
    await ricevente.close();
    await ingestion.close();
    if (transport.kind === 'rabbitmq') await dropBus(transport.url, ingestion.prefix);
  });

  async function heardOf(invioId: string, righe: number) {
    return eventually(async () => {
      const heard = (await ricevente.sentite()).filter(({ rigaId }) => rigaId.startsWith(invioId.slice(0, 28)));
      expect(heard).toHaveLength(righe);
      return heard;
    });
  }

  it('gives a signed ricevuta at once, then accepts a clean document and publishes every riga once', async () => {
    const testo = documentoDi('recanati', { seed: 'pulito', righe: 30 });
    const { status, headers, body } = await recanati.deposit(testo);
    expect(status).toBe(202);
    expect(headers.get('location')).toMatch(new RegExp(`/rest/invii/v1/invii/${body.id}/stato$`));
    const { firma, ...contenuto } = body.ricevuta;
    expect(contenuto).toMatchObject({
      invio_id: body.id,
      ente: ENTI.recanati.id,
      tracciato: 'PS_PSA_SINA@201812',
      dimensione: Buffer.byteLength(testo),
      impronta_sha256: createHash('sha256').update(testo).digest('hex'),
    });
    // As an ente would: with nothing but what the hub publishes.
    const chiavi = (await (await fetch(`${ingestion.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
    const { payload, protectedHeader } = await compactVerify(firma, createLocalJWKSet(chiavi));
    expect(protectedHeader.typ).toBe('ricevuta+jws');
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(contenuto);
    expect(chiavi.keys.flatMap((key) => Object.keys(key))).not.toContain('d');

    const concluso = await recanati.concluso(body.id);
    expect(concluso).toMatchObject({
      stato: 'concluso',
      righe: 30,
      righe_per_stato: { accettata: 30 },
      schema_valido: true,
    });
    const heard = await heardOf(body.id, 30);
    expect(new Set(heard.map(({ rigaId }) => rigaId)).size).toBe(30);
    expect(heard.every(({ revisione, annullamento }) => revisione === 1 && !annullamento)).toBe(true);
    const { body: again } = await recanati.get(`/rest/esiti/v1/ricevute/${body.ricevuta.id}`);
    // By now it may be in the sealed register.
    expect({ ...again, prova: undefined }).toEqual({ ...body.ricevuta, prova: undefined });
  });

  it('says of every refused riga which line, field and rule, with remedy and whole value; the others go on', async () => {
    const richiesta = { seed: 'errori', righe: 120, righeErrate: 60 };
    const sown = erroriSeminati(richiesta);
    const { body } = await recanati.deposit(documentoDi('recanati', sown.richiesta));
    const concluso = await recanati.concluso(body.id);
    const rilievi = await recanati.rilievi(body.id);
    for (const { riga, regola } of sown.errori) {
      expect(rilievi.find((one) => one.riga === riga && one.regola === regola)).toMatchObject({
        linea: expect.any(Number),
        messaggio: expect.stringMatching(/./),
        rimedio: expect.stringMatching(/./),
        fonte: expect.stringMatching(/./),
      });
    }
    const refused = new Set(rilievi.filter(({ gravita }) => gravita === 'errore').map(({ riga }) => riga));
    expect(concluso.righe_per_stato).toEqual({ respinta: refused.size, accettata: 120 - refused.size });
    expect(concluso.righe).toBe(120);
    await heardOf(body.id, 120 - refused.size);

    const page = await recanati.get(`/rest/esiti/v1/invii/${body.id}/rilievi?limit=1`);
    expect(page.body.items).toHaveLength(1);
    const csv = await recanati.get(`/rest/esiti/v1/invii/${body.id}/rilievi?formato=csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.body.trim().split('\r\n')).toHaveLength(rilievi.length + 1);
  });

  it('answers the same bytes with the same ricevuta, and other bytes under the same key with 409', async () => {
    const testo = documentoDi('recanati', { seed: 'ripetuto', righe: 3 });
    const first = await recanati.deposit(testo, { 'idempotency-key': 'chiave-1' });
    const again = await recanati.deposit(testo, { 'idempotency-key': 'chiave-1' });
    expect([first.status, again.status]).toEqual([202, 200]);
    expect(again.body).toEqual({ ...first.body, ripetuto: true });
    const other = await recanati.deposit(`${testo}\n`, { 'idempotency-key': 'chiave-1' });
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ code: 'chiave_gia_usata', fault: 'sender', retryable: false });
  });

  it('makes a new revision of a corrected riga and none of an unchanged one', async () => {
    const uno = { codiceFiscale: CF, protocollo: 'CORR-1' };
    const due = { codiceFiscale: CF, protocollo: 'CORR-2' };
    const first = await recanati.deposit(documentoCon('recanati', [uno, due]));
    await recanati.concluso(first.body.id);
    const second = await recanati.deposit(documentoCon('recanati', [{ ...uno, importo: '120.50' }, due]));
    const concluso = await recanati.concluso(second.body.id);
    expect(concluso.righe_per_stato).toEqual({ accettata: 2 });
    const heard = await heardOf(second.body.id, 1);
    expect(heard[0]).toMatchObject({ revisione: 2, annullamento: false });
    expect(heard[0]!.contenuto['importoPrestazione']).toBe(12050);
    expect((await recanati.concluso(first.body.id)).righe_per_stato).toEqual({ superata: 2 });
    const rilievi = await recanati.rilievi(second.body.id);
    expect(rilievi.map(({ riga, regola, gravita }) => [riga, regola, gravita])).toEqual([[2, 'ST-03', 'avviso']]);

    const superata = await recanati.get(`/rest/esiti/v1/righe/${first.body.id.slice(0, 28)}00000001`);
    expect(superata.body).toMatchObject({ stato: 'superata', numero: 1, revisione: 1 });
    expect(superata.body.passi.map(({ passo }: { passo: string }) => passo)).toEqual([
      'ricevuta',
      'accettata',
      'superata',
    ]);
    expect(superata.body.passi[2].per_effetto_di).toBe(`${second.body.id.slice(0, 28)}00000001`);
  });

  it('cancels a record with a riga that says so, and refuses to cancel what it does not have', async () => {
    const riga = { codiceFiscale: CF, protocollo: 'ANN-1' };
    const first = await recanati.deposit(documentoCon('recanati', [riga]));
    await recanati.concluso(first.body.id);
    const second = await recanati.deposit(
      documentoCon('recanati', [
        { ...riga, annullamento: true },
        { ...riga, protocollo: 'MAI-VISTO', annullamento: true },
      ]),
    );
    const concluso = await recanati.concluso(second.body.id);
    expect(concluso.righe_per_stato).toEqual({ accettata: 1, respinta: 1 });
    expect((await recanati.rilievi(second.body.id)).map(({ riga, regola }) => [riga, regola])).toEqual([[2, 'ST-02']]);
    expect((await recanati.concluso(first.body.id)).righe_per_stato).toEqual({ annullata: 1 });
    const [heard] = await heardOf(second.body.id, 1);
    expect(heard).toMatchObject({ annullamento: true, revisione: 2 });
  });

  it('takes back a cancelled invio; its bytes are then a new invio, and live again', async () => {
    const testo = documentoCon('recanati', [{ codiceFiscale: CF, protocollo: 'RITIRO-1' }]);
    const first = await recanati.deposit(testo);
    await recanati.concluso(first.body.id);
    const cancelled = await recanati.call('POST', `/rest/invii/v1/invii/${first.body.id}/annullamenti`);
    expect(cancelled.status).toBe(202);
    const again = await recanati.deposit(testo);
    expect(again.status).toBe(202);
    expect(again.body.id).not.toBe(first.body.id);
    await recanati.concluso(again.body.id);
    expect((await recanati.concluso(first.body.id)).righe_per_stato).toEqual({ annullata: 1 });
    expect((await heardOf(first.body.id, 2)).map((one) => [one.revisione, one.annullamento])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(await heardOf(again.body.id, 1)).toMatchObject([{ revisione: 3, annullamento: false }]);
  });

  it('emits nothing of an illeggibile document and says where it breaks', async () => {
    const whole = documentoDi('recanati', { seed: 'troncato', righe: 40 });
    const { body } = await recanati.deposit(whole.slice(0, whole.length - 200));
    const concluso = await recanati.concluso(body.id);
    expect(concluso).toMatchObject({ stato: 'illeggibile', righe: 0, righe_per_stato: {} });
    const rilievi = await recanati.rilievi(body.id);
    expect(rilievi).toHaveLength(1);
    expect(rilievi[0]).toMatchObject({ riga: null, regola: 'XML-03', gravita: 'errore' });
    expect(rilievi[0]!.linea).toBeGreaterThan(40);
    await heardOf(body.id, 0);
  });

  it('refuses every riga of a document of an ente that the depositor may not deposit for', async () => {
    const { body } = await recanati.deposit(documentoCon('altro', [{ codiceFiscale: CF, protocollo: 'ALTRUI' }]));
    const concluso = await recanati.concluso(body.id);
    expect(concluso.righe_per_stato).toEqual({ respinta: 1 });
    expect((await recanati.rilievi(body.id)).map(({ riga, regola }) => [riga, regola])).toEqual([[null, 'ST-01']]);
    await heardOf(body.id, 0);
  });

  it('deposits for another ente only under a delega in force, and shows it to the ente erogatore', async () => {
    const testo = documentoCon('loreto', [
      { codiceFiscale: CF, protocollo: 'DELEGA-1' },
      { codiceFiscale: CF, protocollo: 'DELEGA-2', codicePrestazione: 'Z9.99' },
    ]);
    const query = `tracciato=PS_PSA_SINA&ente=${ENTI.loreto.belfiore}`;
    expect((await recanati.deposit(testo, {}, query)).status).toBe(403);
    const unknown = await recanati.deposit(testo, {}, 'tracciato=PS_PSA_SINA&ente=Z999');
    const others = await recanati.deposit(testo, {}, `tracciato=PS_PSA_SINA&ente=${ENTI.altro.belfiore}`);
    expect({ ...unknown.body, correlation_id: '' }).toEqual({ ...others.body, correlation_id: '' });

    const deposited = await ats.deposit(testo, {}, query);
    expect(deposited.status).toBe(202);
    expect(await ats.concluso(deposited.body.id)).toMatchObject({ righe_per_stato: { accettata: 1, respinta: 1 } });
    const riga = `/rest/esiti/v1/righe/${deposited.body.id.slice(0, 28)}00000001`;
    expect((await loreto.get(riga)).body).toMatchObject({ stato: 'accettata', ente_erogatore: ENTI.loreto.id });
    expect((await ats.get(riga)).status).toBe(200);
    expect((await recanati.get(riga)).status).toBe(404);
  });

  it('shows whole values to who sent the invio and to the ente erogatore, counts them by rule, and filters them', async () => {
    const testo = documentoCon('loreto', [
      { codiceFiscale: CF, protocollo: 'MASCHERA', codicePrestazione: 'Z9.98' },
      { codiceFiscale: CF, protocollo: 'MASCHERA-2', codicePrestazione: 'Z9.97' },
    ]);
    const { body } = await ats.deposit(testo, {}, `tracciato=PS_PSA_SINA&ente=${ENTI.ats.belfiore}`);
    await ats.concluso(body.id);
    const path = `/rest/esiti/v1/invii/${body.id}/rilievi`;
    for (const cliente of [ats, loreto]) {
      const { items } = (await cliente.get(`${path}?regola=PS-22&gravita=errore&riga=2`)).body;
      expect(items).toMatchObject([{ riga: 2, valore: 'Z9.97', foglio: null, cella: null }]);
      const { body: regole } = await cliente.get(`${path}/regole`);
      expect(regole.items[0]).toMatchObject({
        regola: 'PS-22',
        gravita: 'errore',
        colpa: 'mittente',
        rilievi: 2,
        righe: 2,
        campi: [{ campo: 'PrestazioniSociali/@CodicePrestazione', rilievi: 2 }],
        primo: { riga: 1, riga_id: `${body.id.slice(0, 28)}00000001`, cella: null },
        pagina: expect.stringMatching(/tracciati\/PS_PSA_SINA\/201812\/documentazione#PS-22$/),
      });
      expect(JSON.stringify(regole)).not.toContain('Z9.9');
    }
    expect((await ats.get(`${path}?gravita=avviso&regola=PS-22`)).body.items).toEqual([]);
    expect((await ats.get(`${path}?regola=%27`)).status).toBe(422);
    const xlsx = await ats.get(`${path}?formato=xlsx`);
    expect(xlsx.headers.get('content-disposition')).toBe(`attachment; filename="rilievi-${body.id}.xlsx"`);
  });

  it('answers "not found" for what belongs to others, as for what does not exist (I5)', async () => {
    const { body } = await recanati.deposit(documentoCon('recanati', [{ codiceFiscale: CF, protocollo: 'MIO' }]));
    await recanati.concluso(body.id);
    const missing = '01a00000-0000-7000-8000-000000000000';
    const paths = (id: string, ricevuta: string) => [
      `/rest/invii/v1/invii/${id}`,
      `/rest/esiti/v1/invii/${id}`,
      `/rest/esiti/v1/invii/${id}/rilievi`,
      `/rest/esiti/v1/invii/${id}/rilievi?formato=csv`,
      `/rest/esiti/v1/invii/${id}/rilievi/regole`,
      `/rest/esiti/v1/righe/${id.slice(0, 28)}00000001`,
      `/rest/esiti/v1/ricevute/${ricevuta}`,
    ];
    const theirs = paths(body.id, body.ricevuta.id);
    for (const [at, path] of paths(missing, missing).entries()) {
      const [unknown, foreign] = [await loreto.get(path), await loreto.get(theirs[at]!)];
      expect(foreign.status).toBe(404);
      expect({ ...foreign.body, correlation_id: '', instance: '' }).toEqual({
        ...unknown.body,
        correlation_id: '',
        instance: '',
      });
    }
    expect((await loreto.call('POST', `/rest/invii/v1/invii/${body.id}/annullamenti`)).status).toBe(404);
    expect((await loreto.get('/rest/esiti/v1/invii')).body.items.map(({ id }: { id: string }) => id)).not.toContain(
      body.id,
    );
  });

  it('pages the invii of the caller, newest first, each once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await recanati.get(`/rest/esiti/v1/invii?limit=3${cursor}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
    expect((await recanati.get('/rest/esiti/v1/invii?cursor=storto')).body.code).toBe('parametro_non_valido');
  });

  it('refuses a token of nobody, and a request without one', async () => {
    const { url, emittente } = ingestion;
    const stranger = `Bearer ${await emittente.token('sconosciuto')}`;
    for (const authorization of [undefined, 'Bearer x.y.z', stranger]) {
      const response = await fetch(`${url}/rest/invii/v1/invii?tracciato=PS_PSA_SINA`, {
        method: 'POST',
        headers: { 'content-type': 'application/xml', ...(authorization === undefined ? {} : { authorization }) },
        body: '<Flusso/>',
      });
      expect([401, 403]).toContain(response.status);
    }
  });

  it.each([
    ['no tracciato', 'ente=H211', 400, 'parametro_non_valido'],
    ['an unknown tracciato', 'tracciato=BOH_BOH&ente=H211', 400, 'tracciato_sconosciuto'],
    ['a tracciato that is not active', 'tracciato=IASS&ente=H211', 409, 'tracciato_non_attivo'],
  ])('refuses a deposit with %s', async (_, query, status, code) => {
    const answer = await recanati.deposit('<Flusso/>', {}, query);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses an empty body, a compressed one, one that is too large and one of another kind, and keeps nothing', async () => {
    const before = await countKept();
    const empty = await recanati.deposit('');
    const gzip = await recanati.deposit('x', { 'content-encoding': 'gzip' });
    const huge = await recanati.deposit(new Uint8Array(4 * 1024 * 1024));
    const image = await recanati.deposit('{}', { 'content-type': 'image/png' });
    expect([empty, gzip, huge, image].map(({ status }) => status)).toEqual([400, 415, 413, 415]);
    expect(empty.body.code).toBe('corpo_vuoto');
    expect(gzip.body.detail).toContain('Content-Encoding');
    expect(await countKept()).toEqual(before);
  });

  it('I9 refuses a body that grows past the limit without saying so, and one cut in the middle: nothing is left', async () => {
    const before = await countKept();
    const token = await ingestion.emittente.token('recanati');
    const chunk = 'x'.repeat(64 * 1024);
    const answer = await rawPost(
      ingestion.url,
      token,
      Array.from({ length: 80 }, () => chunk),
      true,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413/);
    await rawPost(
      ingestion.url,
      token,
      Array.from({ length: 20 }, () => chunk),
      false,
    );
    await eventually(async () => expect(await countKept()).toEqual(before));
  });

  it.each(hostileDocuments())(
    'I9 finds a hostile document illeggibile, says why, and emits nothing: %s (%s)',
    async (_, regola, bytes) => {
      const { status, body } = await recanati.deposit(bytes);
      expect(status).toBe(202);
      expect(await recanati.concluso(body.id)).toMatchObject({ stato: 'illeggibile', righe: 0, righe_per_stato: {} });
      const [first, ...others] = await recanati.rilievi(body.id);
      expect(first).toMatchObject({ riga: null, gravita: 'errore', regola });
      expect(others.filter(({ riga }) => riga !== null)).toEqual([]);
      await heardOf(body.id, 0);
    },
  );

  it.each(CORPUS_INSIDIOSO.map((insidioso) => [insidioso.nome, insidioso.regola, insidioso] as const))(
    'I9 reads a document with something hidden in it, and says so of its riga: %s (%s)',
    async (_, regola, insidioso) => {
      const { status, body } = await recanati.deposit(Buffer.concat([...insidioso.pezzi()]));
      expect(status).toBe(202);
      expect(await recanati.concluso(body.id)).toMatchObject({ stato: 'concluso', righe: 1 });
      const rilievi = await recanati.rilievi(body.id);
      expect(rilievi.filter(({ riga }) => riga === 1).map((one) => one.regola)).toContain(regola);
    },
  );

  it('I9 writes a formula of a sender into a CSV as text', async () => {
    const testo = documentoCon('recanati', [{ codiceFiscale: CF, protocollo: 'FORMULA', codicePrestazione: '=1+1A' }]);
    const { body } = await recanati.deposit(testo);
    await recanati.concluso(body.id);
    const csv = await recanati.get(`/rest/esiti/v1/invii/${body.id}/rilievi?formato=csv`);
    expect(csv.body).toContain("'=1+1A");
    expect(csv.body).not.toMatch(/(^|;)=1/m);
  });

  it('verifies without keeping anything, with the verdict of a deposit', async () => {
    const before = await countKept();
    const sown = erroriSeminati({ seed: 'verifica', righe: 60, righeErrate: 30 });
    const testo = documentoDi('recanati', sown.richiesta);
    const verifica = await recanati.call('POST', '/rest/invii/v1/verifiche?tracciato=PS_PSA_SINA', testo);
    expect(verifica.status).toBe(200);
    expect(verifica.body.non_verificato.map(({ codice }: { codice: string }) => codice)).toContain('ST-02');
    expect(await countKept()).toEqual(before);
    const { body } = await recanati.deposit(testo);
    const concluso = await recanati.concluso(body.id);
    expect(verifica.body.righe_senza_errori).toBe(concluso.righe_per_stato.accettata);
    const key = ({ riga, regola, linea }: { riga: number; regola: string; linea: number }) =>
      `${riga} ${regola} ${linea}`;
    expect(verifica.body.rilievi.map(key).toSorted()).toEqual((await recanati.rilievi(body.id)).map(key).toSorted());
  });

  it('I3 the righe of every invio add up, and each stored state follows from what happened', async () => {
    const wrong = await ingestion.database.admin(
      `SELECT i.id FROM ingestion.invio i LEFT JOIN ingestion.riga r ON r.invio_id = i.id
       WHERE i.concluso_il IS NOT NULL GROUP BY i.id HAVING count(r.id) <> i.righe`,
    );
    expect(wrong).toEqual([]);
    const righe = await ingestion.database.admin<{ stato: string; sostituita_da: string | null }>(
      `SELECT stato, sostituita_da FROM ingestion.riga`,
    );
    for (const { stato, sostituita_da: da } of righe) {
      const il = '';
      const giudizio = stato === 'respinta' ? ('respinta' as const) : ('accettata' as const);
      const facts = [
        { tipo: 'giudicata' as const, il, giudizio },
        ...(stato === 'superata' || stato === 'annullata' ? [{ tipo: stato, il, da: da ?? '' } as const] : []),
      ];
      expect(situazioneRiga(facts).stato).toBe(stato);
    }
  });

  async function countKept() {
    const [row] = await ingestion.database.admin(
      `SELECT (SELECT count(*) FROM ingestion.invio) AS invii, (SELECT count(*) FROM ingestion.custodia) AS blocchi,
         (SELECT count(*) FROM ingestion.caricamento) AS caricamenti, (SELECT count(*) FROM ingestion.ricevuta) AS ricevute`,
    );
    return row;
  }
});

function erroriSeminati(richiesta: { seed: string; righe: number; righeErrate: number }) {
  const all = { ...richiesta, errori: TIPI_ERRORE.map(({ nome }) => nome) };
  return { richiesta: all, errori: erroriDi('recanati', all).filter(({ riga }) => riga !== null) };
}

/** Writes a request by hand, so that it can lie or stop. @returns the head of the answer, empty when cut */
function rawPost(url: string, token: string, chunks: readonly string[], finish: boolean): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', () => resolve(answer));
    socket.write(
      `POST /rest/invii/v1/invii?tracciato=PS_PSA_SINA&ente=H211 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
        'Content-Type: application/xml\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
    );
    for (const chunk of chunks) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    if (finish) socket.write('0\r\n\r\n');
    else setTimeout(() => socket.destroy(), 300);
  });
}

/** The corpus as far as it fits in what this test lets through; whole files, because a client sends whole files. */
function hostileDocuments(): [nome: string, regola: string, bytes: Uint8Array][] {
  return CORPUS_OSTILE.map((ostile): [string, string, Uint8Array] => [
    ostile.nome,
    ostile.regola,
    beginningOf(ostile),
  ]).filter(([, , { length }]) => length > 0 && length <= LIMITE_INVIO);
}

/** A document of the corpus; of a longer one what shows that it does not fit. */
function beginningOf(ostile: DocumentoOstile): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (const pezzo of ostile.pezzi()) {
    pieces.push(pezzo);
    length += pezzo.length;
    if (length > LIMITE_INVIO) break;
  }
  return Buffer.concat(pieces);
}
