import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '#libs/testing';
import { NOMENCLATORE_MIGRATIONS } from '../migrations/index.js';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';
import { CaricaPacchetto } from './carica-pacchetto.js';
import { PacchettoConfigurato } from './pacchetto-configurato.js';

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore?.close());

describe('loading a pack', () => {
  it('the first time told everything, each thing at revision 1', async () => {
    const voci = (await nomenclatore.sent()).flatMap((message) =>
      message.voci.map((voce) => ({ ...voce, name: message.name })),
    );
    const names = (genere: string) => new Set(voci.filter((voce) => voce.genere === genere).map(({ name }) => name));
    expect(names('nomenclatura')).toEqual(new Set(['nomenclatore.pubblicato.v1']));
    expect(names('territorio')).toEqual(new Set(['nomenclatore.pubblicato.v1']));
    expect(names('ente')).toEqual(new Set(['ente.variato.v1']));
    expect(names('delega')).toEqual(new Set(['delega.variata.v1']));
    expect(voci.every(({ revisione }) => revisione === 1)).toBe(true);
  });

  it('a second time changes nothing and says nothing', async () => {
    const before = await nomenclatore.sent();
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 0, discordi: [] });
    expect(await nomenclatore.sent()).toEqual(before);
  });

  it('publishes a changed row as one new revision, and a row taken out as a tombstone', async () => {
    const before = (await nomenclatore.sent()).length;
    await nomenclatore.edit('borea/enti.csv', (text) => text.replace('Comune di Tre', 'Comune di Tre Valli'));
    await nomenclatore.edit('borea/client.csv', (text) => text.replace(/^uno,.*\n/m, ''));
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 1, tolte: 1, lasciate: 0, discordi: [] });
    const news = (await nomenclatore.sent()).slice(before).flatMap(({ voci }) => voci);
    expect(news).toEqual([
      expect.objectContaining({
        genere: 'ente',
        revisione: 2,
        contenuto: expect.objectContaining({ denominazione: 'Comune di Tre Valli' }),
      }),
      expect.objectContaining({ genere: 'client', revisione: 2, contenuto: null }),
    ]);
    await nomenclatore.get('/enti/X003').expect(({ body }) => expect(body.denominazione).toBe('Comune di Tre Valli'));
  });

  it('a change of source alone is a change too, and a row that comes back is a newer revision', async () => {
    await nomenclatore.edit('borea/capofila.csv', (text) => text.replace('fonte,prova', 'dedotto,prova'));
    await nomenclatore.edit(
      'borea/client.csv',
      (text) => `${text}uno,belfiore:X001,pdnd,,titolare,2024-01-01,,fonte,prova\n`,
    );
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 2, tolte: 0, lasciate: 0, discordi: [] });
    const [client] = await nomenclatore.database.admin<{ revisione: number }>(
      `SELECT revisione FROM nomenclatore.voce_pubblicata WHERE genere = 'client' AND contenuto->>'clientId' = 'uno'
          AND contenuto->>'identita' = 'pdnd'`,
    );
    expect(client!.revisione).toBe(3);
  });

  it('a wrong pack is refused with its lines, and what was loaded stays', async () => {
    await nomenclatore.edit('borea/enti.csv', (text) =>
      text.replace('Consorzio del Nord,consorzio,2000-01-01', 'Consorzio,consorzio,ieri'),
    );
    const { body } = await nomenclatore.reload('tecnico').expect(422);
    expect(body).toMatchObject({
      code: 'pacchetto_rifiutato',
      problemi: [{ file: 'borea/enti.csv', riga: 5, campo: 'dal' }],
    });
    await nomenclatore.get('/enti/CONS').expect(200);
    await nomenclatore.edit('borea/enti.csv', (text) =>
      text.replace('Consorzio,consorzio,ieri', 'Consorzio del Nord,consorzio,2000-01-01'),
    );
  });

  it('a published list never changes: an edited one is refused, a new version beside it is not', async () => {
    await nomenclatore.edit('nazionale/siuss.csv', (text) => text.replace('Assegno di maternità', 'Altro assegno'));
    const { body } = await nomenclatore.reload('tecnico').expect(422);
    expect(body.problemi).toEqual([
      expect.objectContaining({ file: 'nazionale/nomenclature.csv', riga: 2, campo: 'file' }),
    ]);
    await nomenclatore.edit('nazionale/siuss.csv', (text) => text.replace('Altro assegno', 'Assegno di maternità'));

    const items = await readFile(join(nomenclatore.folder, 'nazionale/siuss.csv'), 'utf8');
    await writeFile(
      join(nomenclatore.folder, 'nazionale/siuss-2.csv'),
      items.replace('Assegno di maternità', 'Altro assegno'),
    );
    await nomenclatore.edit(
      'nazionale/nomenclature.csv',
      (text) =>
        `${text.replace('2015-01-01,,', '2015-01-01,2026-12-31,')}SIUSS,2,Prestazioni,siuss-2,pubblicata,2027-01-01,,prova,fonte\n`,
    );
    await nomenclatore.reload('tecnico').expect(200, { nuove: 1, variate: 1, tolte: 0, lasciate: 0, discordi: [] });
    await nomenclatore.get('/sistemi/SIUSS/versioni/2/voci').expect(200);
  });

  it('a draft stays private and may change; once published it may only be withdrawn', async () => {
    await writeFile(
      join(nomenclatore.folder, 'borea/reg.csv'),
      'codice,codice_padre,denominazione,fonte,affidabilita\nR1,,Uno,prova,fonte\n',
    );
    await writeFile(
      join(nomenclatore.folder, 'borea/nomenclature.csv'),
      'sistema,versione,denominazione,file,stato,dal,al,fonte,affidabilita\nREG,1,Regionale,reg,bozza,2026-01-01,,prova,fonte\n',
    );
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 0, discordi: [] });
    await nomenclatore.get('/sistemi/REG/versioni/1/voci').expect(404);
    await nomenclatore.edit('borea/reg.csv', (text) => text.replace('Uno', 'Prima'));
    await nomenclatore.edit('borea/nomenclature.csv', (text) => text.replace('bozza', 'pubblicata'));
    await nomenclatore.reload('tecnico').expect(200, { nuove: 1, variate: 0, tolte: 0, lasciate: 0, discordi: [] });
    await nomenclatore
      .get('/sistemi/REG/versioni/1/voci')
      .expect(({ body }) => expect(body.voci[0].denominazione).toBe('Prima'));

    await nomenclatore.edit('borea/nomenclature.csv', (text) => text.replace('pubblicata', 'bozza'));
    await nomenclatore
      .reload('tecnico')
      .expect(422)
      .expect(({ body }) => expect(body.problemi[0].campo).toBe('stato'));
    await nomenclatore.edit('borea/nomenclature.csv', (text) => text.replace(/REG.*\n/, ''));
    await nomenclatore
      .reload('tecnico')
      .expect(422)
      .expect(({ body }) => expect(body.problemi[0].messaggio).toMatch(/ritirata, non tolta/));
    await nomenclatore.edit(
      'borea/nomenclature.csv',
      (text) => `${text}REG,1,Regionale,reg,ritirata,2026-01-01,,prova,fonte\n`,
    );
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 1, tolte: 0, lasciate: 0, discordi: [] });
  });

  it('an association is told by code: a second period is a new revision, a row taken out ends it', async () => {
    const HEADER = 'da,codice,a,relazione,destinazioni,dal,al,limite,affidabilita,fonte\n';
    const write = (...rows: string[]) =>
      writeFile(
        join(nomenclatore.folder, 'nazionale/associazioni.csv'),
        HEADER + rows.map((row) => `${row}\n`).join(''),
      );
    await writeFile(
      join(nomenclatore.folder, 'nazionale/istat.csv'),
      'codice,codice_padre,denominazione,fonte,affidabilita\nFAM,,Famiglia,prova,fonte\nELD,,Anziani,prova,fonte\n',
    );
    await nomenclatore.edit(
      'nazionale/nomenclature.csv',
      (text) => `${text}ISTAT,1,Istat,istat,pubblicata,2015-01-01,,prova,fonte\n`,
    );
    await write(
      'SIUSS,A1.01,ISTAT,esatta,FAM,2020-01-01,,,dedotto,prova',
      'SIUSS,A1.02,ISTAT,esatta,FAM,2020-01-01,,,dedotto,prova',
    );
    await nomenclatore.reload('tecnico').expect(200, { nuove: 3, variate: 0, tolte: 0, lasciate: 0, discordi: [] });
    await write(
      'SIUSS,A1.01,ISTAT,esatta,FAM,2020-01-01,2023-12-31,,dedotto,prova',
      'SIUSS,A1.01,ISTAT,scelta,FAM|ELD,2024-01-01,,,dedotto,prova',
    );
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 1, tolte: 1, lasciate: 0, discordi: [] });
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 0, discordi: [] });
    const told = (await nomenclatore.sent()).filter(({ name }) => name === 'associazione.approvata.v1');
    expect(told.at(-1)!.voci).toEqual([
      {
        genere: 'associazione',
        id: 'SIUSS|A1.01|ISTAT',
        revisione: 2,
        contenuto: {
          da: 'SIUSS',
          codice: 'A1.01',
          a: 'ISTAT',
          periodi: [
            { dal: '2020-01-01', al: '2023-12-31', relazione: 'esatta', destinazioni: ['FAM'] },
            { dal: '2024-01-01', al: null, relazione: 'scelta', destinazioni: ['FAM', 'ELD'] },
          ],
        },
      },
      { genere: 'associazione', id: 'SIUSS|A1.02|ISTAT', revisione: 2, contenuto: null },
    ]);
  });

  it('associations of the pack are kept row by row; what was proposed here beside them outlives a load', async () => {
    const read = () =>
      nomenclatore.database.admin<{ codice: string; stato: string; origine: string; al: string | null }>(
        `SELECT codice, stato, origine, al::text FROM nomenclatore.associazione ORDER BY codice, dal`,
      );
    const ofPack = [
      { codice: 'A1.01', stato: 'chiusa', origine: 'pacchetto', al: '2023-12-31' },
      { codice: 'A1.01', stato: 'approvata', origine: 'pacchetto', al: null },
    ];
    expect(await read()).toEqual(ofPack);
    await nomenclatore.database.admin(
      `INSERT INTO nomenclatore.associazione (id, chiave, da, codice, a, relazione, destinazioni, dal, stato, automatica, origine,
         proposta_da, proposta_il, revisione, fonte, affidabilita)
       VALUES (gen_random_uuid(), 'SIUSS|A1.01|ISTAT', 'SIUSS', 'A1.01', 'ISTAT', 'esatta', '{FAM}', '2026-01-01', 'proposta', false,
         'registro', 'pdnd:regione', now(), 1, 'prova', 'dedotto')`,
    );
    await nomenclatore.edit('nazionale/associazioni.csv', (text) => text.replace('2023-12-31', '2022-12-31'));
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 1, tolte: 0, lasciate: 0, discordi: [] });
    expect(await read()).toEqual([
      { ...ofPack[0], al: '2022-12-31' },
      ofPack[1],
      { codice: 'A1.01', stato: 'proposta', origine: 'registro', al: null },
    ]);
  });

  it('an association with a code nobody published refuses the pack', async () => {
    await nomenclatore.edit('nazionale/associazioni.csv', (text) => text.replace('FAM|ELD', 'FAM|BOH'));
    const { body } = await nomenclatore.reload('tecnico').expect(422);
    expect(body.problemi).toEqual([
      {
        file: 'nazionale/associazioni.csv',
        riga: 3,
        campo: 'destinazioni',
        messaggio: expect.stringContaining('"BOH"'),
      },
    ]);
    await nomenclatore.edit('nazionale/associazioni.csv', (text) => text.replace('FAM|BOH', 'FAM|ELD'));
  });

  it('the database itself refuses to change a published item', async () => {
    const own = await nomenclatore.database.open('nomenclatore');
    const change = `UPDATE voce_nomenclatura SET denominazione = 'x' WHERE versione_id = 'SIUSS@1'`;
    await expect(own.statement('consumer', {}, change)).rejects.toThrow(/never changes/);
  });

  it('many loads at once end as one', async () => {
    await nomenclatore.edit('borea/ambiti.csv', (text) => text.replace('Zona del Nord', 'Zona Nord'));
    const pacchetto = await nomenclatore.app!.get(PacchettoConfigurato, { strict: false }).read();
    const carica = nomenclatore.app!.get(CaricaPacchetto, { strict: false });
    const esiti = await Promise.all([1, 2, 3, 4].map(() => carica.load(pacchetto)));
    expect(esiti.map(({ variate }) => variate).filter((variate) => variate > 0)).toEqual([1]);
  });
});

describe('a restart', () => {
  it('with a wrong pack keeps what was loaded before', async () => {
    await nomenclatore.edit('borea/enti.csv', (text) => text.replace('consorzio,2000-01-01', 'congrega,2000-01-01'));
    await nomenclatore.restart();
    await nomenclatore.get('/enti/CONS').expect(200);
    await nomenclatore.get('/status').expect(200);
  });

  it('with a wrong pack and nothing loaded does not start', async () => {
    const empty = await createTestDatabase([{ app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS }]);
    try {
      await expect(nomenclatore.restart(empty)).rejects.toThrow(/borea\/enti\.csv:5 tipo/);
    } finally {
      await empty.drop();
    }
  });
});
