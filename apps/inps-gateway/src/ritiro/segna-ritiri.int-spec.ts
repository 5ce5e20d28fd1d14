import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { flussiPrelevatiV1 } from '#libs/contracts';
import { GatewayDiProva } from '../prova/gateway-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { riga } from '../prova/righe-di-prova.js';
import { SegnaRitiri } from './segna-ritiri.js';

describe('what INPS has taken', () => {
  let gateway: GatewayDiProva;
  let places: number[];
  let record = 0;

  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
  });
  afterAll(() => gateway.close());

  /** Twelve new flussi, of which INPS has not been told anything yet. */
  beforeEach(async () => {
    await gateway.database.empty([
      'inps_gateway.flusso',
      'inps_gateway.registro',
      'inps_gateway.interrogazione',
      'inps_gateway.andamento',
    ]);
    await gateway.publish(Array.from({ length: 12 }, () => riga({ record: `s${(record += 1)}` })));
    places = (await gateway.log('recanati')).map(({ ts }) => ts);
    await gateway.forgetSaid();
  });

  const ask = async (since: number | string, limit = 5): Promise<void> => {
    await gateway.ask('inps', 'get', `/waas/H211/v1/flussi?since=${since}&limit=${limit}`).expect(200);
  };
  /** How many flussi each message told, once every request has been looked at. */
  const told = async (): Promise<string[]> => {
    await gateway.get(SegnaRitiri).run();
    const messages = await gateway.said(flussiPrelevatiV1);
    return messages.flatMap(({ flussi }) => flussi.map(({ idFlusso }) => idFlusso));
  };
  const ids = async (count: number): Promise<string[]> =>
    (await gateway.log('recanati')).slice(0, count).map(({ id_flusso }) => id_flusso);

  it('is nothing as long as it has not asked on', async () => {
    await ask(0);
    expect(await told()).toEqual([]);
  });

  it('is told in order, once, as it asks on', async () => {
    await ask(0);
    await ask(places[4]!);
    expect(await told()).toEqual(await ids(5));
    await ask(places[4]!);
    await ask(places[9]!);
    await ask(places[11]!);
    expect(await told()).toEqual(await ids(12));
    expect(await told()).toEqual(await ids(12));
    const [first] = await gateway.ingestion.sentiti(flussiPrelevatiV1);
    expect(first).toMatchObject({ ente: ENTI.recanati.id, il: '2026-03-10T09:00:00.000Z', flussi: [{ di: 1, revisione: 1 }, {}, {}, {}, {}] }); // prettier-ignore
  });

  it('is not taken back when it begins again from the beginning', async () => {
    await ask(0);
    await ask(places[4]!);
    await ask(0);
    await ask(places[2]!);
    expect(await told()).toEqual(await ids(5));
  });

  it('is what it acquired of a page, not what it was served', async () => {
    await ask(0, 10);
    await ask(places[3]!, 10);
    expect(await told()).toEqual(await ids(4));
  });

  it('is not what a cursor of another platform jumps over', async () => {
    await ask(places[11]! + 1_000);
    expect(await told()).toEqual([]);
  });

  it.each(['100000000000000000000', '9007199254740991', '1773133200000000'])('is not what %s claims', async (since) => {
    await ask(0);
    await ask(since);
    expect(await told()).toEqual([]);
  });

  it('I2 is told once, also by several processes at the same time', async () => {
    await ask(0, 12);
    await ask(places[11]!);
    await Promise.all([1, 2, 3].map(() => gateway.get(SegnaRitiri).run()));
    expect(await told()).toEqual(await ids(12));
  });

  it('by one request may be thousands of flussi, told in batches of 500', async () => {
    const many = 4_300;
    await gateway.database.admin(
      `INSERT INTO inps_gateway.flusso (ente, ts, id_flusso, tipo, denominazione_ente, riga_id, record_id, revisione, di, operazione, impronta, corpo, pubblicato_il)
       SELECT $1, $2::bigint + n, 'H211.PS.20260310.' || lpad((n + 12)::text, 7, '0'), 'PS_PSA_SINA', 'x',
         gen_random_uuid(), decode(lpad(to_hex(n), 64, '0'), 'hex'), 1, 1, 'I', '', '', now() FROM generate_series(1, $3::int) n`,
      [ENTI.recanati.id, places[11]!, many],
    );
    await ask(places[11]! + many);
    expect(await told()).toHaveLength(12 + many);
    const messages = await gateway.ingestion.sentiti(flussiPrelevatiV1);
    expect(Math.max(...messages.map(({ flussi }) => flussi.length))).toBe(500);
    const [row] = await gateway.database.admin(
      'SELECT prelevati::int, prelevato_fino::text FROM inps_gateway.andamento',
    );
    expect(row).toEqual({ prelevati: 12 + many, prelevato_fino: String(places[11]! + many) });
  });
});
