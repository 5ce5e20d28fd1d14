import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { idEnte } from '../pacchetto/identita.js';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

const PATH = '/territorio/variazioni';
const ente = (chiave: string): string => idEnte('90', chiave);

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore?.close());

const declare = (body: object, query = '', client: string | undefined = 'regione') =>
  nomenclatore.send('post', PATH + query, client).send(body);
const upload = (csv: string | Buffer, query = '', client: string | undefined = 'regione') =>
  nomenclatore.send('post', `${PATH}/caricamenti${query}`, client).set('content-type', 'text/csv').send(csv);
const problemi = ({ body }: Response): string[] =>
  (body.problemi as { campo: string; messaggio: string }[]).map(({ campo, messaggio }) => `${campo}: ${messaggio}`);
const picture = async () =>
  nomenclatore.database.admin(
    `SELECT (SELECT count(*) FROM nomenclatore.comune) AS comuni, (SELECT count(*) FROM nomenclatore.outbox) AS messages,
            (SELECT count(*) FROM nomenclatore.storia) AS facts, (SELECT sum(revisione) FROM nomenclatore.voce_pubblicata) AS revisions,
            (SELECT count(*) FROM nomenclatore.caricamento) AS tags, (SELECT count(*) FROM nomenclatore.variazione_territorio) AS changes`,
  );

const ATTO = { tipo: 'legge regionale', numero: '30', data: '2026-02-10' };
const FUSIONE = {
  tipo: 'fusione',
  dal: '2026-04-01',
  comuni: ['X002', 'X003'],
  denominazione: 'Due Tre',
  belfiore: 'M990',
  istat: '901990',
  ambito: 'ZS1',
  atto: ATTO,
  fonte: 'BUR Borea 12/2026',
};

describe('who may declare a change of the territory', () => {
  it.each([
    ['nobody without a token', undefined, 401],
    ['no comune, not even one of those that merge', 'uno', 403],
    ['no capofila', 'consorzio', 403],
    ['no client that is not registered', 'sconosciuto', 403],
  ])('%s', async (_, client, status) => {
    const before = await picture();
    await nomenclatore.send('post', PATH, client).send(FUSIONE).expect(status);
    await nomenclatore
      .send('post', `${PATH}/caricamenti`, client)
      .set('content-type', 'text/csv')
      .send('x')
      .expect(status);
    expect(await picture()).toEqual(before);
  });

  it('anyone reads those that were', async () => {
    await nomenclatore.get(PATH).expect(200, { totale: 0, variazioni: [] });
  });
});

describe('what is only looked at', () => {
  it('is answered whole and changes nothing', async () => {
    const before = await picture();
    const { body } = await declare(FUSIONE, '?verifica=true').expect(200);
    expect(body).toMatchObject({
      registrata: false,
      variazioni: [
        {
          tipo: 'fusione',
          dal: '2026-04-01',
          chiuse: [
            { belfiore: 'X002', istat: '901002', denominazione: 'DUE', sigla_provincia: 'XA' },
            { belfiore: 'X003', istat: '901003', denominazione: 'TRE', sigla_provincia: 'XA' },
          ],
          aperte: [{ belfiore: 'M990', istat: '901990', denominazione: 'DUE TRE', sigla_provincia: 'XA' }],
        },
      ],
    });
    const effects = (body.effetti as { registro: string; cosa: string; effetto: string; al: string | null }[]).map(
      ({ registro, cosa, effetto, al }) => [registro, cosa, effetto, al].join(' | '),
    );
    expect(effects).toEqual(
      expect.arrayContaining([
        'enti | Comune di Due | finisce | 2026-03-31',
        'enti | Comune di Due Tre | comincia | ',
        'codici_enti | belfiore X002 | finisce | 2026-03-31',
        'appartenenze | ZS1: Comune di Due | finisce | 2026-03-31',
        'appartenenze | ZS1: Comune di Due Tre | comincia | ',
        'deleghe | D2 | finisce | 2026-03-31',
      ]),
    );
    expect(await picture()).toEqual(before);
    await nomenclatore.get('/comuni/M990').expect(404);
  });

  it('refuses what would be refused', async () => {
    const refused = await declare({ ...FUSIONE, ambito: null }, '?verifica=true').expect(422);
    expect(problemi(refused)).toEqual([
      'ambito: i comuni sono di ambiti diversi (ZS1, nessuno): indicare quello del nuovo',
    ]);
  });
});

describe('a merger by API', () => {
  let before = 0;
  it('changes comuni, enti, places and acts at once, and tells the other services', async () => {
    before = (await nomenclatore.sent()).length;
    await declare(FUSIONE).expect(201);
    const told = (await nomenclatore.sent()).slice(before);
    expect(told.map(({ name, voci }) => [name, voci.map(({ genere }) => genere)])).toEqual([
      ['nomenclatore.pubblicato.v1', ['territorio']],
      ['ente.variato.v1', ['ambito', 'ente', 'ente', 'ente']],
      ['delega.variata.v1', ['delega']],
    ]);
    const page = told[0]!.voci[0] as unknown as {
      id: string;
      contenuto: { righe: { denominazione: string; dal: string; al: string }[] };
    };
    expect(page.id).toBe('comuni:901#0');
    expect(page.contenuto.righe.map(({ denominazione, dal, al }) => [denominazione, dal, al])).toEqual([
      ['DUE TRE', '2026-04-01', '9999-12-31'],
      ['UNO', '1900-01-01', '2009-12-31'],
      ['DUE', '1900-01-01', '2026-03-31'],
      ['TRE', '1900-01-01', '2026-03-31'],
    ]);
    const nuovo = told[1]!.voci.find(({ id }) => id === ente('belfiore:M990'))!;
    expect(nuovo.contenuto).toMatchObject({
      denominazione: 'Comune di Due Tre',
      predecessori: [ente('belfiore:X002'), ente('belfiore:X003')],
    });
  });

  it('is read with its past: the code of the old comune answers on the day before as it did', async () => {
    await nomenclatore
      .get('/enti/X002?giorno=2026-03-31')
      .expect(200)
      .expect(({ body }) => expect(body.denominazione).toBe('Comune di Due'));
    await nomenclatore.get('/enti/X002?giorno=2026-04-01').expect(404);
    await nomenclatore
      .get('/enti/901990?giorno=2026-04-01')
      .expect(200)
      .expect(({ body }) => expect(body.id).toBe(ente('belfiore:M990')));
    const { body } = await nomenclatore.get('/comuni/X003').expect(200);
    expect(body.storia).toEqual([
      expect.objectContaining({ denominazione: 'TRE', al: '2026-03-31', fonte: 'prova; BUR Borea 12/2026' }),
    ]);
    const { body: comuni } = await nomenclatore.get('/comuni?giorno=2026-04-01').expect(200);
    expect(comuni.comuni.map(({ denominazione }: { denominazione: string }) => denominazione)).toEqual([
      'DUE TRE',
      'UNO',
    ]);
  });

  it('is in the public list with its act and source, and not with who declared it', async () => {
    const { body } = await nomenclatore.get(PATH).expect(200);
    expect(body).toEqual({
      totale: 1,
      variazioni: [
        {
          tipo: 'fusione',
          dal: '2026-04-01',
          chiuse: [
            { belfiore: 'X002', istat: '901002', denominazione: 'DUE', sigla_provincia: 'XA' },
            { belfiore: 'X003', istat: '901003', denominazione: 'TRE', sigla_provincia: 'XA' },
          ],
          aperte: [{ belfiore: 'M990', istat: '901990', denominazione: 'DUE TRE', sigla_provincia: 'XA' }],
          atto: ATTO,
          fonte: 'BUR Borea 12/2026',
          affidabilita: 'fonte',
        },
      ],
    });
    const { text, headers } = await nomenclatore.get(`${PATH}?formato=csv`).expect(200);
    expect(headers['content-disposition']).toContain('variazioni-territorio-2026-03-10.csv');
    expect(text.trim().split('\r\n')).toEqual([
      'tipo,dal,comuni_prima,comuni_dopo,atto_tipo,atto_numero,atto_data,fonte,affidabilita',
      'fusione,2026-04-01,X002 DUE|X003 TRE,M990 DUE TRE,legge regionale,30,2026-02-10,BUR Borea 12/2026,fonte',
    ]);
  });

  it('is in the history with who declared it', async () => {
    const facts = await nomenclatore.database.admin(
      `SELECT chi, genere, azione, motivo FROM nomenclatore.storia WHERE genere = 'territorio' OR cosa = $1 ORDER BY id`,
      [ente('belfiore:M990')],
    );
    expect(facts).toEqual([
      { chi: 'pdnd:regione', genere: 'ente', azione: 'registrata', motivo: 'fusione: legge regionale 30' },
      { chi: 'pdnd:regione', genere: 'territorio', azione: 'variata', motivo: 'legge regionale 30 del 2026-02-10' },
    ]);
  });

  it('declared again is told to be there', async () => {
    await declare(FUSIONE)
      .expect(409)
      .expect(({ body }) => expect(body.code).toBe('gia_nel_registro'));
  });

  it('is not undone by a later load of the pack, which says what it would say otherwise', async () => {
    await nomenclatore.edit('nazionale/comuni.csv', (text) =>
      text.replace('X002,901002,DUE,', 'X002,901002,DUE TERME,'),
    );
    const { body } = await nomenclatore.reload('tecnico').expect(200);
    expect(body).toMatchObject({ nuove: 0, variate: 0, tolte: 0 });
    expect(body.discordi).toContain('territorio comuni:901#0');
    expect(body.discordi).toContain(`ente ${ente('belfiore:X002')}`);
    expect(body.discordi).not.toContain('territorio comuni:902#0');
    const { body: comune } = await nomenclatore.get('/comuni/X002').expect(200);
    expect(comune.storia).toEqual([expect.objectContaining({ denominazione: 'DUE', al: '2026-03-31' })]);
  });

  it('leaves no page of its province to the pack, not even one that the pack adds', async () => {
    const many = Array.from(
      { length: 600 },
      (_, at) =>
        `Y${String(at).padStart(3, '0')},901${String(at + 100).padStart(3, '0')},N${at},,XA,901,90,1900-01-01,,prova,fonte\n`,
    );
    await nomenclatore.edit('nazionale/comuni.csv', (text) => text + many.join(''));
    const { body } = await nomenclatore.reload('tecnico').expect(200);
    expect(body).toMatchObject({ nuove: 0, variate: 0, tolte: 0 });
    expect(body.discordi).toEqual(expect.arrayContaining(['territorio comuni:901#0', 'territorio comuni:901#1']));
    await nomenclatore.edit('nazionale/comuni.csv', (text) => text.replace(many.join(''), ''));
  });
});

describe('two operators at once', () => {
  it('cannot both merge the same comune: one of them is told that it varies already', async () => {
    const answers = await Promise.all(
      ['M991', 'M992', 'M993'].map((belfiore) =>
        declare({
          ...FUSIONE,
          dal: '2026-06-01',
          comuni: ['X001', 'M990'],
          belfiore,
          istat: `901${belfiore.slice(1)}`,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 422, 422]);
    const comuni = await nomenclatore.database.admin(
      `SELECT belfiore FROM nomenclatore.comune WHERE dal = '2026-06-01'`,
    );
    expect(comuni).toHaveLength(1);
  });

  it('and the same change declared twice at once is made once', async () => {
    const [{ belfiore }] = (await nomenclatore.database.admin<{ belfiore: string }>(
      `SELECT belfiore FROM nomenclatore.comune WHERE dal = '2026-06-01'`,
    )) as [{ belfiore: string }];
    const rename = {
      tipo: 'cambio_denominazione',
      dal: '2026-07-01',
      comuni: [belfiore],
      denominazione: 'Tutti',
      atto: ATTO,
      fonte: 'BUR',
    };
    const answers = await Promise.all([declare(rename), declare(rename)]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
  });
});

describe('requests that say nothing that can be', () => {
  it.each<[string, object]>([
    ['an unknown kind', { tipo: 'soppressione' }],
    ['a day that does not exist', { dal: '2026-02-30' }],
    ['no comuni', { comuni: [] }],
    ['comuni that are none', { comuni: ["X001'; DROP TABLE comune; --"] }],
    ['too many comuni', { comuni: Array.from({ length: 31 }, (_, at) => `X${String(at).padStart(3, '0')}`) }],
    ['comuni in an object', { comuni: { 0: 'X001' } }],
    ['a control character in the name', { denominazione: 'A\u0000B' }],
    ['a name without end', { denominazione: 'x'.repeat(201) }],
    ['a code that is none', { belfiore: 'M9999' }],
    ['no act', { atto: undefined }],
    ['an act that is a text', { atto: 'legge' }],
    ['a field nobody knows', { __proto__pollution: true }],
    ['codes of a system nobody knows', { codici: [{ sistema: 'spid', codice: 'x1' }] }],
  ])('%s', async (_, more) => {
    const before = await picture();
    const { status } = await declare({ ...FUSIONE, ...more });
    expect([400, 422]).toContain(status);
    expect(await picture()).toEqual(before);
  });

  it('a flag that is neither true nor false is refused: what was to be looked at only must not be done', async () => {
    const before = await picture();
    await declare({ ...FUSIONE, dal: '2029-01-01' }, '?verifica=1')
      .expect(422)
      .expect(({ body }) => expect(body.code).toBe('campi_non_validi'));
    expect(await picture()).toEqual(before);
  });
});

describe('changes by file', () => {
  const HEADER = 'tipo;dal;comuni;denominazione;belfiore;istat;ambito;atto_tipo;atto_numero;atto_data;fonte';
  let current = '';
  beforeAll(async () => {
    const [row] = await nomenclatore.database.admin<{ belfiore: string }>(
      `SELECT belfiore FROM nomenclatore.comune WHERE al = '9999-12-31'`,
    );
    current = row!.belfiore;
  });
  const file = (...rows: string[]) => [HEADER, ...rows].join('\r\n');

  it('are refused whole when one cannot be, each fault at its row and cell', async () => {
    const before = await picture();
    const { body } = await upload(
      file(
        `cambio denominazione;01/01/2027;${current};Insieme;;;;LR;1;01/12/2026;BUR`,
        `fusione;01/01/2028;${current}|Q999;Altro;M995;901995;;LR;2;01/12/2027;BUR`,
        `cambio codice istat;01/01/2028;${current};;;901996;;LR;2;01/12/2027;BUR`,
        `cambio codice istat;01/01/2028;${current};;;902996;;LR;2;01/12/2027;BUR`,
      ),
    ).expect(422);
    expect(body.code).toBe('file_con_errori');
    expect(
      body.rilievi.map(({ cella, regola, messaggio }: Record<string, string>) => [cella, regola, messaggio]),
    ).toEqual([
      ['C3', 'VT-01', 'Nessun comune ha il codice "Q999".'],
      ['C5', 'VT-01', expect.stringMatching(/varia già il 2028-01-01/)],
    ]);
    expect(await picture()).toEqual(before);
  });

  it('are made in their order, and may be only looked at', async () => {
    const before = await picture();
    const right = file(
      `cambio denominazione;01/01/2027;${current};Insieme;;;;LR;1;01/12/2026;BUR`,
      `cambio codice istat;01/01/2028;${current};;;901996;;LR;2;01/12/2027;BUR`,
    );
    const { body: looked } = await upload(right, '?verifica=true').expect(200);
    expect(looked).toMatchObject({
      registrata: false,
      variazioni: [{ tipo: 'cambio_denominazione' }, { tipo: 'cambio_codice_istat' }],
    });
    expect(await picture()).toEqual(before);
    await upload(right).expect(201);
    const { body } = await nomenclatore.get(`/comuni/${current}`).expect(200);
    expect(body.storia.slice(-2)).toEqual([
      expect.objectContaining({ denominazione: 'INSIEME', dal: '2027-01-01', al: '2027-12-31' }),
      expect.objectContaining({ denominazione: 'INSIEME', istat: '901996', dal: '2028-01-01' }),
    ]);
    const { body: again } = await upload(right).expect(422);
    expect(again.rilievi.map(({ regola }: { regola: string }) => regola)).toEqual(['VT-02', 'VT-02']);
  });

  it.each([
    ['an empty file', ''],
    ['bytes', Buffer.from([0, 1, 2, 255, 254])],
    ['a table of something else', 'a,b\n1,2\n'],
    ['only a header', 'tipo,dal,comuni,atto_tipo,atto_numero,atto_data,fonte\n'],
    ['formulas', 'tipo,dal,comuni,atto_tipo,atto_numero,atto_data,fonte\n=cmd(),2027-01-01,X001,LR,1,2026-01-01,BUR\n'],
    [
      'more rows than a year could have',
      `tipo,dal,comuni,atto_tipo,atto_numero,atto_data,fonte\n${'cambio_denominazione,2027-01-01,X001,LR,1,2026-01-01,BUR\n'.repeat(60)}`,
    ],
  ])('%s changes nothing', async (_, bytes) => {
    const before = await picture();
    const { status, body } = await upload(bytes);
    expect([status, body.code]).toEqual([422, 'file_con_errori']);
    expect(await picture()).toEqual(before);
  });

  it('of more bytes than a table of changes could have are not read', async () => {
    await upload(Buffer.alloc(1024 ** 2 + 1, 'x')).expect(413);
  });
});
