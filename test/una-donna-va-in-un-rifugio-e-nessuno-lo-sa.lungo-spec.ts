import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SigillaRegistro } from '#libs/registro';
import { routesOf } from '#libs/security';
import { AnagrafeDiProva } from '../apps/anagrafe-regionale/src/prova/anagrafe-di-prova.js';
import { FeedDiProva } from '../apps/anagrafe-regionale/src/prova/feed-di-prova.js';
import { ENTI } from '../apps/anagrafe-regionale/src/prova/riferimenti-di-prova.js';
import { type Tizio, recordIdOf, rigaDi, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';

/** Marta lives in Loreto with her husband and is followed there; she goes to a shelter in Ancona, which protects her. */
const MARTA = tizio({ cognome: 'VERDI', nome: 'MARTA', sesso: 'F', nato: '1984-05-06', comune: ENTI.loreto.istat });
const MARITO = tizio({ cognome: 'NERI', nome: 'MIRKO', nato: '1980-02-03', comune: ENTI.loreto.istat });
/** Nobody has ever heard of her: what is answered of Marta must be what is answered of her. */
const NESSUNA = tizio({ cognome: 'VERDI', nome: 'NERINA', sesso: 'F', nato: '1984-05-07' });
const NASCITA = new Map([
  [MARTA, '1984-05-06'],
  [NESSUNA, '1984-05-07'],
]);
const IDENTITA = { codice_fiscale: MARTA.codice, cognome: 'Verdi', data_nascita: '1984-05-06' };

/** Everybody but the shelter's comune, those who may ask nothing too. */
const ALTRI = [
  'steward',
  'recanati-steward',
  'loreto',
  'recanati',
  'recanati-collega',
  'recanati-dpo',
  'portoRecanati',
  'capofila',
  'gestore',
  'software',
  'regione',
  'inps',
] as const;

let anagrafe: AnagrafeDiProva;
let feed: FeedDiProva;
let marta: string;
let marito: string;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  feed = new FeedDiProva(anagrafe);
  marta = await feed.persona(MARTA, 'loreto');
  marito = await feed.persona(MARITO, 'loreto');
  await dimora(marta, 'loreto', '2015-01-01', 'casa');
  await dimora(marito, 'loreto', '2015-01-01', 'casa');
  await prendiInCarico('loreto', marta, 'L/1');
  await feed.follow('loreto', marta);
});
afterAll(() => anagrafe.close());

const post = (client: string, path: string, body: object) =>
  anagrafe.ask(client, 'post', `/rest/anagrafe/v1${path}`).send({ finalita: 'presa_in_carico', ...body });

async function prendiInCarico(client: string, persona: string, riferimento: string): Promise<void> {
  const body = { persona, riferimento };
  await anagrafe.ask(client, 'post', '/rest/anagrafe/v1/prese-in-carico').send(body).expect(201);
}

/** A residence with its famiglia, as registry offices say them. */
async function dimora(persona: string, comune: 'loreto' | 'ancona', dal: string, famiglia: string): Promise<void> {
  const now = anagrafe.clock.now();
  const istat = ENTI[comune].istat;
  for (const table of ['residenza', 'famiglia_componente'])
    await anagrafe.database.admin(
      `UPDATE anagrafe_regionale.${table} SET noto_al = $2 WHERE persona_id = $1 AND noto_al IS NULL`,
      [persona, now],
    );
  await anagrafe.database.admin(
    `INSERT INTO anagrafe_regionale.residenza (id, persona_id, genere, comune, fonte, dal, noto_dal)
     VALUES ($1, $2, 'residenza', $3, 'anagrafe_comunale', $4, $5)`,
    [randomUUID(), persona, istat, dal, now],
  );
  await anagrafe.database.admin(
    `INSERT INTO anagrafe_regionale.famiglia_componente (id, record_id, persona_id, comune, famiglia, tipo, relazione, dal, noto_dal)
     VALUES ($1, $2, $3, $4, $5, 'famiglia', '1', $6, $7)`,
    [randomUUID(), Buffer.from(recordIdOf(persona), 'hex'), persona, istat, Buffer.from(famiglia), dal, now],
  );
}

const RIESAME = { finalita: 'riesame_duplicati', motivo: 'Due cartelle con lo stesso nome.' };

/** What one client is answered to every question it can put about a person; what differs from one request to the next is left out. */
async function answersTo(client: string, chi: Tizio, id: string): Promise<Record<string, unknown>> {
  const identita = { codice_fiscale: chi.codice, cognome: chi.cognome, data_nascita: NASCITA.get(chi) };
  const asked: Record<string, ReturnType<typeof post>> = {
    'search by code': post(client, '/persone/ricerche', { codice_fiscale: chi.codice }),
    'search by name': post(client, '/persone/ricerche', {
      cognome: chi.cognome,
      nome: chi.nome,
      data_nascita: NASCITA.get(chi),
    }),
    person: anagrafe.ask(client, 'get', `/rest/anagrafe/v1/persone/${id}?finalita=presa_in_carico`),
    family: post(client, `/persone/${id}/famiglia`, {}),
    history: post(client, `/persone/${id}/storia`, {}),
    network: post(client, `/persone/${id}/rete`, {}),
    identity: post(client, '/verifiche-identita', { ...identita, nome: chi.nome }),
    'in charge elsewhere': post(client, '/verifiche-presa-in-carico', identita),
    'new case': anagrafe
      .ask(client, 'post', '/rest/anagrafe/v1/prese-in-carico')
      .send({ persona: id, riferimento: 'nuovo' }),
    'new subscription': feed.ask(client as 'loreto', id),
    protection: anagrafe
      .ask(client, 'post', '/rest/anagrafe/v1/protezioni')
      .send({ ...identita, genere: 'altro', motivo: 'Si vuole sapere dov’è' }),
    'urgent access': post(client, '/accessi-urgenti', {
      codice_fiscale: chi.codice,
      finalita: 'tutela_urgente',
      motivo: 'Si dice che sia in pericolo, va trovata.',
    }),
    'other registries': post(client, `/persone/${id}/aggiornamenti`, {}),
    'review of the person': post(client, `/persone/${id}/aperture-riesame`, RIESAME),
    separation: post(client, `/persone/${id}/separazioni`, {
      motivo: RIESAME.motivo,
      revisione: '0'.repeat(64),
      record: [recordIdOf('uno')],
    }),
    extract: anagrafe
      .ask(client, 'post', '/rest/anagrafe/v1/interessati/estratti')
      .send({ codice_fiscale: chi.codice, protocollo: '2026/7', richiesta_del: '2026-03-01' }),
  };
  const answers: Record<string, unknown> = {};
  for (const [question, request] of Object.entries(asked)) {
    const { status, body } = await request;
    answers[question] = { status, body: stable(body as Record<string, unknown>) };
  }
  return answers;
}

/** Seals the accesses that wait. @returns how many there were */
async function grown(): Promise<number> {
  let leaves = 0;
  for (let altre = true; altre;) {
    const round = await anagrafe.get(SigillaRegistro).seal();
    leaves += round.voci.length;
    ({ altre } = round);
  }
  return leaves;
}

/** What a client reads without asking about anybody, and about who lived with her. */
async function surroundingsOf(client: string): Promise<Record<string, unknown>> {
  await grown();
  const lists = ['/prese-in-carico', '/protezioni', '/accessi-urgenti', '/variazioni', '/sottoscrizioni', '/accessi'];
  lists.push('/residenze-contese', '/forniture', '/accessi/sigillati');
  lists.push('/possibili-duplicati', '/decisioni-riesame', '/proposte-riesame');
  const read: Record<string, unknown> = {};
  for (const path of lists) {
    const { status, body } = await anagrafe.ask(client, 'get', `/rest/anagrafe/v1${path}`);
    // Registers grow with every question of this test: what matters is whether the shelter's comune is in them.
    const shown = path.startsWith('/accessi') ? ofAncona(body as Registro) : stable(body as Record<string, unknown>);
    read[path] = { status, body: shown };
  }
  for (const path of ['famiglia', 'rete', 'storia']) {
    const { status, body } = await post(client, `/persone/${marito}/${path}`, {});
    read[`${path} del marito`] = { status, body: stable(body as Record<string, unknown>) };
  }
  return read;
}

type Registro = { readonly items?: readonly unknown[] };
const ofAncona = ({ items = [] }: Registro) => items.filter((item) => JSON.stringify(item).includes(ENTI.ancona.id));

function stable(body: Record<string, unknown>): unknown {
  const { correlation_id: _, instance: __, noto_al: ___, valido_al: ____, ...rest } = body;
  return rest;
}

async function world(): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const client of ALTRI) {
    // An hour later: no limit on questions is in the way.
    await anagrafe.at(new Date(anagrafe.clock.now().getTime() + 3_600_000).toISOString());
    const answers = await answersTo(client, MARTA, marta);
    all[client] = { answers, surroundings: await surroundingsOf(client) };
  }
  return all;
}

/** Of one's own things by their id, which a question about a person cannot be. */
const NON_DI_PERSONE = [
  'GET /prese-in-carico/:id',
  'POST /prese-in-carico/:id/chiusura',
  'POST /protezioni/:id/fine',
  'POST /accessi-urgenti/:id/esami',
  'GET /forniture/:id/non-piu-dichiarate',
  'POST /forniture/:id/conferme',
  'POST /forniture/:id/rifiuti',
  'GET /sottoscrizioni/:id',
  'DELETE /sottoscrizioni/:id',
  'GET /sottoscrizioni/webhook',
  'PUT /sottoscrizioni/webhook',
  'DELETE /sottoscrizioni/webhook',
  // What an ente says itself of the network of a person that it has in charge.
  'POST /persone/:id/rete/relazioni',
  // Of a pair, a decision or a proposal, that a steward has opened or taken: by their ids.
  'POST /possibili-duplicati/:id/aperture',
  'POST /possibili-duplicati/:id/unioni',
  'POST /possibili-duplicati/:id/distinzioni',
  'POST /decisioni-riesame/:id/annullamenti',
  'POST /proposte-riesame/:id/conferme',
  // Of the sealed register: of nobody, or of an access by its id.
  'GET /teste-registro',
  'GET /teste-registro/ultima',
  'GET /teste-registro/coerenze',
  'GET /teste-registro/:dimensione',
  'GET /registro/foglie',
  'GET /accessi/:id/prova',
  'GET /status',
];

it('every question of the registry is put by this story', () => {
  const routes = routesOf(anagrafe.app)
    .filter(({ path }) => path.startsWith('/rest/anagrafe/v1/'))
    .map(({ method, path }) => `${method} ${path.slice('/rest/anagrafe/v1'.length)}`);
  expect(new Set(routes)).toEqual(new Set([...NON_DI_PERSONE, ...CHIESTE]));
});

const CHIESTE = [
  'GET /accessi/sigillati',
  ...['/accessi', '/accessi-urgenti', '/forniture', '/prese-in-carico', '/protezioni', '/residenze-contese'].map(
    (path) => `GET ${path}`,
  ),
  ...['/sottoscrizioni', '/variazioni', '/persone/:id'].map((path) => `GET ${path}`),
  ...['/accessi-urgenti', '/interessati/estratti', '/prese-in-carico', '/protezioni', '/sottoscrizioni'].map(
    (path) => `POST ${path}`,
  ),
  ...['/possibili-duplicati', '/decisioni-riesame', '/proposte-riesame'].map((path) => `GET ${path}`),
  ...['famiglia', 'rete', 'storia', 'aggiornamenti', 'aperture-riesame', 'separazioni'].map(
    (path) => `POST /persone/:id/${path}`,
  ),
  ...['/persone/ricerche', '/verifiche-identita', '/verifiche-presa-in-carico'].map((path) => `POST ${path}`),
];

it('a woman moves to a shelter and nobody can tell', async () => {
  // Before, whoever may know her does.
  const before = await anagrafe.ask('loreto', 'get', `/rest/anagrafe/v1/persone/${marta}?finalita=presa_in_carico`);
  expect(before.body).toMatchObject({ profilo: 'H', cognome: 'VERDI' });
  const { body: famiglia } = await post('loreto', `/persone/${marito}/famiglia`, {}).expect(200);
  expect(JSON.stringify(famiglia)).toContain('MARTA');

  anagrafe.clock.advance(1000);
  const { body } = await anagrafe
    .ask('ancona', 'post', '/rest/anagrafe/v1/protezioni')
    .send({ ...IDENTITA, genere: 'casa_rifugio', motivo: 'Ospite della casa' })
    .expect(201);
  const unmoved = await world();

  // She is of nobody: as one who has never been there.
  await grown();
  await grown();
  for (const client of ALTRI) {
    await anagrafe.at(new Date(anagrafe.clock.now().getTime() + 86_400_000).toISOString());
    // How much the sealed register grows is public: that must not differ either.
    const [ofNobody, forNobody] = [await answersTo(client, NESSUNA, randomUUID()), await grown()];
    const [ofHer, forHer] = [await answersTo(client, MARTA, marta), await grown()];
    expect([client, ofHer, forHer]).toEqual([client, ofNobody, forNobody]);
  }

  // She moves: residence, household, a prestazione and a case of the shelter's comune, which looks at her in every way.
  const spostata = { ...MARTA, comune: ENTI.ancona.istat };
  await anagrafe.accept([rigaDi(spostata, { ente: 'ancona' })], anagrafe.clock.now().toISOString());
  await dimora(marta, 'ancona', '2026-03-20', 'rifugio');
  await prendiInCarico('ancona', marta, 'A/1');
  await feed.note({ personaId: marta, gruppi: ['residenza', 'famiglia'] });
  await feed.endWindow();
  for (const path of ['famiglia', 'storia']) await post('ancona', `/persone/${marta}/${path}`, {}).expect(200);
  const { body: found } = await post('ancona', '/persone/ricerche', { codice_fiscale: MARTA.codice }).expect(200);
  expect(found).toMatchObject({ items: [{ id: marta, comune_residenza: { codice_istat: ENTI.ancona.istat } }] });
  const moved = await world();
  for (const client of ALTRI) expect([client, moved[client]]).toEqual([client, unmoved[client]]);

  // Once it is over nothing of it is told either: not by the register, not by the feed, not by the history.
  anagrafe.clock.advance(1000);
  const { id } = body as { id: string };
  await anagrafe
    .ask('ancona', 'post', `/rest/anagrafe/v1/protezioni/${id}/fine`)
    .send({ motivo: 'Il pericolo è cessato' })
    .expect(200);
  await feed.endWindow();
  const after = await surroundingsOf('loreto');
  for (const path of ['/accessi', '/accessi/sigillati']) expect(after[path]).toEqual({ status: 200, body: [] });
  expect(JSON.stringify(after['/variazioni'])).not.toMatch(/residenza|famiglia/);
});
