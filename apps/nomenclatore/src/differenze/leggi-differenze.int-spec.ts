import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

const HEADER = 'codice,codice_padre,denominazione,descrizione,sostituisce,isee,fonte,affidabilita\n';
const VERSIONI = {
  reg1: 'R1,,Assistenza,,,S,prova,fonte\nR2,R1,Pasti,,,N,prova,fonte\nR3,R1,Trasporto,,,N,prova,fonte\n',
  reg2: 'R1,,Assistenza,,,S,prova,fonte\nR2a,R1,Pasti a casa,,R2,N,prova,fonte\nR2b,R1,Mensa,,R2,N,prova,fonte\nR3,R1,Trasporto,,,N,prova,fonte\n',
  reg3: 'R1,,Assistenza,,,S,prova,fonte\nR2a,R1,Pasti a domicilio,,,N,prova,fonte\nR4,R1,Mensa e trasporto,,R2b|R3,N,prova,fonte\n',
  reg9: 'R1,,Bozza,,,S,prova,fonte\n',
};

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
  const borea = (file: string) => join(nomenclatore.folder, 'borea', file);
  for (const [name, items] of Object.entries(VERSIONI)) await writeFile(borea(`${name}.csv`), HEADER + items);
  await writeFile(
    borea('nomenclature.csv'),
    'sistema,versione,denominazione,file,stato,dal,al,fonte,affidabilita\n' +
      'REG,1,Regionale,reg1,pubblicata,2024-01-01,2024-12-31,DGR 1,fonte\n' +
      'REG,2,Regionale,reg2,pubblicata,2025-01-01,2025-12-31,DGR 2,fonte\n' +
      'REG,3,Regionale,reg3,pubblicata,2026-01-01,,DGR 3,fonte\n' +
      'REG,9,Regionale,reg9,bozza,2030-01-01,,DGR 9,fonte\n',
  );
  await nomenclatore.reload('tecnico').expect(200);
});
afterAll(() => nomenclatore?.close());

const differenze = (path: string) => nomenclatore.get(`/sistemi/REG/versioni/${path}`);
const told = async (path: string) => {
  const { body } = await differenze(path).expect(200);
  const codes = (voci: { codice: string }[]) => voci.map(({ codice }) => codice).join();
  return {
    da: body.da?.versione ?? null,
    a: body.a.versione,
    differenze: body.differenze.map(
      (one: { tipo: string; prima: []; dopo: [] }) => `${one.tipo} ${codes(one.prima)}>${codes(one.dopo)}`,
    ),
    invariate: body.invariate,
  };
};

describe('differences between two versions, read by anyone', () => {
  it('start from the version published before', async () => {
    expect(await told('2/differenze')).toEqual({
      da: '1',
      a: '2',
      differenze: ['divisa R2>R2a,R2b'],
      invariate: 2,
    });
    expect(await told('3/differenze')).toEqual({
      da: '2',
      a: '3',
      differenze: ['unita R2b,R3>R4', 'rinominata R2a>R2a'],
      invariate: 1,
    });
  });

  it('of the first version are all its items', async () => {
    expect(await told('1/differenze')).toMatchObject({
      da: null,
      differenze: ['aggiunta >R1', 'aggiunta >R2', 'aggiunta >R3'],
      invariate: 0,
    });
  });

  it('between versions far apart follow the codes through those between', async () => {
    expect(await told('3/differenze?da=1')).toMatchObject({
      da: '1',
      differenze: ['ricomposta R2,R3>R2a,R4'],
      invariate: 1,
    });
    expect(await told('2/differenze?da=2')).toMatchObject({ differenze: [], invariate: 4 });
  });

  it('name the fields that changed, the versions and the items', async () => {
    const { body } = await differenze('3/differenze').expect(200);
    expect(body.differenze[1]).toEqual({
      tipo: 'rinominata',
      prima: [{ codice: 'R2a', padre: 'R1', denominazione: 'Pasti a casa' }],
      dopo: [{ codice: 'R2a', padre: 'R1', denominazione: 'Pasti a domicilio' }],
      campi: [{ campo: 'denominazione', prima: 'Pasti a casa', dopo: 'Pasti a domicilio' }],
    });
    expect(body.a).toEqual({
      versione: '3',
      denominazione: 'Regionale',
      stato: 'pubblicata',
      dal: '2026-01-01',
      al: null,
      fonte: 'DGR 3',
    });
  });

  it.each(['9/differenze', '3/differenze?da=9', '3/differenze?da=77', '4/differenze/pagina'])(
    'are of nobody where a version is a draft or is not there: %s',
    async (path) => {
      await differenze(path)
        .expect(404)
        .expect(({ body }) => expect(body.code).toBe('nomenclatura_sconosciuta'));
    },
  );

  it('only go forward in time, and take no strange version', async () => {
    await differenze('1/differenze?da=2')
      .expect(422)
      .expect(({ body }) => expect(body.code).toBe('versioni_non_confrontabili'));
    await differenze('2/differenze?da=a%20b').expect(422);
  });

  it('are a page too, that a browser may show and nothing may run in', async () => {
    const { text, headers } = await differenze('2/differenze/pagina').expect(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(text).toContain('<h1>REG: dalla versione 1 alla 2</h1>');
    expect(text).toContain('<code>R2b</code> Mensa');
    await differenze('2/differenze/pagina').set('if-none-match', headers['etag']!).expect(304);
  });
});

it('a public read of items shows what they take the place of', async () => {
  const { body } = await nomenclatore.get('/sistemi/REG/versioni/3/voci?da=2').expect(200);
  expect(body.voci[0]).toMatchObject({ attributi: { isee: false }, sostituisce: ['R2b', 'R3'] });
});
