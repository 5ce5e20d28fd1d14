import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

const chi = tizio({ comune: ENTI.loreto.istat });
const IDENTITA = { codice_fiscale: chi.codice, cognome: 'Rossi', nome: 'Mirko', data_nascita: '1966-03-14' };

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start({ SNODO_ANAGRAFE_RICERCHE_VUOTE: '5' });
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  anagrafe.clock.set('2026-03-10T09:00:00Z');
  await anagrafe.empty();
  await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
});

const chiedi = (client: string | undefined, part: object = {}) =>
  anagrafe
    .ask(client, 'post', '/rest/anagrafe/v1/verifiche-identita')
    .send({ ...IDENTITA, finalita: 'verifica_dichiarazioni', ...part });
const risposta = async (client: string, part: object = {}) => (await chiedi(client, part).expect(200)).body as unknown;
const SI = { corrisponde: 'si' };
const NO = { corrisponde: 'no' };

describe('a whole identity', () => {
  it('is that of a person, also for who may not see her', async () => {
    expect(await risposta('ancona')).toEqual(SI);
    expect(await risposta('loreto')).toEqual(SI);
    expect(await risposta('ancona', { cognome: 'ROSSÌ', nome: 'mirko' })).toEqual(SI);
  });

  it.each([
    ['the surname', { cognome: 'Rosso' }],
    ['the given name', { nome: 'Mirka' }],
    ['the day of birth', { data_nascita: '1966-03-15' }],
    ['the code', { codice_fiscale: tizio({ nome: 'GIANNI' }).codice }],
  ])('is that of nobody if %s is another', async (_quale, part) => {
    expect(await risposta('ancona', part)).toEqual(NO);
  });

  it.each([
    [
      'protected',
      `INSERT INTO anagrafe_regionale.protezione (id, persona_id, ente, genere, motivo, dal)
       SELECT gen_random_uuid(), id, '${ENTI.recanati.id}', 'altro', '', now() FROM anagrafe_regionale.persona`,
    ],
    ['dead', `UPDATE anagrafe_regionale.persona SET vita = 'deceduta'`],
  ])('of who is %s is that of nobody, for who may not see her', async (_come, sql) => {
    await anagrafe.database.admin(sql);
    expect(await risposta('ancona')).toEqual(NO);
  });

  it('is hers though another person has her code, with her surname and day', async () => {
    const gemello = { ...tizio({ nome: 'TEODORICO', comune: ENTI.recanati.istat }), codice: chi.codice };
    await anagrafe.accept([rigaDi(gemello, { ente: 'recanati', record: 'gemello' })]);
    expect(await anagrafe.database.admin('SELECT FROM anagrafe_regionale.persona')).toHaveLength(2);
    expect(await risposta('ancona')).toEqual(SI);
    expect(await risposta('ancona', { nome: 'Teodorico' })).toEqual(SI);
    expect(await risposta('ancona', { nome: 'Gianni' })).toEqual(NO);
  });

  it('stays in the register: of whom it was if it was somebody’s, else not', async () => {
    await risposta('ancona');
    await risposta('ancona', { nome: 'Mirka' });
    const entries = await anagrafe.database.admin(
      `SELECT esito, profilo, comune, persona IS NOT NULL AS persona FROM anagrafe_regionale.accesso
       WHERE verbo = 'verifica' ORDER BY esito DESC`,
    );
    expect(entries).toEqual([
      { esito: 'si', profilo: 'V', comune: ENTI.loreto.istat, persona: true },
      { esito: 'no', profilo: 'V', comune: null, persona: false },
    ]);
  });

  it.each([
    ['without a given name', { nome: undefined }, 'identita_non_valida'],
    ['with a blank given name', { nome: ' ' }, 'identita_non_valida'],
    ['with a given name as long as a book', { nome: 'A'.repeat(101) }, 'identita_non_valida'],
    ['without a surname', { cognome: undefined }, 'identita_non_valida'],
    ['without a purpose', { finalita: undefined }, 'finalita_non_ammessa'],
    ['for the purpose of another office', { finalita: 'assistenza_sanitaria' }, 'finalita_non_ammessa'],
  ])('%s is refused', async (_quale, part, code) => {
    expect((await chiedi('ancona', part).expect(422)).body).toMatchObject({ code });
  });

  it('is not guessed: who tries is stopped', async () => {
    for (let at = 0; at < 5; at += 1) {
      const nato = `19${30 + at}-01-0${1 + at}`;
      const nome = `${String.fromCharCode(65 + at)}INO`;
      await risposta('ancona', { codice_fiscale: tizio({ nato, nome, cognome: `${nome}BIANCHI` }).codice });
    }
    const { headers } = await chiedi('ancona').expect(429);
    expect(headers['retry-after']).toBe('3600');
  });
});

it('the door is shut to who has no business with persons', async () => {
  for (const client of ['gestore', 'regione', 'inps']) await chiedi(client).expect(403);
  await chiedi(undefined).expect(401);
});
