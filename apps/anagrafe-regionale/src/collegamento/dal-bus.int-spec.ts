import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { eventually } from '#libs/testing';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { messaggioDi, rigaDi, tizio } from '../prova/righe-di-prova.js';

const logged: unknown[][] = [];
let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  for (const level of ['log', 'warn', 'error', 'debug', 'verbose', 'fatal'] as const) {
    jest.spyOn(Logger.prototype, level).mockImplementation((...said: unknown[]) => void logged.push(said));
  }
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(async () => {
  await anagrafe.close();
  jest.restoreAllMocks();
});
beforeEach(() => anagrafe.empty());

const chi = tizio({ cognome: 'SBRIGATI', nome: 'ERMENEGILDO' });

/** Says it as ingestion does: the embedded transport carries it from this outbox to the inbox of the registry. */
const say = (...righe: Parameters<typeof messaggioDi>[0]) =>
  anagrafe
    .get(Database)
    .transaction('consumer', {}, (tx) =>
      anagrafe
        .get(Outbox)
        .publish(tx, righePsPsaSinaAccettateV1, messaggioDi(righe), { key: 'prova', ente: ENTI.loreto.id }),
    );
const persone = () => anagrafe.database.admin(`SELECT nome FROM anagrafe_regionale.persona`);
const parked = () =>
  anagrafe.database.admin<{ reason: string }>(`SELECT * FROM anagrafe_regionale.inbox WHERE state = 'parked'`);

describe('a message of the bus', () => {
  it('travels encrypted and makes persons', async () => {
    await say(rigaDi(chi));
    await eventually(async () => expect(await persone()).toEqual([{ nome: 'ERMENEGILDO' }]));
    expect((await anagrafe.said()).collegate).toEqual([expect.objectContaining({ esito: 'nuova' })]);
  });

  it('with a riga that identifies nobody parks that riga alone, and tells no name of it', async () => {
    await say(rigaDi({ ...chi, codice: 'SBRRNG' }), rigaDi(chi));
    await eventually(async () => expect(await parked()).toHaveLength(1));
    expect(await persone()).toHaveLength(1);
    expect(JSON.stringify((await parked())[0]!.reason)).not.toContain('SBR');
  });

  it('leaves no personal data in the log, nor do searches, refusals and failures', async () => {
    await say(rigaDi(chi), rigaDi({ ...chi, nome: 'FILIBERTA' }));
    await eventually(async () => expect(await persone()).toHaveLength(2));
    const search = (body: object) => anagrafe.ask('recanati', 'post', '/rest/anagrafe/v1/persone/ricerche').send(body);
    await search({ codice_fiscale: chi.codice, finalita: 'presa_in_carico' }).expect(200);
    await search({ codice_fiscale: chi.codice, finalita: `vedere ${chi.cognome}` }).expect(422);
    await search({ codice_fiscale: chi.codice, finalita: 'presa_in_carico', cognome: chi.cognome }).expect(422);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET riservato = 'x'`);
    await search({ codice_fiscale: chi.codice, finalita: 'presa_in_carico' }).expect(500);
    await anagrafe
      .ask('recanati', 'get', `/rest/anagrafe/v1/persone/${chi.codice}?finalita=presa_in_carico`)
      .expect(404);
    const text = JSON.stringify(logged, (_, value: unknown) =>
      value instanceof Error ? [Object.entries(value), value.message, value.stack] : value,
    );
    expect(text).toContain('request failed');
    for (const word of [chi.codice, 'SBRIGATI', 'ERMENEGILDO', 'FILIBERTA']) expect(text).not.toContain(word);
  });
});
