import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

const VERIFICHE = '/rest/anagrafe/v1/verifiche-presa-in-carico';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
});

const chi = tizio({ comune: ENTI.loreto.istat });
const IDENTITA = { codice_fiscale: chi.codice, cognome: 'Rossi', data_nascita: '1966-03-14' };
/** Each question a millisecond after the other, so that their order is sure. */
const later = () => {
  anagrafe.clock.advance(1);
  return anagrafe;
};
const chiedi = (client: string | undefined, part: object = {}) =>
  later()
    .ask(client, 'post', VERIFICHE)
    .send({ ...IDENTITA, finalita: 'presa_in_carico', ...part });
const risposta = async (client: string, part: object = {}) => (await chiedi(client, part).expect(200)).body as object;
const apri = async (client: string) => {
  const cerca = anagrafe.ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche');
  const { body } = await cerca.send({ codice_fiscale: chi.codice, finalita: 'presa_in_carico' }).expect(200);
  const persona = (body as { items: { id: string }[] }).items[0]!.id;
  const caso = { persona, riferimento: 'A/1', contatto: 'sociale@comune.example' };
  return (await anagrafe.ask(client, 'post', '/rest/anagrafe/v1/prese-in-carico').send(caso).expect(201)).body as {
    id: string;
  };
};
const accessi = () =>
  anagrafe.database.admin(
    `SELECT ente, esito, profilo, comune, persona IS NULL AS nessuna, codice IS NULL AS "senzaCodice"
     FROM anagrafe_regionale.accesso WHERE verbo = 'verifica' ORDER BY id`,
  );

const NIENTE = { in_carico_altrove: 'no', vista_altrove: 'no', enti: [] };

describe('a body that asks about a person who is not its to see', () => {
  it('hears yes or no, and not who', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    expect(await risposta('ancona')).toEqual({ ...NIENTE, vista_altrove: 'si' });
    const { id } = await apri('portoRecanati');
    expect(await risposta('ancona')).toEqual({ in_carico_altrove: 'si', vista_altrove: 'si', enti: [] });
    // What a body does itself is not elsewhere.
    expect(await risposta('portoRecanati')).toEqual({ ...NIENTE, vista_altrove: 'si' });
    const chiusura = anagrafe.ask('portoRecanati', 'post', `/rest/anagrafe/v1/prese-in-carico/${id}/chiusura`);
    await chiusura.send({ motivo: 'concluso' }).expect(200);
    expect(await risposta('ancona')).toEqual({ ...NIENTE, vista_altrove: 'si' });
  });

  it('hears who, once an act of that body lets it', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    await apri('loreto');
    expect(await risposta('recanati')).toEqual({
      in_carico_altrove: 'si',
      vista_altrove: 'si',
      enti: [{ id: ENTI.loreto.id, denominazione: 'Ente loreto', contatto: 'sociale@comune.example' }],
    });
    expect(await risposta('portoRecanati')).toEqual({ in_carico_altrove: 'si', vista_altrove: 'si', enti: [] });
    await anagrafe.at('2027-01-01T09:00:00Z');
    expect(await risposta('recanati')).toMatchObject({ in_carico_altrove: 'si', enti: [] });
  });

  it('hears of no desk where the last time was long ago', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })], '2024-03-10T08:59:59Z');
    expect(await risposta('ancona')).toEqual(NIENTE);
  });

  it('hears one and the same no of who is unknown, is declared otherwise, is protected', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    await apri('loreto');
    const answers = [
      await chiedi('ancona', { codice_fiscale: tizio({ nome: 'ALTRO' }).codice }).expect(200),
      await chiedi('ancona', { cognome: 'Bianchi' }).expect(200),
      await chiedi('ancona', { data_nascita: '1966-03-15' }).expect(200),
    ];
    const protezione = { ...IDENTITA, genere: 'casa_rifugio', motivo: 'Ospite dal 10 marzo' };
    await anagrafe.ask('portoRecanati', 'post', '/rest/anagrafe/v1/protezioni').send(protezione).expect(201);
    answers.push(await chiedi('ancona').expect(200), await chiedi('recanati').expect(200));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([JSON.stringify(NIENTE)]));
    expect(await risposta('portoRecanati')).toMatchObject({ in_carico_altrove: 'si', vista_altrove: 'si' });
    const entries = await accessi();
    expect(entries.slice(0, 5)).toEqual(
      [ENTI.ancona, ENTI.ancona, ENTI.ancona, ENTI.ancona, ENTI.recanati].map(({ id }) => ({
        ente: id,
        esito: 'no',
        profilo: 'V',
        comune: null,
        nessuna: true,
        senzaCodice: false,
      })),
    );
    // Where she lives nobody reads that her shelter asked.
    expect(entries[5]).toMatchObject({ esito: 'si', comune: null, nessuna: false });
  });
});

describe('a question', () => {
  it.each([
    ['without a purpose', { finalita: undefined }, 'finalita_non_ammessa'],
    ['for a purpose of another office', { finalita: 'assistenza_sanitaria' }, 'finalita_non_ammessa'],
    ['with a code that is wrong', { codice_fiscale: 'RSSMRK66C14H501X' }, 'identita_non_valida'],
    ['with a code that is an object', { codice_fiscale: { $gt: '' } }, 'identita_non_valida'],
    ['without a surname', { cognome: undefined }, 'identita_non_valida'],
    ['with a surname as long as a book', { cognome: 'A'.repeat(10_000) }, 'identita_non_valida'],
    ['with a year for a birth date', { data_nascita: '1966' }, 'identita_non_valida'],
  ])('%s is refused, and in the register', async (_quale, part, atteso) => {
    const { body } = await chiedi('ancona', part).expect(422);
    expect(body).toMatchObject({ code: atteso });
    expect(await accessi()).toEqual([
      expect.objectContaining({ ente: ENTI.ancona.id, nessuna: true, comune: null, profilo: null }),
    ]);
  });

  it('of who goes through codes is answered no more, like a search, and in the register', async () => {
    const altri = Array.from(
      { length: 40 },
      (_, at) => tizio({ nato: `19${String(50 + at).padStart(2, '0')}-01-01` }).codice,
    );
    const status: number[] = [];
    for (const codice_fiscale of altri) status.push((await chiedi('ancona', { codice_fiscale })).status);
    expect(status[0]).toBe(200);
    expect(status.at(-1)).toBe(429);
    expect((await accessi()).at(-1)).toMatchObject({ esito: 'troppe_ricerche', senzaCodice: false });
    await chiedi('recanati').expect(200);
  });

  it('is for bodies that follow persons, and in the register of where the person lives', async () => {
    for (const client of ['gestore', 'software', 'regione', 'inps', 'recanati-dpo']) await chiedi(client).expect(403);
    await chiedi(undefined).expect(401);
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    await risposta('ancona');
    const { body } = await anagrafe.ask('loreto', 'get', '/rest/anagrafe/v1/accessi').expect(200);
    expect(body).toMatchObject({ items: [{ ente: { id: ENTI.ancona.id }, verbo: 'verifica', profilo: 'V' }] });
  });
});
