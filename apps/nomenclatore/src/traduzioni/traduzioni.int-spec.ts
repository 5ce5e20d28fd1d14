import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';
import { VistaPubblicata } from './vista-pubblicata.js';

let nomenclatore: NomenclatoreDiProva;

/** As a write of the registry leaves it; the last statement is what tells readers that something changed. */
async function publish(genere: string, id: string, revisione: number, contenuto: object | null): Promise<void> {
  await nomenclatore.database.admin(
    `INSERT INTO nomenclatore.voce_pubblicata (genere, id, revisione, contenuto, impronta, origine)
     VALUES ($1, $2, $3, $4, '', 'registro')
     ON CONFLICT (genere, id) DO UPDATE SET revisione = excluded.revisione, contenuto = excluded.contenuto`,
    [genere, id, revisione, contenuto === null ? null : JSON.stringify(contenuto)],
  );
  await nomenclatore.database.admin(
    `INSERT INTO nomenclatore.caricamento (caricato_il, origine, nuove, variate, tolte) VALUES (now(), 'registro', 1, 0, 0)`,
  );
}
const translate = (body: object) =>
  request(nomenclatore.app!.getHttpServer()).post('/rest/nomenclatore/v1/traduzioni').send(body);
const regionale = (versione: string, dal: string, al: string | null, ...codici: string[]) => ({
  sistema: 'REG',
  versione,
  stato: 'pubblicata',
  dal,
  al,
  parte: 0,
  parti: 1,
  voci: codici.map((codice) => ({ codice, padre: null, denominazione: codice, attributi: {} })),
});
const legame = (codice: string, destinazioni: string[], limite?: string) => ({
  da: 'REG',
  codice,
  a: 'SIUSS',
  periodi: [
    {
      dal: '2020-01-01',
      al: null,
      relazione: destinazioni.length > 1 ? 'scelta' : 'esatta',
      destinazioni,
      ...(limite === undefined ? {} : { limite }),
    },
  ],
});

beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
  await publish('nomenclatura', 'REG@1#0', 1, regionale('1', '2020-01-01', '2025-12-31', 'R1', 'R2', 'R3'));
  await publish('nomenclatura', 'REG@2#0', 1, regionale('2', '2026-01-01', null, 'R2', 'R3'));
  await publish('associazione', 'REG|R1|SIUSS', 1, legame('R1', ['A1.01'], 'non dice il beneficiario'));
  await publish('associazione', 'REG|R2|SIUSS', 1, legame('R2', ['A1.01', 'A1.02']));
});
afterAll(() => nomenclatore.close());

describe('translation as a service', () => {
  it('answers without a token, code by code in the order given, with the versions used and what they do not say', async () => {
    const { body } = await translate({
      da: 'REG',
      a: 'SIUSS',
      giorno: '2025-06-30',
      codici: ['R1', 'R2', 'R2/A1.02', 'R2/A9', 'R3', 'R9'],
    }).expect(200);
    expect(body).toEqual({
      giorno: '2025-06-30',
      traduzioni: [
        {
          codice: 'R1',
          esito: 'tradotto',
          codice_tradotto: 'A1.01',
          passi: [
            { versione: 'REG@1', codice: 'R1' },
            { versione: 'SIUSS@1', codice: 'A1.01', relazione: 'esatta', limite: 'non dice il beneficiario' },
          ],
        },
        { codice: 'R2', esito: 'scelta_mancante', codice_tradotto: null, passi: [], alternative: ['A1.01', 'A1.02'] },
        expect.objectContaining({ codice: 'R2/A1.02', esito: 'tradotto', codice_tradotto: 'A1.02' }),
        {
          codice: 'R2/A9',
          esito: 'scelta_non_ammessa',
          codice_tradotto: null,
          passi: [],
          alternative: ['A1.01', 'A1.02'],
        },
        { codice: 'R3', esito: 'senza_associazione', codice_tradotto: null, passi: [], fermo: 'REG:R3' },
        { codice: 'R9', esito: 'codice_sconosciuto', codice_tradotto: null, passi: [] },
      ],
    });
  });

  it('a day not given is today, by the versions of today', async () => {
    const { body } = await translate({ da: 'REG', a: 'SIUSS', codici: ['R1'] }).expect(200);
    expect(body).toMatchObject({ giorno: '2026-03-10', traduzioni: [{ esito: 'codice_sconosciuto' }] });
  });

  it.each([
    ['no code', { codici: [] }],
    ['more codes than a request may hold', { codici: Array.from({ length: 10_001 }, () => 'R1') }],
    ['a code longer than any', { codici: ['R'.repeat(82)] }],
    ['a code with control characters', { codici: ['R2\u0001A1.02'] }],
    ['codes that are no text', { codici: [1, null] }],
    ['a system nobody knows', { da: 'XYZ', codici: ['R1'] }],
    ['a day that does not exist', { giorno: '2026-02-30', codici: ['R1'] }],
  ])('%s is refused', async (_, body) => {
    await translate({ da: 'REG', a: 'SIUSS', ...body }).expect(422);
  });

  it('ten thousand codes at once are one request', async () => {
    const { body } = await translate({
      da: 'REG',
      a: 'SIUSS',
      giorno: '2025-06-30',
      codici: Array.from({ length: 10_000 }, (_, at) => (at % 2 === 0 ? 'R1' : `X${at}`)),
    }).expect(200);
    const traduzioni = (body as { traduzioni: { esito: string }[] }).traduzioni;
    expect(traduzioni.filter(({ esito }) => esito === 'tradotto')).toHaveLength(5_000);
  });
});

describe('the view that answers are taken from', () => {
  it('follows what is published, also what is taken away', async () => {
    const outcome = async (): Promise<unknown> =>
      ((await translate({ da: 'REG', a: 'SIUSS', codici: ['R3'] })).body as { traduzioni: unknown[] }).traduzioni[0];
    await publish('associazione', 'REG|R3|SIUSS', 1, legame('R3', ['A1.02']));
    expect(await outcome()).toMatchObject({ esito: 'tradotto', codice_tradotto: 'A1.02' });
    await publish('associazione', 'REG|R3|SIUSS', 2, null);
    expect(await outcome()).toMatchObject({ esito: 'senza_associazione' });
  });

  it('is the same object while nothing is published, however many ask', async () => {
    const pubblicata = nomenclatore.app!.get(VistaPubblicata, { strict: false });
    const views = await Promise.all(Array.from({ length: 20 }, () => pubblicata.current()));
    expect(new Set(views).size).toBe(1);
    await publish('associazione', 'REG|R3|SIUSS', 3, legame('R3', ['A1.01']));
    expect(await pubblicata.current()).not.toBe(views[0]);
  });

  it('of two writes under way, also that which began first and ended last', async () => {
    const pubblicata = nomenclatore.app!.get(VistaPubblicata, { strict: false });
    const ask = async (codice: string) =>
      (await pubblicata.current()).traduci({ da: 'REG', a: 'SIUSS', codice, giorno: '2026-03-10' }).esito;
    const database = await nomenclatore.database.open('nomenclatore');
    await database.transaction('consumer', {}, async (tx) => {
      await tx.execute(
        `INSERT INTO voce_pubblicata (genere, id, revisione, contenuto, impronta, origine)
         VALUES ('nomenclatura', 'REG@2#0', 1, $1, '', 'registro')
         ON CONFLICT (genere, id) DO UPDATE SET revisione = voce_pubblicata.revisione + 1, contenuto = excluded.contenuto`,
        [JSON.stringify(regionale('2', '2026-01-01', null, 'R2', 'R3', 'PRIMA'))],
      );
      await publish('associazione', 'REG|PRIMA|SIUSS', 1, legame('PRIMA', ['A1.01']));
      expect(await ask('PRIMA')).toBe('codice_sconosciuto');
    });
    expect(await ask('PRIMA')).toBe('tradotto');
  });
});
