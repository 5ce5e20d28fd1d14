import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NomenclatoreDiProva } from '../../prova/nomenclatore-di-prova.js';

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore?.close());

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const load = (registro: string, text: string | Buffer, { client = 'regione', query = '', type = 'text/csv' } = {}) =>
  nomenclatore.send('post', `/registri/${registro}/caricamenti${query}`, client).set('content-type', type).send(text);
/** What is wrong with a file: place, column and rule of each finding. */
const refused = async (registro: string, text: string | Buffer): Promise<string[]> => {
  const { body, status } = await load(registro, text);
  if (status !== 422) throw new Error(`expected 422, not ${status}: ${JSON.stringify(body)}`);
  expect(body.code).toBe('file_con_errori');
  expect(body.errori).toBeGreaterThan(0);
  return (body.rilievi as { cella: string; campo: string; regola: string; messaggio: string }[]).map(
    ({ cella, campo, regola, messaggio }) => `${cella} ${campo} ${regola}: ${messaggio}`,
  );
};
const membersOf = async (giorno: string): Promise<string[]> =>
  (await nomenclatore.get(`/ambiti/ZS1?giorno=${giorno}`)).body.appartenenze.map(
    (one: { denominazione: string }) => one.denominazione,
  );
const APPARTENENZE = 'ambito,ente,dal,al\n';
const DELEGHE =
  'delega;delegante;delegato;oggetto;tracciato;ambito;subdelegabile;deriva_da;atto_tipo;atto_numero;atto_data;dal;al\n';
const ENTI = 'ente,denominazione,tipo,dal,al\n';
const CLIENT = 'client_id,ente,identita,gestore,ruoli,dal,al\n';

describe('a file of a registry', () => {
  it('puts its rows in and leaves what it does not name; sent again it changes nothing', async () => {
    const text = `${APPARTENENZE}ZS1,belfiore:X003,2026-01-01,\n`;
    const counts = { registro: 'appartenenze', verifica: false, lette: 1, rilievi: [] };
    await load('appartenenze', text).expect(200, { ...counts, nuove: 1, variate: 0, uguali: 0 });
    expect(await membersOf('2026-03-10')).toEqual(['Comune di Due', 'Comune di Tre', 'Comune di Uno']);
    const before = await nomenclatore.sent();
    await load('appartenenze', text).expect(200, { ...counts, nuove: 0, variate: 0, uguali: 1 });
    expect(await nomenclatore.sent()).toEqual(before);
  });

  it('changes the row that has the same key, and says nothing of columns it does not have', async () => {
    await load('appartenenze', `${APPARTENENZE}ZS1,belfiore:X003,2026-01-01,2026-12-31\n`)
      .expect(200)
      .expect(({ body }) => expect(body).toMatchObject({ nuove: 0, variate: 1 }));
    const [row] = await nomenclatore.database.admin(
      `SELECT al::text, fonte, affidabilita FROM nomenclatore.appartenenza WHERE dal = '2026-01-01'`,
    );
    expect(row).toEqual({ al: '2026-12-31', fonte: 'file della Regione, 2026-03-10', affidabilita: 'fonte' });
    await load('enti', `${ENTI}regionale:CONS,Consorzio Nord,consorzio,2000-01-01,\n`).expect(200);
    const { body } = await nomenclatore.get('/enti/CONS').expect(200);
    expect(body).toMatchObject({ denominazione: 'Consorzio Nord', fonte: 'prova', affidabilita: 'non_verificato' });
  });

  it('is only examined when asked so', async () => {
    const before = await nomenclatore.sent();
    const text = `${ENTI}regionale:ASPX,ASP,asp,2026-01-01,\n`;
    const { body } = await load('enti', text, { query: '?verifica=true' }).expect(200);
    expect(body).toMatchObject({ verifica: true, nuove: 1 });
    expect(await nomenclatore.sent()).toEqual(before);
    await nomenclatore.get('/enti/ASPX').expect(404);
    await load('enti', text, { query: '?verifica=forse' }).expect(422);
  });

  it('of enti gives a new one its first code, and takes any kind there is', async () => {
    const tipi = [
      'unione_montana',
      'azienda_speciale',
      'azienda_sanitaria',
      'ipab',
      'gestore_terzo_settore',
      'software_house',
    ];
    const rows = tipi.map((tipo) => `regionale:${tipo},Ente ${tipo},${tipo},2026-01-01,`);
    await load('enti', `${ENTI}${rows.join('\n')}\n`).expect(200);
    for (const tipo of tipi) {
      const { body } = await nomenclatore.get(`/enti/${tipo}`).expect(200);
      expect(body).toMatchObject({ tipo, codici: [{ sistema: 'regionale', codice: tipo }] });
    }
  });

  it('of acts has deleghe and adesioni in one, days as people write them, and yes or no', async () => {
    const rows =
      'AD3;belfiore:X003;regionale:BOREA;adesione;;;no;;deliberazione;9;01/02/2026;01/03/2026;\n' +
      'DEP3;belfiore:X003;regionale:CONS;deposito;PS_PSA_SINA;;sì;;convenzione;10;01/02/2026;01/03/2026;31/12/2026\n' +
      'SUB3;regionale:CONS;belfiore:X001;deposito;PS_PSA_SINA;;no;DEP3;convenzione;11;01/02/2026;01/03/2026;\n';
    await load('deleghe', DELEGHE + rows).expect(200);
    const { body } = await nomenclatore.send('get', '/deleghe?ente=X003', 'regione').expect(200);
    expect(body.deleghe).toEqual([
      expect.objectContaining({ sigla: 'AD3', oggetto: 'adesione', dal: '2026-03-01', al: null }),
      expect.objectContaining({ sigla: 'DEP3', subdelegabile: true, al: '2026-12-31' }),
    ]);
  });

  it('is kept in the history of each thing it changed', async () => {
    const { body: ente } = await nomenclatore.get('/enti/CONS').expect(200);
    const { body } = await nomenclatore.send('get', `/enti/${ente.id}/storia`, 'regione').expect(200);
    expect(body.fatti[0]).toMatchObject({ chi: 'pdnd:regione', azione: 'variata', motivo: 'caricamento di enti' });
  });
});

describe('a wrong file is refused whole, with the cell of each fault', () => {
  it.each<[string, string, string, RegExp]>([
    ['an unknown kind', 'enti', `${ENTI}regionale:QQ,Q,congrega,2026-01-01,\n`, /^C2 tipo RG-01: .*congrega/],
    ['no name', 'enti', `${ENTI}regionale:QQ,,asp,2026-01-01,\n`, /^B2 denominazione TB-/],
    ['a header that is not there', 'appartenenze', 'ambito,ente,dal\nZS1,belfiore:X003,2027-01-01\n', /TB-.*al/],
    ['a day that does not exist', 'appartenenze', `${APPARTENENZE}ZS1,belfiore:X003,2027-02-30,\n`, /^C2 dal TB-/],
    [
      'a validity that runs backwards',
      'appartenenze',
      `${APPARTENENZE}ZS1,belfiore:X003,2027-02-01,2027-01-01\n`,
      /^D2 al RG-03: .*finisce prima/,
    ],
    [
      'one thing twice',
      'enti',
      `${ENTI}regionale:QQ,Q,asp,2026-01-01,\nregionale:QQ,R,asp,2026-01-01,\n`,
      /^A3 ente RG-02/,
    ],
    [
      'an ente nobody knows',
      'capofila',
      `${APPARTENENZE}ZS1,belfiore:X009,2027-01-01,\n`,
      /^B2 ente RG-03: "belfiore:X009"/,
    ],
    [
      'two capofila on a day',
      'capofila',
      `${APPARTENENZE}ZS1,belfiore:X001,2027-01-01,\n`,
      /^A2 ambito RG-03: .*capofila di Consorzio/,
    ],
    [
      'two ambiti on a day, in the file itself',
      'appartenenze',
      `${APPARTENENZE}ZS1,belfiore:X003,2028-01-01,\nZS1,belfiore:X003,2028-06-01,\n`,
      /^B3 ente RG-03: .*la riga 2 di questo file/,
    ],
    [
      'a code of two enti',
      'codici_enti',
      'ente,sistema,codice,dal,al\nbelfiore:X003,istat,902001,2027-01-01,\n',
      /^C2 codice RG-03: .*già di un ente/,
    ],
    [
      'a delega to itself',
      'deleghe',
      `${DELEGHE}QQ;belfiore:X001;belfiore:X001;waas;;;no;;atto;1;2026-01-01;2026-01-01;\n`,
      /^C2 delegato RG-03/,
    ],
    [
      'a role of another kind of ente',
      'client',
      `${CLIENT}q-1,belfiore:X001,pdnd,,regione,2026-01-01,\n`,
      /^E2 ruoli RG-03/,
    ],
    ['an unknown role', 'client', `${CLIENT}q-1,belfiore:X001,pdnd,,titolare mago,2026-01-01,\n`, /^E2 ruoli RG-01/],
  ])('%s', async (_, registro, text, expected) => {
    const before = await nomenclatore.sent();
    const found = await refused(registro, text);
    expect(found.find((one) => expected.test(one)) ?? found).toMatch(expected);
    expect(await nomenclatore.sent()).toEqual(before);
  });

  it('with right rows beside the wrong one too: nothing of it is kept', async () => {
    await refused('enti', `${ENTI}regionale:BUONO,Ente buono,asp,2026-01-01,\nregionale:QQ,Q,congrega,2026-01-01,\n`);
    await nomenclatore.get('/enti/BUONO').expect(404);
  });

  it('of a hundred thousand rows, of no rows a table, or of nothing', async () => {
    const many = Array.from({ length: 100_000 }, (_, n) => `regionale:Q${n},Q,asp,2026-01-01,`).join('\n');
    expect((await refused('enti', `${ENTI}${many}\n`)).join()).toMatch(/TB-05/);
    expect((await refused('enti', '')).join()).toMatch(/TB-01/);
    await refused('enti', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0]));
    await load('enti', 'x'.repeat(9 * 1024 ** 2)).expect(413);
  });

  it('of a chain of ten thousand enti that come from each other in a circle', async () => {
    const rows = Array.from(
      { length: 9_999 },
      (_, n) => `regionale:C${n},C,asp,2026-01-01,2026-02-01,regionale:C${(n + 1) % 9_999}`,
    );
    const found = await refused('enti', `ente,denominazione,tipo,dal,al,predecessori\n${rows.join('\n')}\n`);
    expect(found[0]).toMatch(/^F2 predecessori RG-03: l'ente discende da se stesso/);
  });
});

describe('a file of ten thousand rows', () => {
  const rows = (row: (n: number) => string): string =>
    `${Array.from({ length: 10_000 }, (_, n) => row(n)).join('\n')}\n`;
  const dayOf = (n: number): string => new Date(Date.UTC(1990, 0, 1 + n)).toISOString().slice(0, 10);

  it('is taken, and one that puts them all into one ambito is refused: no message would hold it', async () => {
    const { body } = await load('enti', ENTI + rows((n) => `regionale:M${n},M,asp,2026-01-01,`)).expect(200);
    expect(body).toMatchObject({ lette: 10_000, nuove: 10_000 });
    const found = await refused('appartenenze', APPARTENENZE + rows((n) => `ZS1,regionale:M${n},2026-01-01,`));
    expect(found).toEqual([expect.stringMatching(/ambito RG-03: Zona del Nord: ha troppe righe/)]);
  }, 60_000);

  it('of one client registered day by day does not stop the process', async () => {
    const text = CLIENT + rows((n) => `giorni,belfiore:X001,pdnd,,titolare,${dayOf(n)},${dayOf(n)}`);
    await load('client', text).expect(200);
    await load('client', `${CLIENT}giorni,belfiore:X001,pdnd,,titolare,${dayOf(5000)},${dayOf(5001)}\n`).expect(422);
  }, 60_000);
});

describe('who may', () => {
  it('load a file: the region alone, in a form that is read, into a registry there is', async () => {
    const text = `${APPARTENENZE}ZS1,belfiore:X003,2026-01-01,2026-12-31\n`;
    for (const client of ['uno', 'consorzio', 'casa', 'tecnico'])
      await load('appartenenze', text, { client }).expect(403);
    await nomenclatore
      .send('post', '/registri/appartenenze/caricamenti')
      .set('content-type', 'text/csv')
      .send(text)
      .expect(401);
    await load('regione', text).expect(404);
    await load('comuni', text).expect(404);
    await load('appartenenze', '{}', { type: 'application/json' }).expect(415);
    await load('appartenenze', Buffer.from('no'), { type: XLSX }).expect(422);
  });
});
