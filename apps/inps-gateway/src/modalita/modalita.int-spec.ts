import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayDiProva } from '../prova/gateway-di-prova.js';
import { riga } from '../prova/righe-di-prova.js';

const PATH = '/rest/inps/v1/modalita';
const SNODO = { tracciato: 'PS_PSA_SINA', modalita: 'snodo' };

describe('how an ente chooses to tell INPS', () => {
  let gateway: GatewayDiProva;
  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
  });
  afterAll(() => gateway.close());

  const choose = (client: string, body: object) => gateway.ask(client, 'post', PATH).send(body);
  const read = async (client: string) => (await gateway.ask(client, 'get', PATH).expect(200)).body as { in_vigore: unknown; storia: unknown[] }; // prettier-ignore

  it('is through a channel of its own until it chooses', async () => {
    expect(await read('recanati')).toEqual({
      in_vigore: [
        { tracciato: 'PS_PSA_SINA', modalita: 'propria', dal: null },
        { tracciato: 'SINBA', modalita: 'propria', dal: null },
      ],
      storia: [],
    });
  });

  it('holds from today, and righe accepted from now on are published', async () => {
    const { body } = await choose('recanati', SNODO).expect(201);
    expect(body).toEqual({ ...SNODO, dal: '2026-03-10', scelta_il: '2026-03-10T09:00:00.000Z' });
    await gateway.publish([riga({ record: 'a' })]);
    expect(await gateway.log('recanati')).toHaveLength(1);
  });

  it('may hold from a later day, and every choice is remembered', async () => {
    await choose('recanati', { tracciato: 'PS_PSA_SINA', modalita: 'manuale', dal: '2026-04-01' }).expect(201);
    expect(await read('recanati')).toMatchObject({
      in_vigore: [
        { modalita: 'snodo', dal: '2026-03-10' },
        { tracciato: 'SINBA', modalita: 'propria' },
      ],
      storia: [
        { modalita: 'manuale', dal: '2026-04-01' },
        { modalita: 'snodo', dal: '2026-03-10' },
      ],
    });
    await gateway.publish([riga({ record: 'b' })], '2026-04-01T09:00:00Z');
    expect(await gateway.log('recanati')).toHaveLength(1);
  });

  it.each([
    ['without an act', 'ancona', undefined],
    ['after its act has ended', 'numana', undefined],
    ['from a day before its act begins', 'loreto', '2026-03-11'],
  ])('cannot be Snodo %s', async (_, ente, dal) => {
    if (ente === 'loreto') {
      const { delegaWaas, ENTI } = await import('../prova/riferimenti-di-prova.js');
      const voce = delegaWaas('loreto', ENTI.loreto.id, '2026-03-10', 2);
      await gateway.changeAndWait(voce, (vista) => !vista.atti.waasConsentito(ENTI.loreto.id, '2026-03-11'));
    }
    const answer = await choose(ente, { ...SNODO, ...(dal === undefined ? {} : { dal }) });
    expect([answer.status, answer.body.code]).toEqual([409, 'delega_waas_mancante']);
    expect((await read(ente)).storia).toEqual([]);
  });

  it('can be anything else without an act', async () => {
    await choose('ancona', { tracciato: 'PS_PSA_SINA', modalita: 'manuale' }).expect(201);
  });

  it('cannot be changed for days that are over', async () => {
    const answer = await choose('recanati', { ...SNODO, dal: '2026-03-09' });
    expect([answer.status, answer.body.code]).toEqual([422, 'decorrenza_passata']);
  });

  it.each([
    [{ tracciato: 'PS_PSA_SINA', modalita: 'sempre' }],
    [{ tracciato: 'SINBA_', modalita: 'propria' }],
    [{ tracciato: 'PS_PSA_SINA', modalita: 'propria', dal: '2026-02-30' }],
    [{ tracciato: 'PS_PSA_SINA', modalita: 'propria', dal: 'domani' }],
    [{ tracciato: 'PS_PSA_SINA', modalita: 'propria', ente: 'altro' }],
    [{}],
  ])('cannot be %j', async (body) => {
    await choose('recanati', body).expect(422);
  });

  it.each([
    ['gestore', 403],
    ['software', 403],
    ['regione', 403],
    ['inps', 403],
    ['scaduto', 401],
  ])('is not for %s to decide', async (client, status) => {
    await choose(client, SNODO).expect(status);
  });

  it('is seen by nobody else', async () => {
    expect((await read('unione')).storia).toEqual([]);
    expect((await read('gestore')).storia).toEqual([]);
    for (const client of ['software', 'regione', 'inps']) await gateway.ask(client, 'get', PATH).expect(403);
  });
});
