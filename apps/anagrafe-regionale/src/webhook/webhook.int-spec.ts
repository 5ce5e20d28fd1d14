import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, flattenedVerify } from 'jose';
import { Clock, Database } from '#libs/persistence';
import { FirmaRicevute, KeyRing } from '#libs/security';
import { eventually } from '#libs/testing';
import { certificatoDi } from '../../../../test/prova/certificati.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FeedDiProva } from '../prova/feed-di-prova.js';
import { type Arrivo, RicevitoreDiProva } from '../prova/ricevitore-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { Consegna } from './consegna.js';
import { ConsegnaNotifiche, TempiWebhook } from './consegna-notifiche.js';
import type { RispostaWebhook } from './risposta.js';

const PATH = '/rest/anagrafe/v1/sottoscrizioni/webhook';
const DAY = 86_400_000;

let anagrafe: AnagrafeDiProva;
let feed: FeedDiProva;
let ricevitore: RicevitoreDiProva;
let consegna: ConsegnaNotifiche;
let persona: string;

/** Of another process, with little patience for one try. */
const consegnaCon = async (attesa = 300): Promise<ConsegnaNotifiche> =>
  new ConsegnaNotifiche(
    await anagrafe.database.open('anagrafe-regionale'),
    new Consegna(attesa, true),
    anagrafe.get(FirmaRicevute),
    anagrafe.get(KeyRing),
    new TempiWebhook(anagrafe.get(Clock), 3 * DAY),
  );

beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  feed = new FeedDiProva(anagrafe);
  consegna = await consegnaCon();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  anagrafe.clock.set('2026-03-10T09:00:00Z');
  await feed.empty();
  ricevitore = await RicevitoreDiProva.start();
  persona = await feed.persona(tizio());
  await feed.follow('recanati', persona);
});
afterEach(() => ricevitore.close());

const register = (client: NomeEnte, indirizzo = ricevitore.indirizzo) =>
  anagrafe.ask(client, 'put', PATH).send({ indirizzo });
const state = async () => (await anagrafe.ask('recanati', 'get', PATH).expect(200)).body as RispostaWebhook;
const happen = async (): Promise<void> => {
  await feed.note({ personaId: persona, gruppi: ['vita'] });
  await feed.endWindow();
};

/** As docs/guide/variazioni.md tells a receiver to. */
const verify = async ({ intestazioni, corpo }: Arrivo): Promise<unknown> => {
  const [header, , signature] = (intestazioni['snodo-firma'] as string).split('.') as [string, string, string];
  const keys = createLocalJWKSet(anagrafe.get(FirmaRicevute).publicJwks());
  const jws = { protected: header, payload: corpo.toString('base64url'), signature };
  return (await flattenedVerify(jws, keys, { algorithms: ['EdDSA'] })).protectedHeader;
};

describe('a receiver', () => {
  it('gets what is told from now on, in order, each time once while it takes it, signed', async () => {
    await happen();
    await register('recanati').expect(200);
    expect(await consegna.run()).toBe(0);
    await happen();
    await happen();
    expect(await consegna.run()).toBe(1);
    expect(await consegna.run()).toBe(0);
    await happen();
    await consegna.run();
    expect(ricevitore.numeri).toEqual([[2, 3], [4]]);
    const [first, second] = ricevitore.arrivi as [Arrivo, Arrivo];
    expect(first.contenuto).toEqual({
      consegna: expect.any(String),
      inviata_il: expect.stringContaining('2026-03-10T09:15:00'),
      destinatario: ENTI.recanati.id,
      notifiche: (await feed.feed('recanati', '?cursor=1&limit=2')).items,
    });
    expect(first.contenuto.consegna).not.toBe(second.contenuto.consegna);
    expect(await verify(first)).toMatchObject({ alg: 'EdDSA', typ: 'notifiche+jws' });
    await expect(
      verify({ ...first, corpo: Buffer.from(first.corpo.toString().replace('vita', 'vite')) }),
    ).rejects.toThrow();
    await expect(verify({ ...first, intestazioni: second.intestazioni })).rejects.toThrow();
    expect(await state()).toMatchObject({
      stato: 'attivo',
      consegnate_fino: 4,
      in_attesa: 0,
      tentativi: 0,
      ultimo_errore: null,
    });
  });

  it.each<[string, string, () => void]>([
    ['refuses', 'risposta 500', () => ricevitore.status(500)],
    [
      'sends elsewhere',
      'risposta 302',
      () => ricevitore.answers((response) => void response.writeHead(302, { location: ricevitore.indirizzo }).end()),
    ],
    ['says nothing', 'nessuna risposta in tempo', () => ricevitore.answers(() => undefined)],
    ['hangs up', 'rete: ECONNRESET', () => ricevitore.answers((response) => void response.destroy())],
  ])('that %s is tried again later, with the same', async (_, ultimo_errore, misbehave) => {
    await register('recanati').expect(200);
    misbehave();
    await happen();
    await consegna.run();
    expect(await state()).toMatchObject({
      stato: 'attivo',
      consegnate_fino: 0,
      in_attesa: 1,
      tentativi: 1,
      ultimo_errore,
    });
    expect(await consegna.run()).toBe(0);
    ricevitore.status(200);
    anagrafe.clock.advance(30_000);
    await consegna.run();
    expect(ricevitore.numeri).toEqual([[1], [1]]);
    expect(await state()).toMatchObject({ consegnate_fino: 1, tentativi: 0, fallito_dal: null, ultimo_errore: null });
  });

  it('that answers without end has taken what it says it took', async () => {
    await register('recanati').expect(200);
    let closed = false;
    ricevitore.answers((response) => {
      response.on('close', () => (closed = true)).writeHead(200);
      const more = (): void =>
        void (response.destroyed || response.write(Buffer.alloc(65_536), () => setImmediate(more)));
      more();
    });
    await happen();
    await consegna.run();
    expect(await state()).toMatchObject({ consegnate_fino: 1, in_attesa: 0 });
    await eventually(() => Promise.resolve(closed));
  });

  it('that takes nothing for three days is left alone, and goes on from where it was once it is registered again', async () => {
    await register('recanati').expect(200);
    ricevitore.status(503);
    await happen();
    await consegna.run();
    anagrafe.clock.advance(3 * DAY);
    await consegna.run();
    expect(await state()).toMatchObject({ stato: 'sospeso', tentativi: 2, prossimo_tentativo_il: null });
    anagrafe.clock.advance(DAY);
    ricevitore.status(200);
    expect(await consegna.run()).toBe(0);
    expect((await feed.feed('recanati')).items).toHaveLength(1);
    await register('recanati').expect(200);
    await consegna.run();
    expect(ricevitore.numeri).toEqual([[1], [1], [1]]);
    expect(await state()).toMatchObject({ stato: 'attivo', consegnate_fino: 1 });
  });

  it('does not keep those of others waiting', async () => {
    const loreto = await RicevitoreDiProva.start();
    await feed.follow('loreto', persona);
    await register('recanati').expect(200);
    await register('loreto', loreto.indirizzo).expect(200);
    ricevitore.answers(() => undefined);
    await happen();
    await consegna.run();
    expect(loreto.numeri).toEqual([[1]]);
    await loreto.close();
  });

  it('that is taken away gets nothing more', async () => {
    await register('recanati').expect(200);
    for (let times = 0; times < 2; times += 1) await anagrafe.ask('recanati', 'delete', PATH).expect(204);
    await happen();
    expect(await consegna.run()).toBe(0);
    const { body } = await anagrafe.ask('recanati', 'get', PATH).expect(404);
    expect(body).toMatchObject({ code: 'webhook_assente' });
  });
});

describe('two processes', () => {
  it('bring each thing once, one at a time', async () => {
    await register('recanati').expect(200);
    await happen();
    const brought = await Promise.all([consegna.run(), (await consegnaCon()).run(), consegna.run()]);
    expect(brought.toSorted()).toEqual([0, 0, 1]);
    expect(ricevitore.numeri).toEqual([[1]]);
  });

  it('bring again what one was bringing when it died, and not before it must be dead', async () => {
    await register('recanati').expect(200);
    await happen();
    const died = [ENTI.recanati.id, new Date(anagrafe.clock.now().getTime() + 120_000)];
    await anagrafe.database.admin(
      'UPDATE anagrafe_regionale.webhook SET presa = gen_random_uuid(), presa_fino = $2 WHERE ente = $1',
      died,
    );
    expect(await consegna.run()).toBe(0);
    anagrafe.clock.advance(120_000);
    await consegna.run();
    expect(ricevitore.numeri).toEqual([[1]]);
  });

  it('take nothing as brought that one brought after it lost its turn', async () => {
    await register('recanati').expect(200);
    ricevitore.answers(async (response) => {
      await anagrafe.database.admin('UPDATE anagrafe_regionale.webhook SET presa = NULL, presa_fino = NULL');
      response.writeHead(200).end();
    });
    await happen();
    await consegna.run();
    expect(await state()).toMatchObject({ consegnate_fino: 0, in_attesa: 1 });
    ricevitore.status(200);
    await consegna.run();
    expect(ricevitore.numeri).toEqual([[1], [1]]);
  });
});

describe('an address', () => {
  it('is not stored in clear, nor shown whole', async () => {
    await register('recanati').expect(200);
    const [row] = await anagrafe.database.admin<{ indirizzo: Buffer }>(
      'SELECT indirizzo FROM anagrafe_regionale.webhook',
    );
    expect(row!.indirizzo.toString('latin1')).not.toContain('cioccolato');
    const shown = await state();
    expect(JSON.stringify(shown)).not.toContain('cioccolato');
    expect(shown.origine).toBe(new URL(ricevitore.indirizzo).origin);
  });

  it('inside, without TLS elsewhere, or with a password is refused', async () => {
    for (const indirizzo of [
      'https://10.0.0.1/',
      'https://[fe80::1]/',
      'https://169.254.169.254/latest',
      'https://utente:parola@comune.example/',
      'https://comune.example/#x',
      'ftp://comune.example/',
      'comune.example',
    ]) {
      const { status, body } = await register('recanati', indirizzo);
      expect([indirizzo, status, (body as { code: string }).code]).toEqual([indirizzo, 422, 'webhook_non_ammesso']);
    }
  });

  it('whose name leads inside is not called, and where it leads is not said', async () => {
    const strict = new Consegna(1_000, false);
    const plico = { corpo: Buffer.from('{}'), intestazioni: {} };
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(
        await strict.post({ ...plico, indirizzo: `http://${host}:${new URL(ricevitore.indirizzo).port}/` }),
      ).toEqual({
        consegnata: false,
        errore: 'indirizzo non ammesso',
      });
    expect(ricevitore.arrivi).toEqual([]);
  });

  it('is its ente’s alone', async () => {
    await register('recanati').expect(200);
    await anagrafe.ask('loreto', 'get', PATH).expect(404);
    const rows = anagrafe.get(Database).statement('api', { ente: ENTI.loreto.id }, 'SELECT * FROM webhook');
    expect(await rows).toEqual([]);
    await register('software').expect(403);
  });
});

describe('what was told before it could no longer be read', () => {
  it('still comes, and gives nothing to who asks for the person now', async () => {
    await register('recanati').expect(200);
    await happen();
    await anagrafe.database.admin(`DELETE FROM anagrafe_regionale.scheda`);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET comune_residenza = '042002'`);
    await consegna.run();
    expect(ricevitore.numeri).toEqual([[1]]);
    await anagrafe.ask('recanati', 'get', `/rest/anagrafe/v1/persone/${persona}?finalita=presa_in_carico`).expect(404);
  });
});

describe('a receiver under https', () => {
  it.each([
    ['a certificate that nobody known signed', {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['one that is over', { al: new Date(Date.now() - 1_000) }, 'CERT_HAS_EXPIRED'],
  ])('with %s is told nothing', async (_, validita, codice) => {
    const { chiave, pem } = certificatoDi('127.0.0.1', validita);
    let heard = '';
    const server = createServer({ key: chiave, cert: pem }, (request, response) => {
      heard += request.method;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const indirizzo = `https://127.0.0.1:${(server.address() as AddressInfo).port}/notifiche`;
      const plico = { indirizzo, corpo: Buffer.from('{}'), intestazioni: {} };
      // Of this machine on purpose: only the certificate is wrong.
      expect(await new Consegna(5_000, true).post(plico)).toEqual({ consegnata: false, errore: `rete: ${codice}` });
      expect(heard).toBe('');
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
