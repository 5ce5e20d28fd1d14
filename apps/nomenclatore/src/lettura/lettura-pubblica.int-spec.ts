import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore?.close());

describe('public reads', () => {
  it('give code systems with version, validity and provenance of every item', async () => {
    const { body } = await nomenclatore.get('/sistemi').expect(200);
    expect(body).toEqual({
      sistemi: [
        {
          sistema: 'SIUSS',
          versioni: [
            {
              versione: '1',
              denominazione: 'Prestazioni',
              stato: 'pubblicata',
              dal: '2015-01-01',
              al: null,
              voci: 2,
              revisione: 1,
              fonte: 'prova',
              affidabilita: 'fonte',
            },
          ],
        },
      ],
    });
    const voci = await nomenclatore.get('/sistemi/SIUSS/versioni/1/voci?da=1').expect(200);
    expect(voci.body).toEqual({
      totale: 2,
      voci: [
        {
          codice: 'A1.02',
          padre: 'A1.01',
          denominazione: 'Assegno di maternità',
          descrizione: null,
          attributi: { area: 'contributi economici', soggetta_isee: false },
          sostituisce: [],
          fonte: 'prova',
          affidabilita: 'codice_senza_nome',
        },
      ],
    });
    await nomenclatore
      .get('/sistemi/SIUSS/versioni/9/voci')
      .expect(404)
      .expect(({ body }) => expect(body.code).toBe('nomenclatura_sconosciuta'));
  });

  it('give comuni as they are on a day, and their whole history', async () => {
    const before = await nomenclatore.get('/comuni?giorno=2009-12-31&provincia=XB').expect(200);
    const after = await nomenclatore.get('/comuni?giorno=2010-01-01&provincia=XB').expect(200);
    expect([before.body.totale, after.body.totale]).toEqual([0, 1]);
    const { body } = await nomenclatore.get('/comuni/X001').expect(200);
    expect(body.storia.map(({ istat, al }: { istat: string; al: string }) => [istat, al])).toEqual([
      ['901001', '2009-12-31'],
      ['902001', '9999-12-31'],
    ]);
    await nomenclatore.get('/comuni/X999').expect(404);
    for (const path of ['/province', '/regioni', '/stati']) await nomenclatore.get(path).expect(200);
  });

  it('find an ente by any code it has on the day', async () => {
    for (const codice of ['X001', 'x001', '902001']) {
      const { body } = await nomenclatore.get(`/enti/${codice}`).expect(200);
      expect(body).toMatchObject({ denominazione: 'Comune di Uno', tipo: 'comune', affidabilita: 'fonte' });
      expect(body.codici).toHaveLength(3);
    }
    await nomenclatore.get('/enti/901001').expect(404);
    await nomenclatore.get('/enti/901001?giorno=2009-01-01').expect(200);
    const { body } = await nomenclatore.get('/enti?tipo=consorzio').expect(200);
    expect(body).toMatchObject({ totale: 1, enti: [{ affidabilita: 'non_verificato' }] });
  });

  it('give ambiti with members and capofila of the day', async () => {
    const members = async (giorno: string) =>
      (await nomenclatore.get(`/ambiti/ZS1?giorno=${giorno}`).expect(200)).body.appartenenze.map(
        (one: { denominazione: string }) => one.denominazione,
      );
    expect(await members('2026-06-30')).toEqual(['Comune di Due', 'Comune di Uno']);
    expect(await members('2026-07-01')).toEqual(['Comune di Uno']);
    await nomenclatore.get('/ambiti/ZS1?giorno=2009-12-31').expect(404);
    const { body } = await nomenclatore.get('/ambiti').expect(200);
    expect(body.ambiti[0]).toMatchObject({ tipo: 'zona sociale', capofila: [{ denominazione: 'Consorzio del Nord' }] });
  });

  it('refuse a day that does not exist and a field that is not known', async () => {
    await nomenclatore.get('/enti?giorno=2026-02-30').expect(422);
    await nomenclatore.get('/enti?colore=blu').expect(422);
    await nomenclatore.get('/comuni?limite=5000').expect(422);
  });

  it('are cached by tag until something changes or the day does', async () => {
    const first = await nomenclatore.get('/enti').expect(200);
    expect(first.headers['cache-control']).toBe('public, max-age=300');
    const tag = first.headers['etag']!;
    await nomenclatore.get('/enti').set('if-none-match', tag).expect(304);
    await nomenclatore.get('/enti').set('if-none-match', `"x", ${tag}`).expect(304);
    await nomenclatore.get('/enti').set('if-none-match', '"x"').expect(200);
    nomenclatore.clock.set('2026-03-10T23:00:00Z');
    await nomenclatore.get('/enti').set('if-none-match', tag).expect(200);
    nomenclatore.clock.set('2026-03-10T09:00:00Z');
  });

  it('travel compressed to who can read it so', async () => {
    const plain = await nomenclatore.get('/enti').set('accept-encoding', 'identity').expect(200);
    const packed = await nomenclatore.get('/enti').set('accept-encoding', 'gzip').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.body).toEqual(plain.body);
    await nomenclatore
      .get('/enti')
      .set('accept-encoding', 'gzip;q=0')
      .expect(({ headers }) => expect(headers['content-encoding']).toBeUndefined());
  });

  it('never name a client', async () => {
    const bodies = await Promise.all(
      ['/enti', '/ambiti', '/enti/CONS'].map(async (path) => JSON.stringify((await nomenclatore.get(path)).body)),
    );
    expect(bodies.join()).not.toMatch(/client|ruoli|delega/);
    const api = await nomenclatore.database.open('nomenclatore');
    await expect(api.statement('api', {}, 'SELECT * FROM client')).rejects.toThrow(/permission denied/);
    await expect(api.statement('api', {}, 'SELECT * FROM delega')).rejects.toThrow(/permission denied/);
    await expect(api.statement('api', {}, 'DELETE FROM ente')).rejects.toThrow(/permission denied/);
  });
});
