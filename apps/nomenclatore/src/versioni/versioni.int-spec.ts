import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type request from 'supertest';
import { cartella } from '../../../../libs/tracciati/src/corpus/cartella.js';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

const HEADER = 'codice;codice_padre;denominazione;sostituisce;isee;area\n';
const FIRST = `${HEADER}R1;;Assistenza;;S;tutte\nR2;R1;Pasti;;N;anziani\nR3;R1;Trasporto;;N;\n`;
const SECOND = `${HEADER}R1;;Assistenza;;S;tutte\nR2a;R1;Pasti a casa;R2;N;anziani\nR2b;R1;Mensa;R2;N;\nR3;R1;Trasporto;;N;\n`;

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore?.close());

/** Every test works on a system of its own state: what is published stays published. */
const queryOf = (values: Record<string, string>) => new URLSearchParams(values).toString();
const draft = (
  sistema: string,
  values: { versione: string; dal?: string; al?: string; verifica?: string },
  body: string | object,
  client: string | undefined = 'regione',
): request.Test => {
  const query = queryOf({ denominazione: 'Nomenclatore', fonte: 'DGR 1', dal: '2026-01-01', ...values });
  return nomenclatore
    .send('post', `/sistemi/${sistema}/versioni?${query}`, client)
    .set('content-type', typeof body === 'string' ? 'text/csv' : 'application/json')
    .send(typeof body === 'string' ? body : JSON.stringify(body));
};
const replace = (path: string, revisione: number, body: string, more = '') =>
  nomenclatore
    .send('put', `/sistemi/${path}/voci?revisione=${revisione}&fonte=DGR%202${more}`, 'regione')
    .set('content-type', 'text/csv')
    .send(body);
const publish = (path: string, body: object, client: string | undefined = 'regione') =>
  nomenclatore.send('post', `/sistemi/${path}/pubblicazione`, client).send(body);
const withdraw = (path: string, body: object) =>
  nomenclatore.send('post', `/sistemi/${path}/ritiro`, 'regione').send(body);
const news = async (since: number) =>
  (await nomenclatore.sent()).slice(since).flatMap(({ voci }) =>
    voci.map(({ id, revisione, contenuto }) => {
      const { stato, dal, al, voci: items } = contenuto as { stato: string; dal: string; al: string; voci: [] };
      return { id, revisione, stato, dal, al, voci: items.length };
    }),
  );

describe('a version of the region, from file to publication', () => {
  it('is examined first, and nothing of it is kept', async () => {
    const { body } = await draft('REG', { versione: '1', dal: '2024-01-01', verifica: 'true' }, FIRST).expect(200);
    expect(body).toEqual({
      sistema: 'REG',
      versione: '1',
      revisione: null,
      voci: 3,
      prima: null,
      differenze: [{ tipo: 'aggiunta', quante: 3 }],
      rilievi: [],
    });
    await nomenclatore.send('get', '/sistemi/REG/versioni/1/bozza', 'regione').expect(404);
  });

  it('becomes a draft that only the region sees', async () => {
    const { body, headers } = await draft('REG', { versione: '1', dal: '2024-01-01' }, FIRST).expect(201);
    expect(body).toMatchObject({ revisione: 1, voci: 3 });
    expect(headers['location']).toBe('/rest/nomenclatore/v1/sistemi/REG/versioni/1/bozza');
    const seen = await nomenclatore.send('get', '/sistemi/REG/versioni/1/bozza?da=1&limite=1', 'regione').expect(200);
    expect(seen.body).toEqual({
      sistema: 'REG',
      versione: '1',
      denominazione: 'Nomenclatore',
      stato: 'bozza',
      dal: '2024-01-01',
      al: null,
      fonte: 'DGR 1',
      affidabilita: 'fonte',
      revisione: 1,
      totale: 3,
      voci: [
        {
          codice: 'R2',
          padre: 'R1',
          denominazione: 'Pasti',
          descrizione: null,
          attributi: { isee: false, area: 'anziani' },
          sostituisce: [],
          fonte: 'DGR 1',
          affidabilita: 'fonte',
        },
      ],
    });
    await nomenclatore.get('/sistemi/REG/versioni/1/voci').expect(404);
    await nomenclatore.get('/sistemi/REG/versioni/1/differenze').expect(404);
    expect(JSON.stringify((await nomenclatore.get('/sistemi')).body)).not.toContain('REG');
  });

  it('is said to the others when it is published, and read by anyone', async () => {
    const since = (await nomenclatore.sent()).length;
    const { body } = await publish('REG/versioni/1', { revisione: 1 }).expect(200);
    expect(body).toMatchObject({ stato: 'pubblicata', revisione: 2, dal: '2024-01-01', al: null, chiusa: null });
    expect(await news(since)).toEqual([
      { id: 'REG@1#0', revisione: 1, stato: 'pubblicata', dal: '2024-01-01', al: null, voci: 3 },
    ]);
    const items = await nomenclatore.get('/sistemi/REG/versioni/1/voci').expect(200);
    expect(items.body.totale).toBe(3);
  });

  it('a second one, from a future day, ends the first the day before', async () => {
    const made = await draft('REG', { versione: '2' }, SECOND).expect(201);
    expect(made.body).toMatchObject({ prima: '1', differenze: [{ tipo: 'divisa', quante: 1 }] });
    const since = (await nomenclatore.sent()).length;
    const { body } = await publish('REG/versioni/2', { revisione: 1, dal: '2027-01-01' }).expect(200);
    expect(body).toMatchObject({
      versione: '2',
      dal: '2027-01-01',
      chiusa: { versione: '1', al: '2026-12-31', revisione: 3 },
    });
    expect(await news(since)).toEqual([
      { id: 'REG@1#0', revisione: 2, stato: 'pubblicata', dal: '2024-01-01', al: '2026-12-31', voci: 3 },
      { id: 'REG@2#0', revisione: 1, stato: 'pubblicata', dal: '2027-01-01', al: null, voci: 4 },
    ]);
    const { body: differenze } = await nomenclatore.get('/sistemi/REG/versioni/2/differenze').expect(200);
    expect(differenze.differenze.map(({ tipo }: { tipo: string }) => tipo)).toEqual(['divisa']);
  });

  it('never changes once published, and says so', async () => {
    for (const answer of [replace('REG/versioni/2', 2, FIRST), publish('REG/versioni/2', { revisione: 2 })]) {
      const { body } = await answer.expect(409);
      expect(body).toMatchObject({ code: 'versione_in_altro_stato', stato: 'pubblicata' });
    }
    await draft('REG', { versione: '2' }, FIRST)
      .expect(409)
      .expect(({ body }) => expect(body.code).toBe('versione_esistente'));
    const own = await nomenclatore.database.open('nomenclatore');
    for (const change of ["dal = '2020-01-01'", "stato = 'bozza'", "impronta = ''", "versione = '9'"]) {
      const sql = `UPDATE versione_nomenclatura SET ${change} WHERE id = 'REG@2'`;
      await expect(own.statement('consumer', {}, sql)).rejects.toThrow(/never changes/);
    }
    const gone = `DELETE FROM versione_nomenclatura WHERE id = 'REG@2'`;
    await expect(own.statement('consumer', {}, gone)).rejects.toThrow(/never changes|foreign key/);
  });

  it('is withdrawn with a reason, for every day and for good', async () => {
    const since = (await nomenclatore.sent()).length;
    await withdraw('REG/versioni/2', { revisione: 2 }).expect(422);
    const { body } = await withdraw('REG/versioni/2', { revisione: 2, motivo: 'Due codici scambiati' }).expect(200);
    expect(body).toMatchObject({ stato: 'ritirata', revisione: 3 });
    expect(await news(since)).toEqual([expect.objectContaining({ id: 'REG@2#0', revisione: 2, stato: 'ritirata' })]);
    await nomenclatore.get('/sistemi/REG/versioni/2/voci').expect(200);
    await withdraw('REG/versioni/2', { revisione: 3, motivo: 'ancora' }).expect(409);
  });

  it('has a history: who did what, when and why, the latest first', async () => {
    const { body } = await nomenclatore.send('get', '/sistemi/REG/versioni/2/storia', 'regione').expect(200);
    expect(body.storia).toEqual([
      expect.objectContaining({ azione: 'ritirata', motivo: 'Due codici scambiati', chi: 'pdnd:regione' }),
      expect.objectContaining({ azione: 'pubblicata', motivo: null }),
      expect.objectContaining({ azione: 'creata', il: '2026-03-10T09:00:00.000Z', ente: expect.any(String) }),
    ]);
    const first = await nomenclatore.send('get', '/sistemi/REG/versioni/1/storia', 'regione').expect(200);
    expect(first.body.storia.map(({ azione }: { azione: string }) => azione)).toEqual([
      'chiusa',
      'pubblicata',
      'creata',
    ]);
  });

  it('the next one starts where a day is free, also in place of the withdrawn one', async () => {
    await draft('REG', { versione: '3', dal: '2026-06-01' }, SECOND).expect(201);
    await publish('REG/versioni/3', { revisione: 1 })
      .expect(409)
      .expect(({ body }) => expect(body).toMatchObject({ code: 'validita_in_conflitto', versione: '1' }));
    await publish('REG/versioni/3', { revisione: 1, dal: '2027-01-01', al: '2026-12-31' }).expect(409);
    await publish('REG/versioni/3', { revisione: 1, dal: '2027-01-01' }).expect(200);
  });
});

describe('a draft', () => {
  it('gets other items, all together, guarded by its revision', async () => {
    await draft('FNPS', { versione: '1' }, FIRST).expect(201);
    const { body } = await replace('FNPS/versioni/1', 1, `${HEADER}F1;;Uno;;;\n`).expect(200);
    expect(body).toMatchObject({ revisione: 2, voci: 1 });
    await replace('FNPS/versioni/1', 1, FIRST)
      .expect(409)
      .expect(({ body: problem }) => expect(problem).toMatchObject({ code: 'variazione_contesa', revisione: 2 }));
    await replace('FNPS/versioni/1', 2, FIRST, '&verifica=true').expect(200);
    const seen = await nomenclatore.send('get', '/sistemi/FNPS/versioni/1/bozza', 'regione').expect(200);
    expect(seen.body).toMatchObject({ revisione: 2, totale: 1, voci: [{ codice: 'F1', fonte: 'DGR 2' }] });
  });

  it('of two who change it at once one is told', async () => {
    const answers = await Promise.all([replace('FNPS/versioni/1', 2, FIRST), replace('FNPS/versioni/1', 2, FIRST)]);
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 409]);
  });

  it('of two who publish it at once one is told; of two drafts of one system at once only one takes the days', async () => {
    await draft('FNPS', { versione: '2' }, FIRST).expect(201);
    const answers = await Promise.all([
      publish('FNPS/versioni/1', { revisione: 3 }),
      publish('FNPS/versioni/1', { revisione: 3 }),
      publish('FNPS/versioni/2', { revisione: 1 }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
  });

  it('is published only if its items still fit the version before it', async () => {
    await draft('LEPS', { versione: '1', dal: '2024-01-01' }, FIRST).expect(201);
    await publish('LEPS/versioni/1', { revisione: 1 }).expect(200);
    await draft('LEPS', { versione: '2', dal: '2026-01-01' }, SECOND).expect(201);
    await draft('LEPS', { versione: '1b', dal: '2025-01-01' }, `${HEADER}Z;;Altro;;;\n`).expect(201);
    await publish('LEPS/versioni/1b', { revisione: 1 }).expect(200);
    const { body } = await publish('LEPS/versioni/2', { revisione: 1 }).expect(422);
    expect(body).toMatchObject({
      code: 'file_con_errori',
      errori: 2,
      rilievi: [{ riga: 2, regola: 'NV-03' }, { riga: 3 }],
    });
    const seen = await nomenclatore.send('get', '/sistemi/LEPS/versioni/2/bozza', 'regione').expect(200);
    expect(seen.body).toMatchObject({ stato: 'bozza', revisione: 1 });
  });

  it('comes as JSON too, in the form in which items are read', async () => {
    const { body } = await nomenclatore.send('get', '/sistemi/LEPS/versioni/2/bozza', 'regione').expect(200);
    const voci = body.voci.map((voce: object) => ({ ...voce, sostituisce: [] }));
    await draft('ISTAT', { versione: '7' }, { voci }).expect(201);
    const again = await nomenclatore.send('get', '/sistemi/ISTAT/versioni/7/bozza', 'regione').expect(200);
    expect(again.body.voci).toEqual(voci);
  });
});

describe('a workbook', () => {
  const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const upload = (righe: (string | boolean | null)[][]) => {
    const query = queryOf({ versione: '20', denominazione: 'Da Excel', fonte: 'DGR 1', dal: '2040-01-01' });
    return nomenclatore
      .send('post', `/sistemi/ISTAT/versioni?${query}`, 'regione')
      .set('content-type', XLSX)
      .send(cartella({ fogli: [{ nome: 'Voci', righe }] }));
  };
  const titles = ['Codice', 'Codice padre', 'Denominazione', 'ISEE', 'Area'];

  it('has its faults by sheet and cell', async () => {
    const { body } = await upload([titles, ['R1', 'R1', 'Uno', true, null], ['R2', null, null, null, null]]).expect(
      422,
    );
    const found = body.rilievi.map(({ foglio, cella }: Record<string, string>) => `${foglio} ${cella}`);
    expect(found).toEqual(['Voci C3']);
  });

  it('is a draft as a CSV is', async () => {
    await upload([titles, ['R1', null, 'Uno', true, 'anziani'], ['R2', 'R1', 'Due', false, null]]).expect(201);
    const { body } = await nomenclatore.send('get', '/sistemi/ISTAT/versioni/20/bozza', 'regione').expect(200);
    expect(body.voci).toMatchObject([
      { codice: 'R1', padre: null, attributi: { isee: true, area: 'anziani' } },
      { codice: 'R2', padre: 'R1', attributi: { isee: false } },
    ]);
  });
});

describe('a wrong file', () => {
  it('is refused with its lines, and nothing of it is kept', async () => {
    const wrong = `${HEADER}R1;;Uno;;;\nR1;;Due;;;\nR3;R4;Tre;;;\nR4;R3;Quattro;X9;boh;\n;;;;;\nR 5;;;;;\n`;
    const { body } = await draft('SIUSS', { versione: '8', dal: '2030-01-01' }, wrong).expect(422);
    expect(body).toMatchObject({ code: 'file_con_errori', fault: 'sender' });
    const found = body.rilievi.map(
      ({ riga, campo, gravita }: { riga: number; campo: string; gravita: string }) => `${riga} ${campo} ${gravita}`,
    );
    expect(found).toEqual(expect.arrayContaining(['5 isee errore', '7 codice errore', '7 denominazione errore']));
    await nomenclatore.send('get', '/sistemi/SIUSS/versioni/8/bozza', 'regione').expect(404);
  });

  it('with cells that read well is judged as a whole: codes twice, circles, successors of nobody', async () => {
    const wrong = `${HEADER}R1;;Uno;;;\nR1;;Due;;;\nR3;R4;Tre;;;\nR4;R3;Quattro;X9;;\n`;
    const { body } = await draft('SIUSS', { versione: '8', dal: '2030-01-01' }, wrong).expect(422);
    const found = body.rilievi.map(({ cella, regola }: { cella: string; regola: string }) => `${cella} ${regola}`);
    expect(found).toEqual(['A3 NV-01', 'B4 NV-02', 'B5 NV-02', 'D5 NV-03']);
    expect(body.errori).toBe(4);
  });

  it('lists two hundred findings and counts them all', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => `R${at};;;;;`).join('\n');
    const { body } = await draft('SIUSS', { versione: '8', dal: '2030-01-01' }, `${HEADER}${rows}\n`).expect(422);
    expect(body.errori).toBe(300);
    expect(body.rilievi).toHaveLength(200);
  });

  it.each([
    ['nothing', ''],
    ['a header alone', HEADER],
    ['another table', 'a;b\n1;2\n'],
    ['bytes', '\u0000\u0001PK'],
    ['more items than a version has', `${HEADER}${'R1;;x;;;\n'.repeat(5_001)}`],
  ])('is also %s', async (_, text) => {
    const { body } = await draft('SIUSS', { versione: '8', dal: '2030-01-01' }, text).expect(422);
    expect(body.code).toBe('file_con_errori');
    expect(body.rilievi.length).toBeGreaterThan(0);
  });

  it('is too large, of another kind, or not there', async () => {
    const query = queryOf({ versione: '8', denominazione: 'x', fonte: 'y', dal: '2030-01-01' });
    await nomenclatore
      .send('post', `/sistemi/SIUSS/versioni?${query}`, 'regione')
      .expect(422)
      .expect(({ body }) => expect(body).toMatchObject({ code: 'file_con_errori', rilievi: [{ regola: 'TB-01' }] }));
    await draft('SIUSS', { versione: '8' }, 'x'.repeat(9 * 1024 ** 2)).expect(413);
    await draft('SIUSS', { versione: '8' }, FIRST).set('content-type', 'application/xml').expect(415);
  });
});

describe('a request', () => {
  it.each([
    ['a version with a strange name', { versione: '../1' }],
    ['a day that does not exist', { versione: '1', dal: '2026-02-30' }],
    ['a wish that is neither true nor false', { versione: '1', verifica: 'forse' }],
  ])('with %s is refused', async (_, values) => {
    await draft('SIUSS', values, FIRST)
      .expect(422)
      .expect(({ body }) => expect(body.code).toBe('campi_non_validi'));
  });

  it('for days that end before they begin is refused', async () => {
    await draft('SIUSS', { versione: '8', dal: '2030-01-01', al: '2029-01-01' }, FIRST).expect(409);
  });

  it('for a system that is not there, or is of an ente, is refused', async () => {
    await draft('REGG', { versione: '1' }, FIRST).expect(404);
    await draft('LOC:X001', { versione: '1' }, FIRST)
      .expect(422)
      .expect(({ body }) => expect(body.code).toBe('nomenclatura_locale'));
    await publish('REG/versioni/99', { revisione: 1 }).expect(404);
    await replace('REG/versioni/99', 1, FIRST).expect(404);
  });
});

describe('a load of the pack, beside versions made by API', () => {
  let before: number;
  beforeEach(async () => {
    before = (await nomenclatore.sent()).length;
  });

  it('does not touch them', async () => {
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 0, discordi: [] });
    expect((await nomenclatore.sent()).length).toBe(before);
  });

  it('finds its own version closed by one of them, and leaves it so', async () => {
    await draft('SIUSS', { versione: '2', dal: '2028-01-01' }, FIRST).expect(201);
    await publish('SIUSS/versioni/2', { revisione: 1 }).expect(200);
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 1, discordi: [] });
    const { body } = await nomenclatore.get('/sistemi').expect(200);
    const siuss = body.sistemi.find(({ sistema }: { sistema: string }) => sistema === 'SIUSS');
    expect(siuss.versioni.map(({ versione, al }: Record<string, string>) => [versione, al])).toEqual([
      ['2', null],
      ['1', '2027-12-31'],
    ]);
  });

  it('is refused where it would be in force on the same days, and may not redefine them', async () => {
    await nomenclatore.edit(
      'nazionale/nomenclature.csv',
      (text) => `${text}SIUSS,3,Prestazioni,siuss,pubblicata,2029-01-01,,prova,fonte\n`,
    );
    const added = (text: string) => text.replace('2015-01-01,,', '2015-01-01,2027-12-31,');
    await nomenclatore.edit('nazionale/nomenclature.csv', added);
    const { body } = await nomenclatore.reload('tecnico').expect(422);
    expect(body.problemi).toEqual([expect.objectContaining({ riga: 3, campo: 'dal' })]);
    await nomenclatore.edit('nazionale/nomenclature.csv', (text) => text.replace('SIUSS,3,', 'SIUSS,2,'));
    await nomenclatore.reload('tecnico').expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 2, discordi: [] });
  });
});

describe('who may write and see versions that are not public', () => {
  const routes: [string, (client?: string) => request.Test][] = [
    ['a draft is made', (client) => draft('REG', { versione: '50' }, FIRST, client)],
    [
      'items are replaced',
      (client) =>
        nomenclatore
          .send('put', '/sistemi/FNPS/versioni/2/voci?revisione=1&fonte=x', client)
          .set('content-type', 'text/csv')
          .send(FIRST),
    ],
    ['a draft is read', (client) => nomenclatore.send('get', '/sistemi/FNPS/versioni/2/bozza', client)],
    ['a draft is published', (client) => publish('FNPS/versioni/2', { revisione: 1 }, client)],
    [
      'a version is withdrawn',
      (client) =>
        nomenclatore.send('post', '/sistemi/REG/versioni/1/ritiro', client).send({ revisione: 3, motivo: 'prova' }),
    ],
    ['the history is read', (client) => nomenclatore.send('get', '/sistemi/REG/versioni/1/storia', client)],
  ];

  it.each(routes)('%s by the region alone', async (_, call) => {
    for (const client of ['uno', 'consorzio', 'casa', 'tecnico', 'sconosciuto']) await call(client).expect(403);
  });

  it('nobody without a token', async () => {
    await nomenclatore.send('get', '/sistemi/FNPS/versioni/2/bozza').expect(401);
    await nomenclatore.send('get', '/sistemi/REG/versioni/1/storia').expect(401);
    for (const path of ['FNPS/versioni/2/pubblicazione', 'REG/versioni/1/ritiro'])
      await nomenclatore.send('post', `/sistemi/${path}`).send({}).expect(401);
    await nomenclatore.send('post', '/sistemi/REG/versioni').set('content-type', 'text/csv').send(FIRST).expect(401);
    await nomenclatore
      .send('put', '/sistemi/FNPS/versioni/2/voci')
      .set('content-type', 'text/csv')
      .send('')
      .expect(401);
  });
});

it('version 2 of the demonstration is uploaded as it is in its folder, and splits what it says', async () => {
  const folder = new URL('../../../../config/regioni/marche/dimostrazione/', import.meta.url);
  const items = (name: string) => readFile(new URL(name, folder), 'utf8');
  const made = await draft('REG', { versione: '90', dal: '2090-01-01' }, await items('reg.csv')).expect(201);
  expect(made.body.rilievi).toEqual([]);
  await publish('REG/versioni/90', { revisione: 1 }).expect(200);
  const next = await draft('REG', { versione: '91', dal: '2091-01-01' }, await items('reg-2.csv')).expect(201);
  const kinds = next.body.differenze.map(({ tipo }: { tipo: string }) => tipo);
  expect(kinds).toContain('divisa');
});
