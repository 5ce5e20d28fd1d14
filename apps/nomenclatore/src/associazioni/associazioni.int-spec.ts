import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadListe } from '../prova/liste-di-prova.js';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
  await loadListe(nomenclatore);
});
afterAll(() => nomenclatore?.close());

type Proposta = Record<string, unknown>;
const proposta = (changes: Proposta = {}): Proposta => ({
  da: 'LOC:X001',
  codice: 'SAD',
  a: 'REG',
  relazione: 'esatta',
  destinazioni: ['R4'],
  dal: '2026-01-01',
  ...changes,
});
const propose = (client: string, ...proposte: Proposta[]) =>
  nomenclatore.send('post', '/associazioni', client).send({ associazioni: proposte });
const decide = (id: string, decisione: object, client = 'regione') =>
  nomenclatore.send('post', `/associazioni/${id}/decisioni`, client).send({ revisione: 1, ...decisione });
const approva = (id: string, more: object = {}) => decide(id, { decisione: 'approva', ...more });
const read = async (id: string) => (await nomenclatore.send('get', `/associazioni/${id}`, 'regione').expect(200)).body;
const made = async (client: string, ...proposte: Proposta[]): Promise<string> =>
  (await propose(client, ...proposte).expect(201)).body.associazioni[0].id;
const told = async () => (await nomenclatore.sent()).filter(({ name }) => name === 'associazione.approvata.v1');
const periodiOf = async (chiave: string) => {
  const [voce] = await nomenclatore.database.admin<{ contenuto: { periodi: unknown[] } | null }>(
    `SELECT contenuto FROM nomenclatore.voce_pubblicata WHERE genere = 'associazione' AND id = '${chiave}'`,
  );
  return voce?.contenuto?.periodi;
};
const clear = () => nomenclatore.database.admin(`DELETE FROM nomenclatore.associazione`);

describe('proposing', () => {
  it('waits for the region, with who and when, and tells nobody', async () => {
    const before = await told();
    const { body } = await propose('uno', proposta({ nota: 'delibera 3' })).expect(201);
    expect(body).toMatchObject({
      totale: 1,
      associazioni: [
        {
          codice: 'SAD',
          denominazione: 'S.A.D.',
          destinazioni: [{ codice: 'R4', denominazione: 'Assistenza domiciliare' }],
          stato: 'proposta',
          automatica: false,
          proposta_da: 'pdnd:uno',
          proposta_il: '2026-03-10T09:00:00.000Z',
          decisa_da: null,
          nota: 'delibera 3',
          revisione: 1,
        },
      ],
    });
    expect(await told()).toEqual(before);
  });

  it('is approved at once when nobody needs to look, and everybody is told', async () => {
    const tag = (await nomenclatore.get('/enti')).headers['etag'];
    const id = await made('uno', proposta({ codice: 'PASTI', destinazioni: ['R5'] }));
    expect(await read(id)).toMatchObject({ stato: 'approvata', automatica: true, decisa_da: 'sistema', revisione: 2 });
    expect((await told()).at(-1)!.voci).toMatchObject([
      { id: 'LOC:X001|PASTI|REG', contenuto: { periodi: [{ dal: '2026-01-01', al: null, destinazioni: ['R5'] }] } },
    ]);
    expect((await nomenclatore.get('/enti')).headers['etag']).not.toBe(tag);
  });

  it('the same again changes nothing and answers with what is there', async () => {
    const tavola = () => nomenclatore.database.admin('SELECT * FROM nomenclatore.associazione ORDER BY id');
    const before = await tavola();
    const { body } = await propose('uno', proposta(), proposta({ codice: 'PASTI', destinazioni: ['R5'] })).expect(201);
    expect(body.associazioni.map(({ stato }: { stato: string }) => stato)).toEqual(['proposta', 'approvata']);
    expect(await tavola()).toEqual(before);
  });

  it('all or nothing: one that cannot stand refuses the others, each fault in its place', async () => {
    const { body } = await propose(
      'uno',
      proposta({ codice: 'TAXI', destinazioni: ['R6'] }),
      proposta({ codice: 'TAXI', destinazioni: ['R6'], dal: '2026-07-01' }),
      proposta({ codice: 'TELE', relazione: 'scelta', destinazioni: ['R7'] }),
    ).expect(422);
    expect(body).toMatchObject({
      code: 'associazione_non_valida',
      rilievi: [
        { posto: 1, regola: 'AS-09', campo: 'destinazioni', valore: 'R6' },
        { posto: 2, regola: 'AS-02', campo: 'relazione' },
      ],
    });
    const { body: found } = await nomenclatore.send('get', '/associazioni?codice=TAXI', 'uno').expect(200);
    expect(found).toEqual({ totale: 0, associazioni: [] });
  });

  it('of days that have an answer already is refused', async () => {
    const { body } = await propose('uno', proposta({ codice: 'PASTI', destinazioni: ['R7'] })).expect(409);
    expect(body).toMatchObject({ code: 'validita_in_conflitto', rilievi: [{ posto: 0, regola: 'AS-11' }] });
  });

  it.each([
    ['no list at all', { associazioni: [] }],
    ['more than can be looked at', { associazioni: Array.from({ length: 501 }, () => proposta()) }],
    ['a code that could end a line', { associazioni: [proposta({ codice: 'A/B' })] }],
    ['a relation nobody knows', { associazioni: [proposta({ relazione: 'simile' })] }],
    ['a day that does not exist', { associazioni: [proposta({ dal: '2026-02-30' })] }],
    ['a field that is not there', { associazioni: [proposta({ stato: 'approvata' })] }],
  ])('%s is a wrong request', async (_, body) => {
    const { body: told } = await nomenclatore.send('post', '/associazioni', 'uno').send(body).expect(422);
    expect(told.code).toBe('campi_non_validi');
  });
});

describe('deciding', () => {
  it('approves, closes the one before, and tells both periods', async () => {
    await clear();
    const first = await made('uno', proposta());
    await approva(first).expect(200);
    const second = await made('uno', proposta({ destinazioni: ['R5'], dal: '2026-05-01', relazione: 'piu_ampia' }));
    const { body } = await approva(second, { motivo: 'visto' }).expect(200);
    expect(body).toMatchObject({ id: second, stato: 'approvata', decisa_da: 'pdnd:regione', revisione: 2 });
    expect(await read(first)).toMatchObject({ stato: 'chiusa', al: '2026-04-30', revisione: 3 });
    expect(await periodiOf('LOC:X001|SAD|REG')).toEqual([
      { dal: '2026-01-01', al: '2026-04-30', relazione: 'esatta', destinazioni: ['R4'] },
      { dal: '2026-05-01', al: null, relazione: 'piu_ampia', destinazioni: ['R5'] },
    ]);
    const { body: storia } = await nomenclatore.send('get', `/associazioni/${first}/storia`, 'uno').expect(200);
    expect(storia.storia).toMatchObject([
      {
        azione: 'chiusa',
        chi: 'pdnd:regione',
        motivo: 'dal 2026-05-01 vale un’altra associazione',
        dopo: { al: '2026-04-30' },
      },
      { azione: 'approvata', chi: 'pdnd:regione', prima: { stato: 'proposta' } },
      { azione: 'proposta', chi: 'pdnd:uno', prima: null },
    ]);
  });

  it('refuses, and the ente reads why; nobody is told', async () => {
    const before = await told();
    const id = await made('uno', proposta({ codice: 'TAXI', destinazioni: ['R6'], al: '2026-06-30' }));
    await decide(id, { decisione: 'rifiuta', motivo: 'è un contributo' }).expect(200);
    const { body } = await nomenclatore.send('get', `/associazioni/${id}/storia`, 'uno').expect(200);
    expect(body.storia[0]).toMatchObject({
      azione: 'rifiutata',
      motivo: 'è un contributo',
      dopo: { stato: 'rifiutata' },
    });
    expect(await told()).toEqual(before);
  });

  it('a second time, or of another revision, is too late', async () => {
    const id = await made('uno', proposta({ codice: 'TAXI', destinazioni: ['R7'] }));
    expect((await approva(id, { revisione: 2 }).expect(409)).body.code).toBe('associazione_gia_decisa');
    await approva(id).expect(200);
    expect((await approva(id, { revisione: 2 }).expect(409)).body.code).toBe('associazione_gia_decisa');
    expect((await decide(id, { decisione: 'rifiuta', revisione: 2 }).expect(409)).body.code).toBe(
      'associazione_gia_decisa',
    );
  });

  it('from another day than proposed, if the target is there on that day', async () => {
    const id = await made('uno', proposta({ codice: 'TELE', destinazioni: ['R6'], relazione: 'piu_ampia' }));
    expect((await approva(id, { dal: '2026-08-01' }).expect(422)).body).toMatchObject({
      code: 'associazione_non_valida',
      rilievi: [{ regola: 'AS-09' }],
    });
    expect((await approva(id, { dal: '2026-02-01' }).expect(200)).body).toMatchObject({ dal: '2026-02-01' });
  });

  it('many at once: each has its outcome, and those that fail leave the others as they are', async () => {
    await clear();
    const { body } = await propose(
      'uno',
      proposta(),
      proposta({ codice: 'TAXI', destinazioni: ['R6'] }),
      proposta({ codice: 'TELE', destinazioni: ['R5'] }),
    ).expect(201);
    const [sad, taxi, tele] = body.associazioni.map(({ id }: { id: string }) => id);
    const stranger = '018f0000-0000-7000-8000-00000000ffff';
    const { body: esiti } = await nomenclatore
      .send('post', '/associazioni/decisioni', 'regione')
      .send({
        decisioni: [
          { id: sad, decisione: 'approva', revisione: 1 },
          { id: sad, decisione: 'rifiuta', revisione: 1 },
          { id: stranger, decisione: 'approva', revisione: 1 },
          { id: taxi, decisione: 'approva', revisione: 1, dal: '2027-01-01' },
          { id: tele, decisione: 'rifiuta', revisione: 1 },
        ],
      })
      .expect(200);
    expect(esiti).toEqual({
      riuscite: 2,
      esiti: [
        { id: sad, riuscita: true, errore: null, dettaglio: null },
        { id: sad, riuscita: false, errore: 'associazione_gia_decisa', dettaglio: expect.any(String) },
        { id: stranger, riuscita: false, errore: 'associazione_sconosciuta', dettaglio: expect.any(String) },
        { id: taxi, riuscita: false, errore: 'associazione_non_valida', dettaglio: expect.stringContaining('"R6"') },
        { id: tele, riuscita: true, errore: null, dettaglio: null },
      ],
    });
    expect((await read(sad)).stato).toBe('approvata');
    expect((await read(taxi)).stato).toBe('proposta');
  });
});

describe('two people at once', () => {
  const outcomes = (answers: readonly { status: number }[]) =>
    answers.map(({ status }) => status).toSorted((one, other) => one - other);

  it('approving the same: one does, the other is told', async () => {
    await clear();
    for (let round = 0; round < 8; round += 1) {
      const id = await made('uno', proposta({ codice: 'SAD', dal: `2026-02-0${round + 1}` }));
      const answers = await Promise.all([approva(id), decide(id, { decisione: 'rifiuta' }), approva(id)]);
      expect(outcomes(answers)).toEqual([200, 409, 409]);
      expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([
        'associazione_gia_decisa',
        'associazione_gia_decisa',
      ]);
    }
  });

  it('approving two that overlap: never both, and nobody waits for ever', async () => {
    for (let round = 0; round < 8; round += 1) {
      await clear();
      const one = await made('uno', proposta({ al: '2026-06-30' }));
      const other = await made('uno', proposta({ dal: '2026-03-01', al: '2026-08-31', destinazioni: ['R5'] }));
      const answers = await Promise.all([approva(one), approva(other)]);
      expect(outcomes(answers)).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)!.body.code).toBe('validita_in_conflitto');
      expect(await periodiOf('LOC:X001|SAD|REG')).toHaveLength(1);
    }
  });

  it('deciding many of two lists in opposite orders, while others propose', async () => {
    await clear();
    const ids: string[] = [];
    for (const codice of ['SAD', 'TAXI']) {
      ids.push(await made('uno', proposta({ codice, destinazioni: ['R5'] })));
      ids.push(await made('regione', proposta({ da: 'LOC:X003', codice, destinazioni: ['R5'] })));
    }
    const all = (order: readonly string[]) =>
      nomenclatore
        .send('post', '/associazioni/decisioni', 'regione')
        .send({ decisioni: order.map((id) => ({ id, decisione: 'approva', revisione: 1 })) });
    const answers = await Promise.all([
      all(ids),
      all(ids.toReversed()),
      all(ids),
      propose('uno', proposta({ codice: 'TELE', destinazioni: ['R5'] })),
      propose('regione', proposta({ da: 'LOC:X003', codice: 'TELE', destinazioni: ['R5'] })),
    ]);
    expect(outcomes(answers)).toEqual([200, 200, 200, 201, 201]);
    const taken: number[] = answers.slice(0, 3).map(({ body }) => body.riuscite);
    expect(taken.toSorted((one, other) => one - other)).toEqual([0, 0, 4]);
  });
});

describe('closing', () => {
  it('sets a last day, once it is seen as it is; the ente from yesterday on, the region further back', async () => {
    await clear();
    const id = await made('uno', proposta());
    await approva(id).expect(200);
    const close = (client: string, al: string, revisione: number) =>
      nomenclatore.send('post', `/associazioni/${id}/chiusura`, client).send({ al, revisione, motivo: 'cessato' });
    expect((await close('uno', '2026-12-31', 1).expect(409)).body.code).toBe('variazione_contesa');
    expect((await close('uno', '2026-03-08', 2).expect(409)).body.code).toBe('validita_in_conflitto');
    expect((await close('regione', '2025-12-31', 2).expect(409)).body.detail).toContain('2026-01-01');
    expect((await close('uno', '2026-12-31', 2).expect(200)).body).toMatchObject({
      stato: 'chiusa',
      al: '2026-12-31',
      revisione: 3,
    });
    expect((await close('uno', '2027-01-31', 3).expect(409)).body.code).toBe('validita_in_conflitto');
    expect((await close('regione', '2026-01-31', 3).expect(200)).body).toMatchObject({ al: '2026-01-31' });
    expect(await periodiOf('LOC:X001|SAD|REG')).toMatchObject([{ dal: '2026-01-01', al: '2026-01-31' }]);
  });

  it('by what takes its place in the same words: an ente from yesterday on, what would reach further back waits', async () => {
    await clear();
    await approva(await made('uno', proposta({ codice: 'PASTI' }))).expect(200);
    const instead = (dal: string) => proposta({ codice: 'PASTI', destinazioni: ['R5'], dal });
    expect(await read(await made('uno', instead('2026-02-01')))).toMatchObject({ stato: 'proposta', decisa_da: null });
    expect(await periodiOf('LOC:X001|PASTI|REG')).toMatchObject([{ destinazioni: ['R4'], al: null }]);
    expect(await read(await made('uno', instead('2026-03-10')))).toMatchObject({
      stato: 'approvata',
      automatica: true,
    });
    expect(await periodiOf('LOC:X001|PASTI|REG')).toMatchObject([{ al: '2026-03-09' }, { destinazioni: ['R5'] }]);
  });

  it('of what is not approved is closing nothing', async () => {
    const id = await made('uno', proposta({ dal: '2026-04-01' }));
    const closing = nomenclatore.send('post', `/associazioni/${id}/chiusura`, 'regione');
    expect((await closing.send({ al: '2026-12-31', revisione: 1 }).expect(404)).body.code).toBe(
      'associazione_sconosciuta',
    );
  });
});

describe('who', () => {
  let mia: string;
  let altrui: string;
  beforeAll(async () => {
    await clear();
    mia = await made('uno', proposta());
    altrui = await made('regione', proposta({ da: 'LOC:X003' }));
  });

  it.each([
    ['get', ''],
    ['post', ''],
    ['post', '/decisioni'],
    ['get', '/018f0000-0000-7000-8000-00000000ffff'],
    ['post', '/018f0000-0000-7000-8000-00000000ffff/decisioni'],
    ['post', '/018f0000-0000-7000-8000-00000000ffff/chiusura'],
    ['get', '/018f0000-0000-7000-8000-00000000ffff/storia'],
  ] as const)('%s /associazioni%s is for nobody without a token, nor for a software house', async (method, path) => {
    await nomenclatore.send(method, `/associazioni${path}`).expect(401);
    await nomenclatore.send(method, `/associazioni${path}`, 'casa').expect(403);
    await nomenclatore.send(method, `/associazioni${path}`, 'tecnico').expect(403);
  });

  it('only the region decides', async () => {
    await decide(mia, { decisione: 'approva' }, 'uno').expect(403);
    await nomenclatore.send('post', '/associazioni/decisioni', 'uno').send({ decisioni: [] }).expect(403);
  });

  it('another’s is as if it were not there', async () => {
    const paths = [`/associazioni/${altrui}`, `/associazioni/${altrui}/storia`];
    for (const path of paths) {
      const { body } = await nomenclatore.send('get', path, 'uno').expect(404);
      const { body: none } = await nomenclatore.send(
        'get',
        path.replace(altrui, '018f0000-0000-7000-8000-00000000ffff'),
        'uno',
      );
      expect({ ...body, correlation_id: '', instance: '' }).toEqual({ ...none, correlation_id: '', instance: '' });
    }
    await nomenclatore
      .send('post', `/associazioni/${altrui}/chiusura`, 'uno')
      .send({ al: '2026-12-31', revisione: 1 })
      .expect(404);
    await nomenclatore.send('get', '/associazioni/boh', 'uno').expect(404);
    await nomenclatore.send('get', '/associazioni?ente=X003', 'uno').expect(404);
    const unknown = await propose('uno', proposta({ da: 'LOC:X009' })).expect(404);
    const others = await propose('uno', proposta({ da: 'LOC:X003' })).expect(404);
    expect(others.body.code).toBe(unknown.body.code);
    await propose('uno', proposta({ da: 'REG', a: 'SIUSS', codice: 'R4', destinazioni: ['A1.01'] })).expect(404);
  });

  it('an ente lists its own, the region all, each with its filters', async () => {
    const list = async (client: string, query = '') =>
      (await nomenclatore.send('get', `/associazioni${query}`, client).expect(200)).body;
    expect((await list('uno')).associazioni.map(({ id }: { id: string }) => id)).toEqual([mia]);
    expect(await list('regione')).toMatchObject({ totale: 2, associazioni: [{ id: mia }, { id: altrui }] });
    expect(await list('regione', '?ente=X003')).toMatchObject({ totale: 1, associazioni: [{ id: altrui }] });
    expect(await list('regione', '?da=LOC:X001&a=REG&stato=proposta&codice=SAD')).toMatchObject({ totale: 1 });
    expect(await list('regione', '?stato=approvata')).toMatchObject({ totale: 0 });
    expect(await list('regione', '?salta=1&limite=1')).toMatchObject({ totale: 2, associazioni: [{ id: altrui }] });
  });

  it('who holds the delega of an ente proposes for it, until the act ends', async () => {
    // D1, of X001, ended yesterday; it gives it a last day to come.
    await propose('consorzio', proposta({ codice: 'TELE', destinazioni: ['R5'] })).expect(404);
    await nomenclatore.edit('borea/deleghe.csv', (text) => text.replace('2026-03-09', '2026-03-10'));
    await nomenclatore.reload('tecnico').expect(200);
    const id = await made('consorzio', proposta({ codice: 'TELE', destinazioni: ['R5'] }));
    await nomenclatore.send('get', `/associazioni/${id}`, 'consorzio').expect(200);
    await nomenclatore.send('get', `/associazioni/${id}`, 'uno').expect(200);
  });

  it('anyone reads the approved crosswalks of the region and the State, with their limits; lists of enti are theirs', async () => {
    const id = await made(
      'regione',
      proposta({
        da: 'REG',
        codice: 'R4',
        a: 'SIUSS',
        relazione: 'piu_ampia',
        destinazioni: ['A1.01'],
        limite: 'anche altro',
      }),
    );
    const path = '/sistemi/REG/corrispondenze/SIUSS';
    expect((await nomenclatore.get(path).expect(200)).body.corrispondenze).toEqual([]);
    await approva(id).expect(200);
    const { body, headers } = await nomenclatore.get(path).expect(200);
    expect(headers['etag']).toMatch(/^W\/"[^"]+"$/);
    expect(body.corrispondenze).toEqual([
      {
        codice: 'R4',
        denominazione: 'Assistenza domiciliare',
        relazione: 'piu_ampia',
        destinazioni: [{ codice: 'A1.01', denominazione: 'Assegno per il nucleo' }],
        dal: '2026-01-01',
        al: null,
        limite: 'anche altro',
        fonte: expect.any(String),
        affidabilita: 'fonte',
      },
    ]);
    expect(await periodiOf('REG|R4|SIUSS')).toMatchObject([{ limite: 'anche altro' }]);
    expect((await nomenclatore.get(`${path}?giorno=2025-12-31`).expect(200)).body.corrispondenze).toEqual([]);
    await approva(mia).expect(200);
    await nomenclatore.get('/sistemi/LOC:X001/corrispondenze/REG').expect(404);
  });
});
