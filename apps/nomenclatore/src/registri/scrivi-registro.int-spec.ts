import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { idAmbito, idClient, idDelega, idEnte } from '../pacchetto/identita.js';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

const REGIONE = 'regione';
const ente = (chiave: string): string => idEnte('90', chiave);
const UNO = ente('belfiore:X001');
const DUE = ente('belfiore:X002');
const TRE = ente('belfiore:X003');

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore?.close());

const post = (path: string, body: object, client: string | undefined = REGIONE) =>
  nomenclatore.send('post', path, client).send(body);
const put = (path: string, body: object, client: string | undefined = REGIONE) =>
  nomenclatore.send('put', path, client).send(body);
const read = (path: string, client: string | undefined = REGIONE) => nomenclatore.send('get', path, client);
const problemi = ({ body }: Response): string[] =>
  (body.problemi as { campo: string; messaggio: string }[]).map(({ campo, messaggio }) => `${campo}: ${messaggio}`);
const revisioneOf = async (genere: string, id: string): Promise<number> => {
  const [voce] = await nomenclatore.database.admin<{ revisione: number }>(
    `SELECT revisione FROM nomenclatore.voce_pubblicata WHERE genere = $1 AND id = $2`,
    [genere, id],
  );
  return voce!.revisione;
};
const ATTO = { tipo: 'deliberazione', numero: '5/2026', data: '2026-02-01' };
const asp = (codice: string, more: object = {}) => ({
  denominazione: `ASP ${codice}`,
  tipo: 'asp',
  dal: '2026-01-01',
  codici: [{ sistema: 'regionale', codice }],
  ...more,
});

describe('an ente by API', () => {
  it('is registered, told to the others, read by anyone without who registered it, and kept in its history with who did', async () => {
    const before = (await nomenclatore.sent()).length;
    const { body } = await post('/enti', asp('ASPA', { motivo: 'costituzione' })).expect(201);
    expect(body).toEqual({ id: ente('regionale:ASPA'), revisione: 1, variate: 1 });
    const told = (await nomenclatore.sent()).slice(before);
    expect(told).toEqual([
      expect.objectContaining({
        name: 'ente.variato.v1',
        voci: [
          expect.objectContaining({
            genere: 'ente',
            id: body.id,
            revisione: 1,
            contenuto: expect.objectContaining({ tipo: 'asp' }),
          }),
        ],
      }),
    ]);
    const { body: letto } = await nomenclatore.get('/enti/ASPA').expect(200);
    expect(letto).toMatchObject({
      denominazione: 'ASP ASPA',
      revisione: 1,
      predecessori: [],
      fonte: 'Regione, 2026-03-10',
    });
    const { body: storia } = await read(`/enti/${body.id}/storia`).expect(200);
    expect(storia.fatti).toEqual([
      expect.objectContaining({ chi: 'pdnd:regione', azione: 'registrata', prima: null, motivo: 'costituzione' }),
    ]);
  });

  it('is registered once', async () => {
    await post('/enti', asp('ASPA'))
      .expect(409)
      .expect(({ body }) => expect(body.code).toBe('gia_nel_registro'));
  });

  it('changes from the revision that was seen; what is said again changes nothing, and the source of what stays stays', async () => {
    const id = ente('regionale:ASPA');
    const renamed = asp('ASPA', { denominazione: 'ASP del Nord', revisione: 1, fonte: 'statuto' });
    await put(`/enti/${id}`, renamed).expect(200, { id, revisione: 2, variate: 1 });
    await put(`/enti/${id}`, { ...renamed, revisione: 2, fonte: 'altro' }).expect(200, {
      id,
      revisione: 2,
      variate: 0,
    });
    const { body } = await nomenclatore.get('/enti/ASPA').expect(200);
    expect([body.fonte, body.codici[0].fonte]).toEqual(['statuto', 'Regione, 2026-03-10']);
    await put(`/enti/${id}`, renamed)
      .expect(409)
      .expect(({ body: refused }) => expect(refused.code).toBe('variazione_contesa'));
  });

  it('cannot be changed by two at once: one of them must look again', async () => {
    const id = ente('regionale:ASPA');
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D'].map((nome) => put(`/enti/${id}`, asp('ASPA', { denominazione: nome, revisione: 2 }))),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(answers.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(3);
    expect(await revisioneOf('ente', id)).toBe(3);
  });

  it.each<[string, object, RegExp]>([
    [
      'a code of another',
      {
        codici: [
          { sistema: 'belfiore', codice: 'X001' },
          { sistema: 'regionale', codice: 'Q1' },
        ],
      },
      /già/,
    ],
    [
      'a code of another among its own',
      {
        codici: [
          { sistema: 'regionale', codice: 'Q1' },
          { sistema: 'belfiore', codice: 'X001' },
        ],
      },
      /codice: codice già di un ente: .*Comune di Uno/,
    ],
    ['a cadastral code of no comune', { codici: [{ sistema: 'belfiore', codice: 'Z999' }] }, /codice: nessun comune/],
    ['an end before its beginning', { al: '2025-12-31' }, /al: la validità finisce prima/],
    ['a predecessor nobody knows', { predecessori: ['belfiore:X009'] }, /predecessori: nessun ente/],
    ['a predecessor that goes on', { predecessori: ['X003'] }, /predecessori: .*non ha un ultimo giorno/],
  ])('with %s is refused whole', async (_, fields, expected) => {
    const before = await nomenclatore.sent();
    const answer = await post('/enti', asp('Q1', fields));
    expect([409, 422]).toContain(answer.status);
    expect(answer.status === 409 ? answer.body.title : problemi(answer).join('\n')).toMatch(expected);
    expect(await nomenclatore.sent()).toEqual(before);
  });

  it.each([
    ['an unknown kind', { tipo: 'regno' }],
    ['no code', { codici: [] }],
    ['a thousand codes', { codici: Array.from({ length: 1000 }, (_, n) => ({ sistema: 'ipa', codice: `c_${n}` })) }],
    ['a day that does not exist', { dal: '2026-02-30' }],
    ['a name of two lines', { denominazione: 'ASP\nfinta' }],
    ['a name without end', { denominazione: 'x'.repeat(10_000) }],
    ['a field that is not known', { colore: 'blu' }],
  ])('with %s is not even read', async (_, fields) => {
    await post('/enti', asp('Q2', fields)).expect(422);
  });

  it('that comes from itself, or in a circle, is refused', async () => {
    const [a, b] = [asp('CIRA', { al: '2026-02-28' }), asp('CIRB', { al: '2026-02-28', predecessori: ['CIRA'] })];
    const first = (await post('/enti', a).expect(201)).body;
    await post('/enti', b).expect(201);
    const circle = await put(`/enti/${first.id}`, { ...a, predecessori: ['CIRB'], revisione: 1 }).expect(422);
    expect(problemi(circle).join()).toMatch(/discende da se stesso/);
    const self = await put(`/enti/${first.id}`, { ...a, predecessori: ['CIRA'], revisione: 1 }).expect(422);
    expect(problemi(self).join()).toMatch(/discende da se stesso/);
    const { body } = await nomenclatore.get('/enti/CIRB?giorno=2026-01-01').expect(200);
    expect(body.predecessori).toEqual([first.id]);
  });

  it('that a pack named is no more the pack’s to change', async () => {
    const revisione = await revisioneOf('ente', TRE);
    const { body } = await nomenclatore.get('/enti/X003').expect(200);
    const codici = body.codici.map(({ sistema, codice, dal, al }: Record<string, unknown>) => ({
      sistema,
      codice,
      dal,
      al,
    }));
    const corpo = { denominazione: 'Comune di Tre Valli', tipo: 'comune', dal: body.dal, codici, revisione };
    await put(`/enti/${TRE}`, corpo).expect(200);
    await nomenclatore.edit('borea/enti.csv', (text) => text.replace('Comune di Tre', 'Comune di Tre Monti'));
    await nomenclatore
      .reload('tecnico')
      .expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 1, discordi: [`ente ${TRE}`] });
    await nomenclatore
      .get('/enti/X003')
      .expect(({ body: now }) => expect(now.denominazione).toBe('Comune di Tre Valli'));
  });
});

describe('an ambito by API', () => {
  const membersOf = async (ambito: string, giorno: string): Promise<string[]> =>
    (await nomenclatore.get(`/ambiti/${ambito}?giorno=${giorno}`).expect(200)).body.appartenenze.map(
      (one: { ente: string }) => one.ente,
    );
  const revisione = (ambito: string) => revisioneOf('ambito', idAmbito('90', ambito));

  it('takes a comune from another on a day: the former membership ends the day before, in one call', async () => {
    await post('/ambiti', { codice: 'ZS2', denominazione: 'Sud', tipo: 'zona sociale', dal: '2010-01-01' }).expect(201);
    const { body } = await post('/ambiti/ZS2/appartenenze', { ente: 'X001', dal: '2027-01-01', revisione: 1 }).expect(
      200,
    );
    expect(body).toEqual({ id: idAmbito('90', 'ZS2'), revisione: 2, variate: 2 });
    expect(await membersOf('ZS1', '2026-12-31')).toContain(UNO);
    expect(await membersOf('ZS1', '2027-01-01')).not.toContain(UNO);
    expect(await membersOf('ZS2', '2026-12-31')).toEqual([]);
    expect(await membersOf('ZS2', '2027-01-01')).toEqual([UNO]);
  });

  it('never shares a member with another, or with itself, on a day', async () => {
    const corpo = { ente: 'X001', revisione: await revisione('ZS2') };
    const same = await post('/ambiti/ZS2/appartenenze', { ...corpo, dal: '2028-01-01' }).expect(422);
    expect(problemi(same).join()).toMatch(/ente già in un ambito.*l'appartenenza di Comune di Uno in ZS2/);
    const back = { ente: 'X001', dal: '2026-01-01', al: '2027-06-30', revisione: await revisione('ZS1') };
    const overlapping = await post('/ambiti/ZS1/appartenenze', back).expect(422);
    expect(problemi(overlapping).join()).toMatch(/ente già in un ambito/);
  });

  it('never shares a member with another, though two operators say so at once', async () => {
    await post('/ambiti', { codice: 'ZS3', denominazione: 'Est', tipo: 'zona sociale', dal: '2010-01-01' }).expect(201);
    const answers = await Promise.all(
      ['ZS2', 'ZS3'].map(async (ambito) =>
        post(`/ambiti/${ambito}/appartenenze`, { ente: 'X003', dal: '2027-01-01', revisione: await revisione(ambito) }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 422]);
  });

  it('has one capofila a day: the new one from its day, the old one until the day before', async () => {
    await post('/ambiti/ZS1/capofila', { ente: 'X001', dal: '2026-07-01', revisione: await revisione('ZS1') }).expect(
      200,
    );
    const capofilaOn = async (giorno: string) =>
      (await nomenclatore.get(`/ambiti/ZS1?giorno=${giorno}`)).body.capofila.map(
        (one: { denominazione: string }) => one.denominazione,
      );
    expect(await capofilaOn('2026-06-30')).toEqual(['Consorzio del Nord']);
    expect(await capofilaOn('2026-07-01')).toEqual(['Comune di Uno']);
  });

  it('lets an ente go, not later than it goes already', async () => {
    const corpo = { ente: 'X002', al: '2026-05-31', revisione: await revisione('ZS1') };
    await post('/ambiti/ZS1/uscite', corpo).expect(200);
    expect(await membersOf('ZS1', '2026-06-01')).not.toContain(DUE);
    const later = await post('/ambiti/ZS1/uscite', { ...corpo, al: '2030-01-01', revisione: await revisione('ZS1') });
    expect([later.status, problemi(later).join()]).toEqual([422, expect.stringMatching(/finisce già il 2026-05-31/)]);
    const never = await post('/ambiti/ZS1/uscite', { ...corpo, ente: 'X003', revisione: await revisione('ZS1') });
    expect(problemi(never).join()).toMatch(/non è in questo ambito/);
  });

  it('that ends lets everybody go on that day', async () => {
    await put('/ambiti/ZS2', {
      denominazione: 'Sud',
      tipo: 'zona sociale',
      dal: '2010-01-01',
      al: '2028-12-31',
      revisione: await revisione('ZS2'),
    }).expect(200);
    const [row] = await nomenclatore.database.admin(
      `SELECT al::text FROM nomenclatore.appartenenza WHERE ente = $1 AND dal = '2027-01-01'`,
      [UNO],
    );
    expect(row).toEqual({ al: '2028-12-31' });
  });

  it('nobody has registered is unknown, whatever the revision', async () => {
    await post('/ambiti/ZS9/appartenenze', { ente: 'X001', dal: '2027-01-01', revisione: 1 }).expect(404);
    const unknown = await post('/ambiti/ZS1/appartenenze', {
      ente: 'ZZZZ',
      dal: '2027-01-01',
      revisione: await revisione('ZS1'),
    });
    expect([unknown.status, problemi(unknown).join()]).toEqual([422, expect.stringMatching(/^ente: nessun ente/)]);
  });
});

describe('acts by API', () => {
  const deposito = (fields: object = {}) => ({
    delegante: 'X003',
    delegato: 'CONS',
    oggetto: 'deposito',
    tracciato: 'PS_PSA_SINA',
    atto: ATTO,
    dal: '2026-03-01',
    ...fields,
  });

  it('a delega is registered, told as delega.variata, and registered once however the enti are named', async () => {
    const before = (await nomenclatore.sent()).length;
    const { body } = await post('/deleghe', deposito({ subdelegabile: true })).expect(201);
    expect((await nomenclatore.sent()).slice(before)).toEqual([
      expect.objectContaining({
        name: 'delega.variata.v1',
        voci: [expect.objectContaining({ id: body.id, revisione: 1 })],
      }),
    ]);
    await post('/deleghe', deposito({ subdelegabile: true, delegante: TRE })).expect(409);
  });

  it('a closed one ends on its day, whoever closed it first; none lasts longer for being closed', async () => {
    const { body } = await post('/deleghe', deposito({ sigla: 'BREVE' })).expect(201);
    await post(`/deleghe/${body.id}/chiusura`, { al: '2026-06-30', revisione: 1 }).expect(200, {
      id: body.id,
      revisione: 2,
      variate: 1,
    });
    await post(`/deleghe/${body.id}/chiusura`, { al: '2026-05-31', revisione: 1 }).expect(409);
    await post(`/deleghe/${body.id}/chiusura`, { al: '2026-12-31', revisione: 2 }).expect(422);
    const early = await post(`/deleghe/${body.id}/chiusura`, { al: '2026-02-28', revisione: 2 }).expect(422);
    expect(problemi(early).join()).toMatch(/finisce prima di cominciare/);
    await post(`/deleghe/${UNO}/chiusura`, { al: '2026-12-31', revisione: 2 }).expect(404);
    const { fatti } = (await read(`/registri/storia?genere=delega&id=${body.id}`, REGIONE).expect(200)).body;
    expect(fatti).toHaveLength(2);
    expect(fatti[0]).toMatchObject({ chi: 'pdnd:regione' });
    await read('/registri/storia?genere=persona&id=x', REGIONE).expect(422);
    for (const client of ['uno', 'consorzio', 'casa', 'tecnico'])
      await read(`/registri/storia?genere=delega&id=${body.id}`, client).expect(403);
    await nomenclatore.send('get', `/registri/storia?genere=delega&id=${body.id}`).expect(401);
  });

  it.each<[string, object, RegExp]>([
    ['to itself', { delegato: 'X003' }, /delegato: un ente non delega se stesso/],
    ['for a deposit of nothing', { tracciato: null }, /tracciato: va indicato/],
    ['for an ambito nobody knows', { ambito: 'ZS9' }, /ambito: "ZS9"/],
    [
      'passed on from one that may not be',
      { deriva_da: 'D2', delegante: 'CONS', delegato: 'X003' },
      /non è subdelegabile/,
    ],
    ['passed on from nothing', { deriva_da: 'NESSUNA', delegante: 'CONS', delegato: 'X003' }, /deriva_da: "NESSUNA"/],
    [
      'passed on by another than who received it',
      { deriva_da: 'D1', delegante: 'X002', delegato: 'X003' },
      /delegante: non è il delegato/,
    ],
    ['by nobody', { delegante: 'belfiore:Z999' }, /delegante: nessun ente/],
  ])('a delega %s is refused', async (_, fields, expected) => {
    const answer = await post('/deleghe', deposito({ sigla: 'ERRATA', ...fields })).expect(422);
    expect(problemi(answer).join('\n')).toMatch(expected);
  });

  it('a sub-delega names the delega it comes from, and cannot be passed on again', async () => {
    const first = await post(
      '/deleghe',
      deposito({ sigla: 'SUB', deriva_da: idDelega('90', 'D1'), delegante: 'CONS', delegato: 'X003' }),
    ).expect(201);
    const again = await post(
      '/deleghe',
      deposito({ sigla: 'SUBSUB', deriva_da: first.body.id, delegante: 'X003', delegato: 'X002' }),
    );
    expect(problemi(again).join()).toMatch(/non può essere delegata ancora/);
  });

  it('an adesione is to the region; for an ambito only its capofila signs', async () => {
    const { body } = await post('/adesioni', { ente: 'X003', atto: ATTO, dal: '2026-03-01' }).expect(201);
    const { body: deleghe } = await read('/deleghe?ente=X003&giorno=2026-03-10').expect(200);
    expect(deleghe.deleghe.find(({ id }: { id: string }) => id === body.id)).toMatchObject({
      oggetto: 'adesione',
      delegato: { denominazione: 'Regione Borea' },
      revisione: 1,
    });
    const other = await post('/adesioni', { ente: 'X002', ambito: 'ZS1', atto: ATTO, dal: '2026-03-01' });
    expect(problemi(other).join()).toMatch(/capofila/);
    const elsewhere = await post('/deleghe', deposito({ oggetto: 'adesione', tracciato: null }));
    expect(problemi(elsewhere).join()).toMatch(/si aderisce alla regione/);
  });

  it('who joins and who does not is told with counts by ambito, on any day', async () => {
    const on = async (giorno: string, client?: string) =>
      (await read(`/adesioni?giorno=${giorno}`, client).expect(200)).body;
    const before = await on('2023-12-31');
    expect(before).toMatchObject({ aderenti: 0, ambiti: [{ ambito: 'ZS1', enti: 2, aderenti: 0 }] });
    const now = await on('2026-03-10');
    expect(now.ambiti).toEqual([expect.objectContaining({ ambito: 'ZS1', enti: 2, aderenti: 2 })]);
    expect(now.enti.find(({ id }: { id: string }) => id === UNO)).toMatchObject({
      aderisce: true,
      atto_numero: '7/2023',
      ambito: 'ZS1',
    });
    expect(now.totale - now.aderenti).toBe(now.enti.filter(({ aderisce }: { aderisce: boolean }) => !aderisce).length);
    expect((await on('2026-03-10', 'uno')).enti.map(({ id }: { id: string }) => id)).toEqual([UNO]);
  });
});

describe('clients by API', () => {
  const client = (fields: object = {}) => ({
    client_id: 'nuovo',
    identita: 'pdnd',
    ente: 'X003',
    ruoli: ['titolare'],
    dal: '2026-01-01',
    ...fields,
  });

  it('act from the next request on, until the day they are closed', async () => {
    await read('/deleghe', 'nuovo').expect(403);
    const { body } = await post('/client', client({ gestore: 'CONS' })).expect(201);
    expect(body.id).toBe(idClient({ client_id: 'nuovo', identita: 'pdnd', dal: '2026-01-01' }));
    const { body: listed } = await read('/client?ente=X003').expect(200);
    expect(listed).toMatchObject({
      totale: 1,
      client: [{ client_id: 'nuovo', gestore: { denominazione: 'Consorzio del Nord' } }],
    });
    await post(`/client/${body.id}/chiusura`, { al: '2026-03-09', revisione: 1 }).expect(200);
    const [row] = await nomenclatore.database.admin(
      `SELECT al::text FROM nomenclatore.client WHERE client_id = 'nuovo'`,
    );
    expect(row).toEqual({ al: '2026-03-09' });
  });

  it('are refused twice on a day, for nobody, and with a role that is not of their ente', async () => {
    const twice = await post('/client', client({ client_id: 'uno', ente: 'X002' }));
    expect(problemi(twice).join()).toMatch(/client già registrato/);
    expect(problemi(await post('/client', client({ client_id: 'altro', ente: 'ZZZZ' }))).join()).toMatch(/nessun ente/);
    expect(problemi(await post('/client', client({ client_id: 'altro', ruoli: ['regione'] }))).join()).toMatch(
      /ruolo regione/,
    );
    await post('/client', client({ client_id: 'altro', ruoli: ['mago'] })).expect(422);
    await post('/client/00000000-0000-4000-8000-000000000000/chiusura', { al: '2026-03-09', revisione: 1 }).expect(404);
  });
});

describe('the offices of an ente', () => {
  const ufficio = {
    ufficio: 'Servizi sociali',
    pec: 'sociale@pec.esempio.it',
    email: null,
    telefono: '+39 0721 000000',
  };

  it('are read by the region and by the ente, and by nobody else; never in what others are told', async () => {
    const before = await nomenclatore.sent();
    await put(`/enti/${UNO}/contatti`, { revisione: 0, contatti: [ufficio] }).expect(200, {
      revisione: 1,
      contatti: [ufficio],
    });
    for (const client of [REGIONE, 'uno'])
      await read(`/enti/${UNO}/contatti`, client).expect(200, { revisione: 1, contatti: [ufficio] });
    for (const client of ['consorzio']) await read(`/enti/${UNO}/contatti`, client).expect(404);
    expect(await nomenclatore.sent()).toEqual(before);
    for (const path of ['/enti', `/enti/${UNO}`]) {
      expect(JSON.stringify((await nomenclatore.get(path)).body)).not.toContain('pec.esempio');
    }
    const api = await nomenclatore.database.open('nomenclatore');
    await expect(api.statement('api', {}, 'SELECT * FROM contatti_ente')).rejects.toThrow(/permission denied/);
  });

  it('are changed from the revision that was seen, by the region alone, and the history does not repeat them', async () => {
    await put(`/enti/${UNO}/contatti`, { revisione: 0, contatti: [] }).expect(409);
    await put(`/enti/${UNO}/contatti`, { revisione: 1, contatti: [] }).expect(200, { revisione: 2, contatti: [] });
    await put(`/enti/${DUE}/contatti`, { revisione: 3, contatti: [] }).expect(409);
    await put(`/enti/${UNO}/contatti`, { revisione: 2, contatti: [] }, 'uno').expect(403);
    await put(`/enti/${UNO}/contatti`, { revisione: 2, contatti: [{ ...ufficio, email: 'non una posta' }] }).expect(
      422,
    );
    const { body } = await read(`/enti/${UNO}/storia`).expect(200);
    expect(JSON.stringify(body)).not.toContain('esempio');
    expect(body.fatti[0]).toMatchObject({ azione: 'contatti aggiornati', chi: 'pdnd:regione' });
  });
});

describe('who may', () => {
  const WRITES: [method: 'post' | 'put', path: string][] = [
    ['post', '/enti'],
    ['put', `/enti/${UNO}`],
    ['post', `/enti/${UNO}/chiusura`],
    ['put', `/enti/${UNO}/contatti`],
    ['post', '/ambiti'],
    ['put', '/ambiti/ZS1'],
    ['post', '/ambiti/ZS1/appartenenze'],
    ['post', '/ambiti/ZS1/uscite'],
    ['post', '/ambiti/ZS1/capofila'],
    ['post', '/deleghe'],
    ['post', `/deleghe/${UNO}/chiusura`],
    ['post', '/adesioni'],
    ['post', '/client'],
    ['post', `/client/${UNO}/chiusura`],
  ];
  it.each(WRITES)(
    '%s %s: the region; no ente, no software house, no technical operator, nobody',
    async (method, path) => {
      await nomenclatore.send(method, path, REGIONE).send({}).expect(422);
      for (const client of ['uno', 'consorzio', 'casa', 'tecnico'])
        await nomenclatore.send(method, path, client).send({}).expect(403);
      await nomenclatore.send(method, path).send({}).expect(401);
    },
  );

  it.each(['/deleghe', '/adesioni', '/client', `/enti/${UNO}/storia`, `/enti/${UNO}/contatti`])(
    'GET %s: the region and the ente; no software house, no technical operator, nobody',
    async (path) => {
      for (const client of [REGIONE, 'uno']) await read(path, client).expect(200);
      for (const client of ['casa', 'tecnico']) await read(path, client).expect(403);
      await nomenclatore.send('get', path).expect(401);
    },
  );

  it('an ente reads its own acts and clients, and of another ente nothing, not even that it is there', async () => {
    const { body } = await read('/deleghe', 'uno').expect(200);
    expect(body.deleghe.length).toBeGreaterThan(0);
    expect(
      body.deleghe.every((one: { delegante: { id: string }; delegato: { id: string } }) =>
        [one.delegante.id, one.delegato.id].includes(UNO),
      ),
    ).toBe(true);
    expect(
      (await read('/client', 'uno').expect(200)).body.client.map((one: { client_id: string }) => one.client_id),
    ).toEqual(['uno']);
    for (const path of ['/deleghe?ente=', '/client?ente=']) {
      const [known, unknown] = [await read(`${path}X002`, 'uno'), await read(`${path}ZZZZ`, 'uno')];
      expect([known.status, known.body.code, known.body.detail]).toEqual([
        404,
        'ente_sconosciuto',
        unknown.body.detail,
      ]);
    }
    await read(`/enti/${DUE}/storia`, 'uno').expect(404);
    await read(`/enti/${DUE}/storia`, 'consorzio').expect(404);
  });
});

describe('a pack that comes after', () => {
  const reload = () => nomenclatore.reload('tecnico');

  it('does not take away an ente that an act by API names', async () => {
    await post('/deleghe', {
      sigla: 'TIENE',
      delegante: 'X001',
      delegato: 'CONS',
      oggetto: 'consultazione',
      atto: ATTO,
      dal: '2026-03-01',
    }).expect(201);
    const out = (text: string): string => text.replace(/^.*regionale:CONS.*\n/gm, '');
    const files = ['enti', 'codici_enti', 'capofila', 'deleghe', 'client'].map((name) => `borea/${name}.csv`);
    const texts = new Map<string, string>();
    for (const file of files) await nomenclatore.edit(file, (text) => (texts.set(file, text), out(text)));
    const { body } = await reload().expect(422);
    expect(body.problemi).toContainEqual(
      expect.objectContaining({
        campo: 'ente',
        messaggio: expect.stringMatching(/Consorzio del Nord non si può togliere/),
      }),
    );
    for (const file of files) await nomenclatore.edit(file, () => texts.get(file)!);
    await reload().expect(200);
  });

  it('does not give an ente a code that another has by API', async () => {
    const codici = [
      { sistema: 'regionale', codice: 'PRESO' },
      { sistema: 'ipa', codice: 'c_preso' },
    ];
    await post('/enti', asp('PRESO', { codici })).expect(201);
    await nomenclatore.edit(
      'borea/codici_enti.csv',
      (text) => `${text}belfiore:X002,ipa,c_preso,2020-01-01,,fonte,prova\n`,
    );
    const { body } = await reload().expect(422);
    expect(body.problemi[0].messaggio).toMatch(/codice già di un ente/);
    const { body: due } = await nomenclatore.get('/enti/X002').expect(200);
    expect(due.codici.map(({ codice }: { codice: string }) => codice)).not.toContain('c_preso');
    await nomenclatore.edit('borea/codici_enti.csv', (text) => text.replace(/^.*c_preso.*\n/m, ''));
    await reload().expect(200);
  });
});

describe('an ente that ends', () => {
  it('takes with it, on that day, its codes, its places, its acts and its clients', async () => {
    const before = (await nomenclatore.sent()).length;
    const { body } = await post(`/enti/${UNO}/chiusura`, {
      al: '2026-09-30',
      revisione: await revisioneOf('ente', UNO),
      motivo: 'incorporato',
    }).expect(200);
    expect(body.variate).toBeGreaterThan(3);
    const told = (await nomenclatore.sent()).slice(before).flatMap(({ voci }) => voci);
    expect(told).toHaveLength(body.variate);
    const open = await nomenclatore.database.admin(
      `SELECT FROM nomenclatore.codice_ente WHERE ente = $1 AND (al IS NULL OR al > '2026-09-30')
       UNION ALL SELECT FROM nomenclatore.appartenenza WHERE ente = $1 AND (al IS NULL OR al > '2026-09-30')
       UNION ALL SELECT FROM nomenclatore.capofila WHERE ente = $1 AND (al IS NULL OR al > '2026-09-30')
       UNION ALL SELECT FROM nomenclatore.delega WHERE $1 IN (delegante, delegato) AND (al IS NULL OR al > '2026-09-30')
       UNION ALL SELECT FROM nomenclatore.client WHERE $1 IN (ente, gestore) AND (al IS NULL OR al > '2026-09-30')`,
      [UNO],
    );
    expect(open).toEqual([]);
    const { body: storia } = await read(`/enti/${UNO}/storia`).expect(200);
    expect(storia.fatti[0]).toMatchObject({ azione: 'chiusa', motivo: 'incorporato', dopo: { al: '2026-09-30' } });
  });
});
