import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { esitiRicevutiV1, flussiPrelevatiV1, flussiPubblicatiV1 } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { ElaboraNotifiche } from './esito/elabora-notifiche.js';
import { RiprovaOrfani } from './esito/riprova-orfani.js';
import { Partizioni } from './partizioni.js';
import { GatewayDiProva } from './prova/gateway-di-prova.js';
import { riga } from './prova/righe-di-prova.js';

/** Nobody calls anything here: what must happen by itself does. */
describe('what the gateway does by the clock', () => {
  let gateway: GatewayDiProva;
  let record = 0;
  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    await gateway.choose('recanati', 'snodo');
  });
  afterAll(() => gateway.close());
  beforeEach(() => gateway.forgetSaid());

  const flusso = async (): Promise<{ id_flusso: string; ts: number }> => {
    await gateway.publish([riga({ record: `t${(record += 1)}` })]);
    return (await gateway.log('recanati')).at(-1)!;
  };
  const hand = (id_flusso: string, codice_esito: string) =>
    gateway
      .ask('inps', 'post', '/waas/H211/v1/esiti')
      .send({ elenco_esiti: [{ id_flusso, codice_esito }] })
      .expect(204);
  const idsOf = (items: readonly { idFlusso: string }[]): string[] => items.map(({ idFlusso }) => idFlusso);

  it('tells ingestion of a flusso when it is published, when INPS asks on, and when INPS answers', async () => {
    const { id_flusso, ts } = await flusso();
    expect((await gateway.said(flussiPubblicatiV1)).flatMap(({ flussi }) => idsOf(flussi))).toEqual([id_flusso]);
    for (const since of [ts - 1, ts])
      await gateway.ask('inps', 'get', `/waas/H211/v1/flussi?since=${since}`).expect(200);
    await eventually(async () => (await gateway.said(flussiPrelevatiV1)).length > 0);
    expect((await gateway.said(flussiPrelevatiV1)).flatMap(({ flussi }) => idsOf(flussi))).toContain(id_flusso);
    await hand(id_flusso, 'OK');
    await eventually(async () => (await gateway.said(esitiRicevutiV1)).length > 0);
    expect((await gateway.said(esitiRicevutiV1)).flatMap(({ esiti }) => idsOf(esiti))).toEqual([id_flusso]);
  });

  it('I2 reads each batch once, by however many processes at the same time', async () => {
    const { id_flusso } = await flusso();
    await gateway.forgetSaid();
    await Promise.all(Array.from({ length: 10 }, () => hand(id_flusso, 'ERRORE_GENERICO')));
    await Promise.all([1, 2, 3, 4].map(() => gateway.get(ElaboraNotifiche).run()));
    await eventually(async () => {
      const [row] = await gateway.database.admin<{ volte: number }>(
        'SELECT volte FROM inps_gateway.esito WHERE id_flusso = $1',
        [id_flusso],
      );
      return row?.volte === 10;
    });
    expect((await gateway.said(esitiRicevutiV1)).flatMap(({ esiti }) => idsOf(esiti))).toEqual([id_flusso]);
    const [row] = await gateway.database.admin<{ respinti: string }>('SELECT respinti FROM inps_gateway.andamento');
    expect(row!.respinti).toBe('1');
  });

  it('I2 lets an orphan be found once, by however many processes at the same time', async () => {
    const next = `H211.PS.20260310.${String((await gateway.log('recanati')).length + 1).padStart(7, '0')}`;
    await hand(next, 'OK');
    await gateway.get(ElaboraNotifiche).run();
    expect((await flusso()).id_flusso).toBe(next);
    const found = await Promise.all([1, 2, 3].map(() => gateway.get(RiprovaOrfani).run()));
    expect(found.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect((await gateway.said(esitiRicevutiV1)).flatMap(({ esiti }) => idsOf(esiti))).toEqual([next]);
  });

  it('keeps the months ahead ready, so that the first flusso of a new month has its place', async () => {
    gateway.clock.set('2026-06-30T21:59:59.999Z');
    await gateway.get(Partizioni).make();
    await gateway.publish([riga({ record: 'giugno' })]);
    gateway.clock.set('2026-07-31T22:00:00.000Z');
    await gateway.publish([riga({ record: 'agosto' })]);
    const places = await gateway.database.admin<{ place: string }>(
      'SELECT tableoid::regclass::text AS place FROM inps_gateway.flusso ORDER BY ts DESC LIMIT 2',
    );
    expect(places.map(({ place }) => place)).toEqual(['inps_gateway.flusso_202607', 'inps_gateway.flusso_202606']);
    // 1 August in Rome, 31 July in UTC: the id is of the legal day, the partition of the instant.
    expect((await gateway.log('recanati')).at(-1)!.id_flusso).toBe('H211.PS.20260801.0000001');
  });
});
