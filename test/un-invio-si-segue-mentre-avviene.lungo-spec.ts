import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { AscoltoInProva } from './prova/ascolto.js';
import { Cliente } from './prova/chiamate.js';
import { documentoCon, documentoDi } from './prova/documenti.js';
import { type IngestionInProva, openIngestion, startIngestion } from './prova/ingestion.js';

/** One replica that only receives and answers, and now and then another that validates. */
describe('un invio si segue mentre avviene', () => {
  let ingestion: IngestionInProva;
  let recanati: Cliente;
  let loreto: Cliente;
  const aperti: AscoltoInProva[] = [];

  beforeAll(async () => {
    ingestion = await startIngestion(
      { kind: 'embedded' },
      {
        SNODO_VALIDAZIONI_GRANDI: '0',
        SNODO_VALIDAZIONI_PICCOLE: '0',
        SNODO_ASCOLTI: '5',
        SNODO_ASCOLTI_PER_ENTE: '4',
        SNODO_BATTITO_EVENTI: '200ms',
      },
    );
    recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
    loreto = new Cliente(ingestion.url, ingestion.emittente, 'loreto');
  });
  afterEach(() => {
    for (const ascolto of aperti.splice(0)) ascolto.close();
  });
  afterAll(() => ingestion.close());

  async function listen(
    id: string,
    o: { query?: string; visto?: string; chi?: string; durata?: string; url?: string } = {},
  ) {
    const token = await ingestion.emittente.token(o.chi ?? 'recanati', o.durata);
    const url = `${o.url ?? ingestion.url}/rest/esiti/v1/invii/${id}/eventi${o.query ?? ''}`;
    const ascolto = await AscoltoInProva.open(url, token, o.visto === undefined ? {} : { 'last-event-id': o.visto });
    aperti.push(ascolto);
    return ascolto;
  }

  /** Another process' worth, with a bus of its own: in one process the embedded one knows each app once. */
  const replica = (validazioni: string): NodeJS.ProcessEnv => ({
    ...ingestion.env,
    SNODO_BUS_PREFIX: `${ingestion.prefix}-${Math.random().toString(36).slice(2, 8)}`,
    SNODO_VALIDAZIONI_GRANDI: validazioni,
    SNODO_VALIDAZIONI_PICCOLE: validazioni,
  });

  /** A replica that validates, for as long as `work` lasts. */
  async function withWorker(work: (url: string) => Promise<void>): Promise<void> {
    const { app, url } = await openIngestion({ kind: 'embedded' }, replica('1'));
    try {
      await work(url);
    } finally {
      await app.close();
    }
  }

  const deposit = async (seed: string, righe = 5): Promise<string> =>
    (await recanati.deposit(documentoDi('recanati', { seed, righe }))).body.id;

  it('tells at once where it is, keeps the line alive, and ends with the outcome that another process gives it', async () => {
    const id = await deposit('segui');
    const ascolto = await listen(id);
    expect(ascolto.status).toBe(200);
    expect(ascolto.header('content-type')).toContain('text/event-stream');
    expect(ascolto.header('cache-control')).toBe('no-store');
    await eventually(() => ascolto.avanzamenti.length > 0 && ascolto.commenti.length > 1);
    expect(ascolto.retry).toBe(3000);
    expect(ascolto.avanzamenti).toMatchObject([{ dati: { invio_id: id, stato: 'ricevuto', fase: 'in_coda' } }]);

    await withWorker(async () => expect(await ascolto.fine()).toBe('arrivato'));
    const last = ascolto.avanzamenti.at(-1)!;
    expect(last.dati).toMatchObject({ stato: 'concluso', fase: 'conclusa', righe: 5, righe_lette: 5 });
    expect(last.dati.righe_per_stato).toEqual({ accettata: 5 });
    const instants = ascolto.avanzamenti.map(({ id: event }) => Number(event!.split('-')[0]));
    expect(instants).toEqual([...new Set(instants)].toSorted((one, other) => one - other));
  });

  it('goes on after an interruption, on another replica, without repeating what was seen', async () => {
    const id = await deposit('riprende');
    const first = await listen(id);
    await eventually(() => first.avanzamenti.length > 0);
    first.close();
    const visto = first.avanzamenti.at(-1)!.id!;
    await withWorker(async (url) => {
      const second = await listen(id, { visto, url });
      expect(await second.fine()).toBe('arrivato');
      expect(second.avanzamenti.map(({ id: event }) => event)).not.toContain(visto);
      const last = second.avanzamenti.at(-1)!;
      expect(last.dati.fase).toBe('conclusa');
      expect(Number(last.id!.split('-')[0])).toBeGreaterThan(Number(visto.split('-')[0]));
      // EventSource comes back by itself after an end: 204 tells it to stop.
      expect((await listen(id, { visto: last.id! })).status).toBe(204);
      // Who asks for more waits on.
      const inps = await listen(id, { visto: last.id!, query: '?fino_a=inps' });
      expect(inps.status).toBe(200);
      await eventually(() => inps.commenti.length > 2);
      expect(inps.eventi).toEqual([]);
    });
  });

  it('shows how the righe go on to their end, where it is asked for', async () => {
    const { body } = await recanati.deposit(
      documentoCon('recanati', [{ codiceFiscale: 'RSSMRA80A01H501U', protocollo: 'SEGUI-1' }]),
    );
    await withWorker(async () => {
      await recanati.concluso(body.id);
      const ascolto = await listen(body.id, { query: '?fino_a=inps' });
      await eventually(() => ascolto.avanzamenti.length > 0);
      expect(ascolto.avanzamenti[0]!.dati.righe_per_stato).toEqual({ accettata: 1 });
      await recanati.call('POST', `/rest/invii/v1/invii/${body.id}/annullamenti`);
      expect(await ascolto.fine()).toBe('arrivato');
      expect(ascolto.avanzamenti.at(-1)!.dati.righe_per_stato).toEqual({ annullata: 1 });
    });
  });

  it('I5 does not let others listen, not even that it exists', async () => {
    const id = await deposit('altrui');
    const others = await listen(id, { chi: 'loreto' });
    const nobody = await listen('0199aaaa-0000-7000-8000-000000000000', { chi: 'loreto' });
    expect([others.status, nobody.status]).toEqual([404, 404]);
    expect(await others.body()).toMatchObject({ code: 'invio_sconosciuto' });
    expect((await loreto.get(`/rest/invii/v1/invii/${id}/stato`)).status).toBe(404);
    expect((await fetch(`${ingestion.url}/rest/esiti/v1/invii/${id}/eventi`)).status).toBe(401);
  });

  it('ends when the token does', async () => {
    const ascolto = await listen(await deposit('scade'), { durata: '2s' });
    expect(await ascolto.fine()).toBe('token_scaduto');
  });

  it('has so many places for an ente and so many for all, and takes them back from who leaves', async () => {
    const id = await deposit('posti');
    const mine = await Promise.all([1, 2, 3, 4].map(() => listen(id)));
    expect(mine.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const fifth = await listen(id);
    expect([fifth.status, fifth.header('retry-after')]).toEqual([429, '30']);
    const own = (await loreto.deposit(documentoDi('loreto', { seed: 'posti', righe: 1 }))).body.id;
    expect((await listen(own, { chi: 'loreto' })).status).toBe(200);
    expect((await listen(own, { chi: 'loreto' })).status).toBe(503);
    mine[0]!.close();
    await eventually(async () => (await listen(id)).status === 200);
  });

  it('does not hold up a process that closes: who listens is told to come back', async () => {
    const id = await deposit('chiude');
    const { app, url } = await openIngestion({ kind: 'embedded' }, replica('0'));
    const ascolto = await listen(id, { url });
    await eventually(() => ascolto.avanzamenti.length > 0);
    await app.close();
    expect(await ascolto.fine()).toBe('servizio_in_chiusura');
  });

  it('answers 200 while it works and 303 to the invio when it is over, as ModI has it', async () => {
    const { status, headers, body } = await recanati.deposit(documentoDi('recanati', { seed: 'modi', righe: 2 }));
    expect([status, headers.get('location')]).toEqual([
      202,
      expect.stringMatching(new RegExp(`/rest/invii/v1/invii/${body.id}/stato$`)),
    ]);
    const path = new URL(headers.get('location')!).pathname;
    expect(await recanati.get(path)).toMatchObject({ status: 200, body: { status: 'processing' } });
    await withWorker(async () => {
      await recanati.concluso(body.id);
      const ended = await fetch(`${ingestion.url}${path}`, {
        redirect: 'manual',
        headers: { authorization: `Bearer ${await ingestion.emittente.token('recanati')}` },
      });
      expect([ended.status, ended.headers.get('location')]).toEqual([
        303,
        expect.stringMatching(new RegExp(`/rest/invii/v1/invii/${body.id}$`)),
      ]);
      expect((await recanati.get(new URL(ended.headers.get('location')!).pathname)).body.stato).toBe('concluso');
      // A cancellation is work too.
      const cancelled = await recanati.call('POST', `/rest/invii/v1/invii/${body.id}/annullamenti`);
      expect(cancelled.headers.get('location')).toMatch(/\/stato$/);
      await eventually(async () => {
        expect((await recanati.get(`/rest/esiti/v1/invii/${body.id}`)).body.righe_per_stato).toEqual({ annullata: 2 });
      });
    });
  });
});
