import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { type Prestazione, type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { ResidentiDiProva } from '../prova/residenti-di-prova.js';
import { operatriceDi } from '../prova/chiamanti-di-prova.js';
import { CercaPersone } from './cerca-persone.js';
import type { RispostaPersona } from './risposta.js';

const RICERCHE = '/rest/anagrafe/v1/persone/ricerche';
const OGGI = '2026-03-10T09:00:00Z';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  anagrafe.clock.set(OGGI);
  await anagrafe.empty();
});

const cerca = (client: string | undefined, codice: unknown, finalita: unknown = 'presa_in_carico') =>
  anagrafe.ask(client, 'post', RICERCHE).send({ codice_fiscale: codice, finalita });
const trovate = async (client: NomeEnte, codice: string): Promise<RispostaPersona[]> =>
  ((await cerca(client, codice).expect(200)).body as { items: RispostaPersona[] }).items;
const profilo = async (client: NomeEnte, { codice }: Tizio): Promise<string | undefined> =>
  (await trovate(client, codice))[0]?.profilo;
const record = (chi: Tizio, prestazione?: Prestazione) => anagrafe.accept([rigaDi(chi, prestazione)]);
const accessi = () => anagrafe.database.admin(`SELECT * FROM anagrafe_regionale.accesso ORDER BY id`);

/** Lives in Loreto, has a prestazione of Porto Recanati: nobody's own of both. */
const diLoreto = tizio({ comune: ENTI.loreto.istat });

describe('a person is seen', () => {
  it.each([
    ['loreto', 'H', 'R1: its own resident'],
    ['portoRecanati', 'B', 'R5: its own prestazione'],
    ['recanati', 'M', 'R2: a resident of its ambito'],
    ['capofila', 'M', 'R4: a resident of the ambito it leads'],
    ['ancona', undefined, 'R3: of another ambito'],
  ] as const)('by %s with profile %s (%s)', async (client, atteso, _regola) => {
    await record(diLoreto, { ente: 'portoRecanati' });
    expect(await profilo(client, diLoreto)).toBe(atteso);
  });

  it('by the capofila for a prestazione of its ambito, wherever the person lives', async () => {
    const estero = tizio({ comune: undefined });
    await record(estero, { ente: 'loreto' });
    expect(await profilo('capofila', estero)).toBe('M');
    expect(await profilo('recanati', estero)).toBeUndefined();
  });

  it('by who gave a prestazione, also after the person moved away; by who lost the resident, no more', async () => {
    const prima = tizio({ comune: ENTI.recanati.istat });
    await anagrafe.accept([rigaDi(prima, { ente: 'recanati', record: 'a' })], '2026-01-10T08:00:00Z');
    await anagrafe.accept(
      [rigaDi({ ...prima, comune: ENTI.ancona.istat }, { ente: 'ancona', record: 'b' })],
      '2026-02-10T08:00:00Z',
    );
    const [vista] = await trovate('recanati', prima.codice);
    expect(vista).toMatchObject({ profilo: 'B', comune_residenza: { codice_istat: ENTI.ancona.istat } });
    expect(await profilo('loreto', prima)).toBeUndefined();
    expect(await profilo('ancona', prima)).toBe('H');
  });

  it('by another ambito from the day on which the comune changes ambito', async () => {
    await record(diLoreto, { ente: 'portoRecanati' });
    await anagrafe.at('2026-12-31T22:59:59Z');
    expect(await profilo('recanati', diLoreto)).toBe('M');
    expect(await profilo('ancona', diLoreto)).toBeUndefined();
    await anagrafe.at('2026-12-31T23:00:00Z');
    expect(await profilo('recanati', diLoreto)).toBeUndefined();
    expect(await profilo('ancona', diLoreto)).toBe('M');
  });

  it('with what the profile gives and no more', async () => {
    await anagrafe.accept([
      rigaDi(diLoreto, { ente: 'portoRecanati', record: 'a' }),
      rigaDi(diLoreto, { ente: 'loreto', record: 'b' }),
    ]);
    const [propria] = await trovate('loreto', diLoreto.codice);
    expect(propria).toEqual({
      id: expect.any(String),
      profilo: 'H',
      dubbia: false,
      codice_fiscale: diLoreto.codice,
      cognome: 'ROSSI',
      nome: 'MIRKO',
      sesso: 'M',
      data_nascita: '1966-03-14',
      anno_nascita: 1966,
      luogo_nascita: { codice_belfiore: 'H501', denominazione: 'ROMA' },
      comune_residenza: { codice_istat: '042022', denominazione: 'LORETO' },
      vita: 'in_vita',
      data_decesso: null,
      identificativi: [{ sistema: 'codice_fiscale', codice: diLoreto.codice }],
      cittadinanze: ['380'],
      stato_civile: null,
      residenza: null,
      famiglia: `/rest/anagrafe/v1/persone/${propria!.id}/famiglia`,
      storia: `/rest/anagrafe/v1/persone/${propria!.id}/storia`,
      schede: [
        {
          record: expect.stringMatching(/^[0-9a-f]{64}$/),
          revisione: 1,
          riga: expect.any(String),
          tracciato: 'PS_PSA_SINA@201812',
          ente_erogatore: ENTI.loreto.id,
          accettata_il: '2026-03-01T08:00:00.000Z',
        },
      ],
    });
    expect((await trovate('recanati', diLoreto.codice))[0]).toEqual(
      Object.assign(propria!, {
        profilo: 'M',
        identificativi: [],
        cittadinanze: [],
        famiglia: null,
        storia: null,
        schede: [],
      }),
    );
  });
});

describe('one search fills a card', () => {
  it('with the address of who lives there, for who works with her; not for who only recognises her', async () => {
    await record(diLoreto, { ente: 'loreto' });
    const [{ id }] = (await trovate('loreto', diLoreto.codice)) as [RispostaPersona];
    await new ResidentiDiProva(anagrafe).iscrive(id, { comune: 'loreto', indirizzo: 'VIA DELLE PROVE 1' });
    const [propria] = await trovate('loreto', diLoreto.codice);
    expect(propria).toMatchObject({
      comune_residenza: { codice_istat: ENTI.loreto.istat },
      residenza: { indirizzo: 'VIA DELLE PROVE 1', dal: '2010-01-01' },
    });
    const [altrui] = await trovate('recanati', diLoreto.codice);
    expect(altrui).toMatchObject({ profilo: 'M', residenza: null });
  });

  it('a code that is shut leads to nobody, and is told to nobody who finds her by another way', async () => {
    await record(diLoreto, { ente: 'loreto' });
    const [{ id }] = (await trovate('loreto', diLoreto.codice)) as [RispostaPersona];
    await anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.codice_precluso SELECT indice, $1, $2 FROM anagrafe_regionale.persona_codice`,
      [id, ENTI.loreto.id],
    );
    expect(await trovate('loreto', diLoreto.codice)).toEqual([]);
    const { body } = await anagrafe
      .ask('loreto', 'get', `/rest/anagrafe/v1/persone/${id}?finalita=presa_in_carico`)
      .expect(200);
    expect(body).toMatchObject({ id, codice_fiscale: null, identificativi: [] });
    expect(JSON.stringify(body)).not.toContain(diLoreto.codice);
  });
});

describe('persons with one code and far names', () => {
  const altra = { ...diLoreto, nome: 'GIOVANNA' };

  it('are all listed, in doubt, to an operator who may see them all; to a system, which cannot choose, none', async () => {
    await anagrafe.accept([rigaDi(diLoreto, { ente: 'loreto' }), rigaDi(altra, { ente: 'loreto' })]);
    expect(await trovate('loreto', diLoreto.codice)).toEqual([]);
    const { items: found } = await anagrafe
      .get(CercaPersone)
      .search(operatriceDi('loreto'), { codice_fiscale: diLoreto.codice, finalita: 'presa_in_carico' });
    expect(new Map(found.map(({ nome, dubbia }) => [nome, dubbia]))).toEqual(
      new Map([
        ['GIOVANNA', true],
        ['MIRKO', true],
      ]),
    );
  });

  it('are in no doubt for who may see only one: the doubt would tell that the other exists', async () => {
    const lontana = { ...altra, comune: ENTI.ancona.istat };
    await anagrafe.accept([rigaDi(diLoreto, { ente: 'loreto' }), rigaDi(lontana, { ente: 'ancona' })]);
    const found = await trovate('loreto', diLoreto.codice);
    expect(found.map(({ nome, dubbia }) => [nome, dubbia])).toEqual([['MIRKO', false]]);
    await anagrafe
      .ask('loreto', 'get', `/rest/anagrafe/v1/persone/${found[0]!.id}?finalita=presa_in_carico`)
      .expect(200, found[0]);
  });
});

describe('the door', () => {
  it.each(['gestore', 'software', 'regione', 'inps'] as const)('is shut to %s', async (client) => {
    await record(diLoreto, { ente: 'gestore' });
    await cerca(client, diLoreto.codice).expect(403);
    await anagrafe
      .ask(client, 'get', `/rest/anagrafe/v1/persone/${ENTI.loreto.id}?finalita=presa_in_carico`)
      .expect(403);
    await anagrafe.ask(client, 'get', '/rest/anagrafe/v1/accessi').expect(403);
  });

  it('is shut to who proves nothing, or is not registered', async () => {
    await cerca(undefined, diLoreto.codice).expect(401);
    await cerca('nessuno', diLoreto.codice).expect(403);
  });
});

describe('a search', () => {
  it('of a code that nobody has and of one that is not the caller’s to see have one answer', async () => {
    await record(diLoreto, { ente: 'loreto' });
    const ignoto = await cerca('ancona', tizio({ nome: 'ALTRO' }).codice).expect(200);
    const invisibile = await cerca('ancona', diLoreto.codice).expect(200);
    const stable = ({ headers }: { headers: Record<string, string> }) =>
      Object.fromEntries(
        Object.entries(headers).filter(([name]) => !/^(date|x-correlation-id|x-ratelimit-|ratelimit)/.test(name)),
      );
    expect(invisibile.text).toBe(ignoto.text);
    expect(invisibile.text).toBe('{"items":[]}');
    expect(stable(invisibile)).toEqual(stable(ignoto));
  });

  it.each([
    ['without a purpose', { codice_fiscale: diLoreto.codice }, 'finalita_non_ammessa'],
    ['for a purpose of its own', { codice_fiscale: diLoreto.codice, finalita: 'curiosita' }, 'finalita_non_ammessa'],
    [
      'for a purpose that is no text',
      { codice_fiscale: diLoreto.codice, finalita: ['presa_in_carico'] },
      'finalita_non_ammessa',
    ],
    ['for nobody', { finalita: 'presa_in_carico' }, 'codice_non_valido'],
    ['of a wrong code', { codice_fiscale: 'RSSMRK66C14H501X', finalita: 'presa_in_carico' }, 'codice_non_valido'],
    [
      'of a code and a name',
      { codice_fiscale: diLoreto.codice, cognome: 'ROSSI', finalita: 'presa_in_carico' },
      'criteri_non_validi',
    ],
    ['of a name alone', { cognome: 'ROSSI', nome: 'MIRKO', finalita: 'presa_in_carico' }, 'criteri_non_validi'],
    ['without a body', undefined, 'finalita_non_ammessa'],
  ])('%s is refused, and in the register', async (_quale, body, code) => {
    await record(diLoreto, { ente: 'loreto' });
    const { body: problem } = await anagrafe.ask('loreto', 'post', RICERCHE).send(body).expect(422);
    expect(problem).toMatchObject({ code, status: 422, fault: 'sender' });
    expect(await accessi()).toEqual([
      expect.objectContaining({ esito: code, ente: ENTI.loreto.id, comune: null, quante: 0 }),
    ]);
  });

  it.each([
    ['STP', 'STP1100010000017'],
    ['ENI', 'eni1100010000017'],
    ['numeric', '12345678903'],
  ])('finds who is known by a %s code', async (_sistema, codice) => {
    const straniera = tizio({ nome: 'AMINA', sesso: 'F', codice, comune: ENTI.loreto.istat });
    await record(straniera, { ente: 'loreto' });
    expect((await trovate('loreto', codice))[0]).toMatchObject({ nome: 'AMINA', codice_fiscale: codice.toUpperCase() });
  });
});

describe('a person by its id', () => {
  const leggi = (client: NomeEnte, id: string, finalita = '?finalita=verifica_dichiarazioni') =>
    anagrafe.ask(client, 'get', `/rest/anagrafe/v1/persone/${id}${finalita}`);

  it('is the one that the search found', async () => {
    await record(diLoreto, { ente: 'loreto' });
    const [found] = await trovate('loreto', diLoreto.codice);
    await leggi('loreto', found!.id).expect(200, found);
  });

  it('that was found to be another is that other', async () => {
    await record(diLoreto, { ente: 'loreto' });
    const [found] = await trovate('loreto', diLoreto.codice);
    const prima = 'e0000000-0000-4000-8000-0000000000aa';
    await anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.persona (id, cognome, nome, anno_nascita, dubbia, riservato, variata_il, unita_in)
       VALUES ($1, 'ROSSI', 'MIRKO', 1966, false, '', now(), $2)`,
      [prima, found!.id],
    );
    await leggi('loreto', prima).expect(200, found);
    await leggi('ancona', prima).expect(404);
  });

  it('is unknown alike if it does not exist, is not the caller’s to see, or is no id', async () => {
    await record(diLoreto, { ente: 'loreto' });
    const [found] = await trovate('loreto', diLoreto.codice);
    const answers = await Promise.all(
      [found!.id, 'e0000000-0000-4000-8000-000000000001', 'nessuno'].map((id) => leggi('ancona', id).expect(404)),
    );
    const bodies = answers.map(({ body }) => {
      const { instance: _, correlation_id: __, ...rest } = body as Record<string, unknown>;
      return rest;
    });
    expect(bodies[0]).toMatchObject({ code: 'persona_sconosciuta' });
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(await accessi()).toHaveLength(4);
  });

  it('is not read without a purpose', async () => {
    const { body } = await leggi('loreto', ENTI.loreto.id, '').expect(422);
    expect(body).toMatchObject({ code: 'finalita_non_ammessa' });
    expect(await accessi()).toEqual([expect.objectContaining({ verbo: 'lettura', esito: 'finalita_non_ammessa' })]);
  });
});
