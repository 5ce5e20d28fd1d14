import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENTI_DI_PROVA as ENTI, fatto } from '../prova/fatti-di-prova.js';
import { ReportingDiProva } from '../prova/reporting-di-prova.js';

const TABELLA = '/tabelle/prestazioni-per-ambito?anno=2026';

describe('who sees what of reporting', () => {
  let reporting: ReportingDiProva;
  beforeAll(async () => {
    reporting = await ReportingDiProva.start();
    await reporting.apply(
      Object.values(ENTI).flatMap((ente) =>
        Array.from({ length: 6 }, (_, index) => fatto(`${ente} ${index}`, `${ente} ${index}`, { enteErogatore: ente })),
      ),
    );
    await reporting.publish();
  });
  afterAll(() => reporting?.close());

  it('the region every ambito, an ente its own, and of another not even that it is there', async () => {
    const seen = async (client: string) => [
      ...new Set(Object.keys(await reporting.table(client)).map((key) => key.split(' ')[0])),
    ];
    expect(await seen('regione')).toEqual(['NORD', 'SUD', '-']);
    for (const client of ['uno', 'due', 'capofila']) expect(await seen(client)).toEqual(['NORD']);
    expect(await seen('tre')).toEqual(['SUD']);
    expect(await seen('fuori')).toEqual([]);
  });

  it('I5 a comune of another ambito gets the same head with no rows, and the same refusal for a year that is not there', async () => {
    const [region, outsider] = await Promise.all(
      ['regione', 'fuori'].map(async (client) => (await reporting.get(client, TABELLA).expect(200)).body),
    );
    expect(outsider).toEqual({ ...region, celle: [] });
    const refusals = await Promise.all(
      ['regione', 'fuori'].map(async (client) => {
        const { body } = await reporting.get(client, TABELLA.replace('2026', '1999')).expect(404);
        return { ...body, correlation_id: '', instance: '' };
      }),
    );
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]).toMatchObject({ code: 'anno_non_pubblicato', anni_pubblicati: [2022, 2023, 2024, 2025, 2026] });
  });

  it('I8 the cells of an ambito are the same for whoever sees them', async () => {
    const region = await reporting.table('regione');
    for (const client of ['uno', 'due', 'tre']) expect(region).toMatchObject(await reporting.table(client));
  });

  it('nobody without a token, nor a software house', async () => {
    for (const path of [TABELLA, '/consegne?anno=2026']) {
      await reporting.get(undefined, path).expect(401);
      await reporting.get('software', path).expect(403);
      await reporting.get('nobody', path).expect(403);
    }
  });

  it.each(['anno=', 'anno=26', 'anno=1e3', 'anno=2026&formato=pdf', 'anno=2026&ambito=NORD', ''])(
    'a question that says %j is refused',
    async (query) => {
      const { status } = await reporting.get('regione', `/tabelle/prestazioni-per-ambito?${query}`);
      expect([query, status]).toEqual([query, 422]);
    },
  );

  it('gives CSV to who asks for it by Accept or by the parameter, of the same cells', async () => {
    const path = TABELLA;
    const byAccept = await reporting.get('tre', path).set('accept', 'text/csv').expect(200);
    const byParameter = await reporting.get('tre', `${path}&formato=csv`).expect(200);
    expect(byAccept.headers['content-type']).toMatch(/^text\/csv/);
    expect(byAccept.headers['content-disposition']).toContain('prestazioni-per-ambito-2026.csv');
    expect(byAccept.text).toBe(byParameter.text);
    expect(byAccept.text.trim().split('\r\n')).toHaveLength(5);
    expect(byAccept.text).toContain(';SUD;Ambito sud;3;');
    expect(byAccept.text).not.toContain('NORD');
    const json = await reporting.get('tre', `${path}&formato=json`).set('accept', 'text/csv').expect(200);
    expect(json.headers['content-type']).toMatch(/json/);
  });
});
