import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metrics } from '#libs/observability';
import { ElaboraNotifiche } from '../esito/elabora-notifiche.js';
import { Misure } from '../misure.js';
import { GatewayDiProva } from '../prova/gateway-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { TRE_ANNI, riga } from '../prova/righe-di-prova.js';
import { SegnaRitiri } from '../ritiro/segna-ritiri.js';

const FLUSSI = '/rest/inps/v1/flussi';
const RIEPILOGO = '/rest/inps/v1/riepilogo';
const ORFANI = '/rest/amministrazione/v1/inps-gateway/esiti-orfani';

interface Pagina {
  readonly items: { id_flusso: string; stato: string; operazione: string; riga_id: string; esito: unknown }[];
  readonly next_cursor: string | null;
}

describe('what enti, region and operators read of the way to INPS', () => {
  let gateway: GatewayDiProva;
  const righe = Array.from({ length: 5 }, (_, at) => riga({ record: `r${at}` }));

  /** Recanati: five flussi, three taken, one accepted, one refused, and an orphan. Loreto: one flusso. */
  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
    await gateway.choose('loreto', 'snodo');
    await gateway.choose('numana', 'snodo');
    await gateway.publish(righe);
    gateway.clock.advance(60_000);
    await gateway.publish([riga({ record: 'l', ente: 'loreto' })]);
    await gateway.publish([riga({ record: 'stp', contenuto: { codiceFiscale: 'STP1234567890123' } })]);
    await gateway.publish([riga({ record: 'n1', ente: 'numana' }), riga({ record: 'n2', ente: 'numana' })]);
    await gateway.publish([riga({ record: 'an', ente: 'ancona' })]);
    await gateway.publish([riga({ record: 'gone', annullamento: true })]);
    const log = await gateway.log('recanati');
    for (const since of [0, log[2]!.ts]) await gateway.ask('inps', 'get', `/waas/H211/v1/flussi?since=${since}&limit=3`).expect(200); // prettier-ignore
    const elenco_esiti = [
      { id_flusso: log[0]!.id_flusso, codice_esito: 'OK', id_acquisizione_siuss: '1' },
      { id_flusso: log[1]!.id_flusso, codice_esito: 'DATI_NON_TROVATI', descrizione_esito: 'Dati incoerenti' },
      { id_flusso: 'H211.PS.20200101.0000001', codice_esito: 'OK', descrizione_esito: 'parole di INPS' },
    ];
    await gateway.ask('inps', 'post', '/waas/H211/v1/esiti').send({ elenco_esiti }).expect(204);
    await gateway.get(ElaboraNotifiche).run();
    await gateway.get(SegnaRitiri).run();
  });
  afterAll(() => gateway.close());

  const flussi = async (client: string, query = ''): Promise<Pagina> =>
    (await gateway.ask(client, 'get', `${FLUSSI}${query}`).expect(200)).body as Pagina;

  it('an ente reads its log, the latest first, with where each flusso is', async () => {
    const { items, next_cursor } = await flussi('recanati');
    expect(next_cursor).toBeNull();
    expect(items.map(({ stato }) => stato)).toEqual(['pubblicato', 'pubblicato', 'ritirato', 'respinto', 'accolto']);
    expect(items.map(({ riga_id }) => riga_id)).toEqual(righe.map(({ rigaId }) => rigaId).toReversed());
    expect(items[3]).toEqual({
      id_flusso: 'H211.PS.20260310.0000002',
      ts_flusso: '2026-03-10T09:00:00.001Z',
      riga_id: righe[1]!.rigaId,
      operazione: 'I',
      stato: 'respinto',
      esito: {
        codice: 'DATI_NON_TROVATI',
        descrizione: 'Dati incoerenti',
        id_acquisizione: null,
        acquisito_il: null,
        ricevuto_il: '2026-03-10T09:01:00.000Z',
      },
    });
  });

  it('an ente reads it page by page', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Pagina = await flussi('recanati', `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id_flusso }) => id_flusso));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual((await gateway.log('recanati')).map(({ id_flusso }) => id_flusso).toReversed());
    await gateway.ask('recanati', 'get', `${FLUSSI}?cursor=x`).expect(400);
    await gateway.ask('recanati', 'get', `${FLUSSI}?limit=0`).expect(422);
  });

  it('I5 an ente reads nothing of another, and who is no ente nothing at all', async () => {
    expect((await flussi('loreto')).items.map(({ id_flusso }) => id_flusso)).toEqual(['LO123.PS.20260310.0000001']);
    for (const client of ['ancona', 'unione', 'gestore']) expect((await flussi(client)).items).toEqual([]);
    for (const client of ['software', 'regione', 'inps']) await gateway.ask(client, 'get', FLUSSI).expect(403);
    await gateway.ask(undefined, 'get', FLUSSI).expect(401);
  });

  const riepilogo = async (client: string): Promise<Record<string, unknown>[]> =>
    ((await gateway.ask(client, 'get', RIEPILOGO).expect(200)).body as { items: Record<string, unknown>[] }).items;
  const RECANATI = {
    ente: ENTI.recanati.id,
    denominazione: 'Ente recanati',
    pubblicati: 2,
    ritirati: 1,
    accolti: 1,
    respinti: 1,
    piu_vecchio_non_ritirato: '2026-03-10T09:00:00.003Z',
    ultima_interrogazione: '2026-03-10T09:01:00.000Z',
    non_trasmissibili: { stp: 1 },
  };

  it('an ente reads its own counts', async () => {
    expect(await riepilogo('recanati')).toEqual([RECANATI]);
    expect(await riepilogo('ancona')).toMatchObject([{ pubblicati: 0, non_trasmissibili: { canale_dell_ente: 1 } }]);
    expect(await riepilogo('gestore')).toEqual([]);
  });

  it('the region reads the counts of every ente, and nothing else', async () => {
    const items = await riepilogo('regione');
    expect(items.map(({ ente }) => ente)).toEqual([ENTI.recanati.id, ENTI.loreto.id, ENTI.ancona.id, ENTI.numana.id]);
    expect(items[0]).toEqual(RECANATI);
    expect(items[3]).toMatchObject({ non_trasmissibili: { atto_non_in_vigore: 2 } });
    await gateway.ask('inps', 'get', RIEPILOGO).expect(403);
    await gateway.ask('software', 'get', RIEPILOGO).expect(403);
  });

  it('a reason is counted no more once the record has gone on', async () => {
    await gateway.publish([riga({ record: 'stp', revisione: 2, contenuto: TRE_ANNI })]);
    expect(await riepilogo('recanati')).toMatchObject([{ pubblicati: 5, non_trasmissibili: {} }]);
  });

  it('operators read the outcomes that speak of no flusso, without INPS’s words', async () => {
    const { body, text } = await gateway.ask('loreto', 'get', ORFANI).expect(200);
    expect(body).toEqual({
      totale: 1,
      items: [
        {
          id: expect.any(Number),
          ente: ENTI.recanati.id,
          id_flusso: 'H211.PS.20200101.0000001',
          codice: 'OK',
          ricevuto_il: '2026-03-10T09:01:00.000Z',
          volte: 1,
        },
      ],
      next_cursor: null,
    });
    expect(text).not.toContain('parole');
    expect((await gateway.ask('loreto', 'post', `${ORFANI}/riprese`).expect(200)).body).toEqual({ ritrovati: 0 });
    for (const client of ['recanati', 'regione', 'inps']) {
      await gateway.ask(client, 'get', ORFANI).expect(403);
      await gateway.ask(client, 'post', `${ORFANI}/riprese`).expect(403);
    }
  });

  it('metrics say how long the oldest flusso waits, and how many outcomes are orphans', async () => {
    gateway.clock.set('2026-03-10T10:00:00.003Z');
    await gateway.get(Misure).measure();
    const text = await metrics.text();
    expect(text).toMatch(/^snodo_inps_attesa_massima_secondi 3600$/m);
    expect(text).toMatch(/^snodo_inps_esiti_orfani 1$/m);
    expect(text).toMatch(/^snodo_inps_flussi_in_attesa 6$/m);
    expect(text).toMatch(/^snodo_inps_flussi_prelevati_total 3$/m);
    expect(text).toMatch(/^snodo_inps_esiti_total\{codice="DATI_NON_TROVATI"\} 1$/m);
    expect(text).toMatch(/^snodo_inps_flussi_pubblicati_total\{operazione="I"\} 9$/m);
  });
});
