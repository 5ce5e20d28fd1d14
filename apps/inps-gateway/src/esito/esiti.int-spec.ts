import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EsitoRicevuto, esitiRicevutiV1 } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { DocumentoInps, documentoInpsMancante } from '../prova/documento-inps.js';
import { type FlussoLetto, GatewayDiProva } from '../prova/gateway-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { TRE_ANNI, riga } from '../prova/righe-di-prova.js';
import { ElaboraNotifiche } from './elabora-notifiche.js';
import { RiprovaOrfani } from './riprova-orfani.js';

const documento = documentoInpsMancante === undefined ? new DocumentoInps() : undefined;
if (documentoInpsMancante !== undefined) process.stderr.write(`skipped: ${documentoInpsMancante}\n`);

describe('outcomes that INPS hands over', () => {
  let gateway: GatewayDiProva;
  let record = 0;

  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
  });
  afterAll(() => gateway.close());
  beforeEach(() => gateway.forgetSaid());

  /** Publishes new righe and gives their flussi. */
  const published = async (count = 1, contenuto = {}): Promise<FlussoLetto[]> => {
    const from = (await gateway.log('recanati')).length;
    await gateway.publish(Array.from({ length: count }, () => riga({ record: `e${(record += 1)}`, contenuto })));
    return (await gateway.log('recanati')).slice(from);
  };
  const esitoOf = ({ id_flusso, ts }: FlussoLetto, codice_esito = 'OK', more: object = {}): object => ({
    id_flusso,
    ts_flusso: new Date(ts).toISOString(),
    ts_acquisizione: '2026-03-12T03:04:05.678Z',
    tipo: 'PS_PSA_SINA',
    codice_esito,
    ...(codice_esito === 'OK' ? { id_acquisizione_siuss: '22738' } : { descrizione_esito: 'Dati incoerenti' }),
    ...more,
  });
  const post = (body: unknown, codice = 'H211') =>
    gateway
      .ask('inps', 'post', `/waas/${codice}/v1/esiti`)
      .set('content-type', 'application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
  const hand = async (elenco_esiti: unknown[], codice = 'H211'): Promise<void> => {
    const body = { elenco_esiti };
    await post(body, codice).expect(204);
    await gateway.get(ElaboraNotifiche).run();
    await eventually(async () => (await pending()) === 0);
  };
  const pending = async (): Promise<number> => {
    const [row] = await gateway.database.admin<{ n: number }>(
      'SELECT count(*)::int AS n FROM inps_gateway.notifica WHERE elaborata_il IS NULL',
    );
    return row!.n;
  };
  const said = async (): Promise<EsitoRicevuto[]> =>
    (await gateway.said(esitiRicevutiV1)).flatMap(({ ente, esiti }) => {
      expect(ente).toBe(ENTI.recanati.id);
      return esiti;
    });
  const operations = async (from: number): Promise<string> =>
    (await gateway.log('recanati'))
      .slice(from)
      .map(({ operazione }) => operazione)
      .join('');
  const orphans = () =>
    gateway.database.admin<{ id_flusso: string; codice: string; volte: number }>(
      'SELECT id_flusso, codice, volte FROM inps_gateway.esito WHERE ts IS NULL ORDER BY id',
    );

  it('of a small comune do not wait behind the hundreds of a city', async () => {
    for (let n = 0; n < 60; n += 1) await post({ elenco_esiti: [] }).expect(204);
    await post({ elenco_esiti: [] }, 'E690').expect(204);
    await gateway.get(ElaboraNotifiche).run();
    await eventually(async () => (await pending()) === 0);
    // All of them again, now that they are all there.
    await gateway.database.admin('UPDATE inps_gateway.notifica SET elaborata_il = NULL');
    await gateway.get(ElaboraNotifiche).run();
    await eventually(async () => (await pending()) === 0);
    const inOrder = await gateway.database.admin<{ ente: string }>(
      'SELECT ente FROM inps_gateway.notifica ORDER BY xmin::text::bigint',
    );
    expect(inOrder.findIndex(({ ente }) => ente === ENTI.loreto.id)).toBeLessThanOrEqual(1);
  });

  it('are told once each, with the riga and in INPS’s words', async () => {
    const [first, second] = await published(2);
    await hand([esitoOf(first!), esitoOf(second!, 'RICHIESTA_INVALIDA')]);
    expect(await said()).toEqual([
      {
        rigaId: first!.riga_id,
        recordId: expect.any(String),
        revisione: 1,
        idFlusso: first!.id_flusso,
        di: 1,
        accolto: true,
        codice: 'OK',
        descrizione: null,
        idAcquisizione: '22738',
        acquisitoIl: '2026-03-12T03:04:05.678Z',
      },
      expect.objectContaining({ accolto: false, codice: 'RICHIESTA_INVALIDA', descrizione: 'Dati incoerenti' }),
    ]);
  });

  it('ninety-nine accepted and one refused are all told', async () => {
    const flussi = await published(100);
    await hand(flussi.map((flusso, at) => esitoOf(flusso, at === 57 ? 'ERRORE_GENERICO' : 'OK')));
    const told = await said();
    expect(told.map(({ idFlusso }) => idFlusso)).toEqual(flussi.map(({ id_flusso }) => id_flusso));
    expect(told.filter(({ accolto }) => !accolto).map(({ idFlusso }) => idFlusso)).toEqual([flussi[57]!.id_flusso]);
  });

  it('with long words are told in messages that stay small', async () => {
    const flussi = await published(40);
    await hand(flussi.map((flusso) => esitoOf(flusso, 'ERRORE_GENERICO', { descrizione_esito: 'à'.repeat(9_000) })));
    const messages = await gateway.said(esitiRicevutiV1);
    expect(messages.flatMap(({ esiti }) => esiti)).toHaveLength(40);
    for (const message of messages) expect(JSON.stringify(message).length).toBeLessThan(256 * 1024);
  });

  it('I2 handed over again, whole or in part or twice in one batch, are told once', async () => {
    const flussi = await published(3);
    const batch = flussi.map((flusso) => esitoOf(flusso));
    await hand(batch);
    await hand(batch);
    await hand([batch[1], batch[1], batch[0]]);
    expect(await said()).toHaveLength(3);
    const [row] = await gateway.database.admin<{ volte: number }>(
      'SELECT volte FROM inps_gateway.esito WHERE id_flusso = $1',
      [flussi[1]!.id_flusso],
    );
    expect(row!.volte).toBe(4);
  });

  it('are known by either name of the id, and whatever else they carry', async () => {
    const [flusso] = await published();
    const { id_flusso: codice_siuss, ...rest } = esitoOf(flusso!) as { id_flusso: string };
    await hand([{ ...rest, codice_siuss, codice_ente: 'H211', altro: [1, { due: 2 }] }]);
    expect((await said()).map(({ idFlusso }) => idFlusso)).toEqual([flusso!.id_flusso]);
  });

  it('that contradict an earlier one are kept and told too; the last one holds', async () => {
    const [flusso] = await published();
    await hand([esitoOf(flusso!, 'ERRORE_GENERICO')]);
    await hand([esitoOf(flusso!, 'OK')]);
    expect((await said()).map(({ codice }) => codice)).toEqual(['ERRORE_GENERICO', 'OK']);
    const kept = await gateway.database.admin('SELECT FROM inps_gateway.esito WHERE id_flusso = $1', [
      flusso!.id_flusso,
    ]);
    expect(kept).toHaveLength(2);
  });

  it('that refuse an insertion make it one that need not be taken back', async () => {
    const flussi = await published(1, TRE_ANNI);
    const from = (await gateway.log('recanati')).length;
    await hand([esitoOf(flussi[1]!, 'DATI_NON_TROVATI')]);
    await gateway.publish([riga({ record: `e${record}`, revisione: 2, annullamento: true })]);
    const log = (await gateway.log('recanati')).slice(from);
    expect(log.map(({ xml }) => /DataInizioPrestazione="(\d{4})/.exec(xml)![1])).toEqual(['2024', '2026']);
  });

  it('that accept at last what they had refused make it one to take back again', async () => {
    const [flusso] = await published();
    const from = (await gateway.log('recanati')).length;
    await hand([esitoOf(flusso!, 'ERRORE_GENERICO')]);
    await hand([esitoOf(flusso!, 'OK')]);
    await gateway.publish([riga({ record: `e${record}`, revisione: 2, contenuto: { importoMensile: 9 } })]);
    expect(await operations(from)).toBe('CI');
  });

  it('that refuse what was corrected meanwhile leave the correction alone', async () => {
    const [flusso] = await published();
    const from = (await gateway.log('recanati')).length;
    await gateway.publish([riga({ record: `e${record}`, revisione: 2, contenuto: { importoMensile: 9 } })]);
    await hand([esitoOf(flusso!, 'ERRORE_GENERICO')]);
    await gateway.publish([riga({ record: `e${record}`, revisione: 3, annullamento: true })]);
    expect(await operations(from)).toBe('CIC');
  });

  it('of flussi nobody knows are kept, told to nobody, and do not hold up the others', async () => {
    const [flusso] = await published();
    const unknown = { ...esitoOf(flusso!), id_flusso: 'H211.PS.20200101.0000001' };
    await hand([unknown, esitoOf(flusso!), null, 'x', { id_flusso: flusso!.id_flusso }, {}]);
    expect((await said()).map(({ idFlusso }) => idFlusso)).toEqual([flusso!.id_flusso]);
    expect(await orphans()).toEqual([
      { id_flusso: 'H211.PS.20200101.0000001', codice: 'OK', volte: 1 },
      { id_flusso: flusso!.id_flusso, codice: '', volte: 1 },
      { id_flusso: '', codice: '', volte: 3 },
    ]);
  });

  it('handed over at the address of another ente are orphans there, and no outcome', async () => {
    const [flusso] = await published();
    await hand([esitoOf(flusso!)], 'E690');
    expect(await gateway.said(esitiRicevutiV1)).toEqual([]);
    const [row] = await gateway.database.admin<{ ente: string }>(
      'SELECT ente FROM inps_gateway.esito WHERE id_flusso = $1',
      [flusso!.id_flusso],
    );
    expect(row!.ente).toBe(ENTI.loreto.id);
  });

  it('that came before their flusso are told once it is there', async () => {
    const next = (await gateway.log('recanati')).length + 1;
    const id_flusso = `H211.PS.20260310.${String(next).padStart(7, '0')}`;
    await hand([{ codice_esito: 'ERRORE_GENERICO', id_flusso, descrizione_esito: 'troppo presto' }]);
    expect(await gateway.get(RiprovaOrfani).run()).toBe(0);
    const [flusso] = await published();
    expect(flusso!.id_flusso).toBe(id_flusso);
    expect(await gateway.get(RiprovaOrfani).run()).toBe(1);
    expect(await gateway.get(RiprovaOrfani).run()).toBe(0);
    // INPS did not say when it took it: the time of the batch stands for it.
    expect(await said()).toEqual([
      expect.objectContaining({
        idFlusso: id_flusso,
        descrizione: 'troppo presto',
        acquisitoIl: '2026-03-10T09:00:00.000Z',
      }),
    ]);
  });

  it('that came before their flusso and contradict each other count once, as the last of them', async () => {
    const counts = async (): Promise<{ accolti: number; respinti: number }> => {
      const [row] = await gateway.database.admin<{ accolti: number; respinti: number }>(
        'SELECT accolti::int AS accolti, respinti::int AS respinti FROM inps_gateway.andamento WHERE ente = $1',
        [ENTI.recanati.id],
      );
      return row!;
    };
    const before = await counts();
    const next = (await gateway.log('recanati')).length + 1;
    const id_flusso = `H211.PS.20260310.${String(next).padStart(7, '0')}`;
    await hand([
      { codice_esito: 'OK', id_flusso },
      { codice_esito: 'ERRORE_GENERICO', id_flusso },
    ]);
    await published();
    expect(await gateway.get(RiprovaOrfani).run()).toBe(2);
    expect(await counts()).toEqual({ accolti: before.accolti, respinti: before.respinti + 1 });
    expect((await said()).map(({ accolto }) => accolto)).toEqual([true, false]);
  });

  it.each([
    ['no list at all', {}],
    ['an empty list', { elenco_esiti: [] }],
    ['more than a hundred items', { elenco_esiti: Array.from({ length: 150 }, () => ({})) }],
    ['fields beside the list', { elenco_esiti: [], altro: 1 }],
    ['a list of anything', { elenco_esiti: [1, null, 'x', [], { a: { b: [] } }] }],
    [
      'a description of a megabyte',
      { elenco_esiti: [{ id_flusso: 'x', codice_esito: 'OK', descrizione_esito: 'x'.repeat(2 ** 20) }] },
    ],
    [
      'a NUL in a text',
      '{"elenco_esiti":[{"id_flusso":"a\\u0000b","codice_esito":"OK","descrizione_esito":"a\\u0000b"}]}',
    ],
    [
      'halves of characters in the ids',
      '{"elenco_esiti":[{"id_flusso":"\\ud800","codice_esito":"OK"},{"id_flusso":"\\ud801","codice_esito":"OK"}]}',
    ],
  ])('in a batch with %s are acknowledged: a refusal would come back for ever', async (_, body) => {
    await post(body).expect(204);
    await gateway.get(ElaboraNotifiche).run();
    await eventually(async () => (await pending()) === 0);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"elenco_esiti":['],
    ['no object', '[]'],
    ['a text', '"x"'],
    ['a list that is none', '{"elenco_esiti":"x"}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1')],
  ])('in a body of %s are refused in INPS’s terms, and nothing is kept', async (_, body) => {
    const before = await gateway.database.admin('SELECT id FROM inps_gateway.notifica');
    const answer = await post(body);
    expect(answer.status).toBe(400);
    const type = answer.headers['content-type'] as string;
    if (documento !== undefined)
      expect(documento.faultsOf('post', '/esiti', { status: 400, type, body: answer.body })).toEqual([]);
    expect(await gateway.database.admin('SELECT id FROM inps_gateway.notifica')).toEqual(before);
  });

  (documento === undefined ? it.skip : it)('of INPS’s own example are taken as they stand', async () => {
    const { paths } = documento!.documento as {
      paths: { '/esiti': { post: { requestBody: { content: Record<string, { example: unknown }> } } } };
    };
    const { example } = paths['/esiti'].post.requestBody.content['application/json']!;
    expect(documento!.faultsOfEsiti(example)).toEqual([]);
    const answer = await post(example).expect(204);
    expect(documento!.faultsOf('post', '/esiti', { status: 204, type: answer.headers['content-type'], body: undefined })).toEqual([]); // prettier-ignore
    await gateway.get(ElaboraNotifiche).run();
    const ids = (await orphans()).map(({ id_flusso }) => id_flusso);
    expect(ids).toEqual(expect.arrayContaining(['H501.PS.20210520.0000002', 'H501.PS.20210520.00000004']));
  });

  it('are kept encrypted: neither the batch nor the words can be read in the database', async () => {
    const [flusso] = await published();
    await hand([esitoOf(flusso!, 'ERRORE_GENERICO', { descrizione_esito: 'beneficiario RSSMRK66C14H501U' })]);
    const rows = await gateway.database.admin<{ kept: string }>(
      `SELECT encode(corpo, 'escape') AS kept FROM inps_gateway.notifica
       UNION ALL SELECT encode(descrizione, 'escape') FROM inps_gateway.esito WHERE descrizione IS NOT NULL
       UNION ALL SELECT encode(corpo, 'escape') FROM inps_gateway.flusso`,
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ kept }) => /RSSMRK66|ROSSI|elenco_esiti/.test(kept))).toEqual([]);
  });

  it('do not wait for a batch that cannot be read', async () => {
    await gateway.database.admin(
      `INSERT INTO inps_gateway.notifica (id, ente, ricevuta_il, corpo)
       VALUES ('00000000-0000-7000-8000-000000000001', $1, now(), 'rotta')`,
      [ENTI.recanati.id],
    );
    const [flusso] = await published();
    await post({ elenco_esiti: [esitoOf(flusso!)] }).expect(204);
    await gateway.get(ElaboraNotifiche).run();
    expect((await said()).map(({ idFlusso }) => idFlusso)).toEqual([flusso!.id_flusso]);
    expect(await pending()).toBe(1);
  });
});
