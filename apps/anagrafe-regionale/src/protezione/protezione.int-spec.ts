import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

const PROTEZIONI = '/rest/anagrafe/v1/protezioni';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
  await anagrafe.accept([rigaDi(lei, { ente: 'loreto', record: 'a' })]);
});

const lei = tizio({ nome: 'MARTA', sesso: 'F', comune: ENTI.loreto.istat });
const IDENTITA = { codice_fiscale: lei.codice, cognome: 'Rossi', data_nascita: '1966-03-14' };
const PROTEZIONE = { ...IDENTITA, genere: 'casa_rifugio', motivo: 'Ospite della casa, decreto 12/2026' };
const proteggi = (client: string, part: object = {}) =>
  anagrafe.ask(client, 'post', PROTEZIONI).send({ ...PROTEZIONE, ...part });
const togli = (client: string, id: string, part: object = {}) =>
  anagrafe.ask(client, 'post', `${PROTEZIONI}/${id}/fine`).send({ motivo: 'Il pericolo è cessato', ...part });
const protetta = async (client = 'ancona') =>
  (await proteggi(client).expect(201)).body as { id: string; persona: string };
const cerca = async (client: string, codice = lei.codice) =>
  (
    await anagrafe
      .ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche')
      .send({ codice_fiscale: codice, finalita: 'presa_in_carico' })
      .expect(200)
  ).body as { items: { id: string; profilo: string; comune_residenza: { codice_istat: string } }[] };
const profilo = async (client: string) => (await cerca(client)).items[0]?.profilo;
const chiGuarda = async (client: string) =>
  (
    (await anagrafe.ask(client, 'get', '/rest/anagrafe/v1/accessi').expect(200)).body as {
      items: { ente: { id: string } }[];
    }
  ).items.map(({ ente }) => ente.id);

describe('a protected person', () => {
  it('is there for who protects it and for nobody else, until the protection is lifted', async () => {
    const others = ['loreto', 'recanati', 'portoRecanati', 'capofila'];
    expect(await Promise.all(others.map(profilo))).toEqual(['H', 'M', 'M', 'M']);
    const { id, persona } = await protetta();
    expect(await Promise.all(others.map(profilo))).toEqual([undefined, undefined, undefined, undefined]);
    await anagrafe.ask('loreto', 'get', `/rest/anagrafe/v1/persone/${persona}?finalita=presa_in_carico`).expect(404);
    expect(await profilo('ancona')).toBe('M');
    await togli('ancona', id).expect(200);
    expect(await Promise.all([...others, 'ancona'].map(profilo))).toEqual(['H', 'M', 'M', 'M', undefined]);
  });

  it('is not told where it lives by who looked at it, before, meanwhile or afterwards', async () => {
    await cerca('recanati');
    const caso = { persona: (await cerca('recanati')).items[0]!.id, riferimento: '1' };
    await anagrafe.ask('recanati', 'post', '/rest/anagrafe/v1/prese-in-carico').send(caso).expect(201);
    expect(await chiGuarda('loreto')).toEqual([ENTI.recanati.id, ENTI.recanati.id, ENTI.recanati.id]);
    const { id } = await protetta('recanati');
    await cerca('recanati');
    expect(await chiGuarda('loreto')).toEqual([]);
    await togli('recanati', id).expect(200);
    expect(await chiGuarda('loreto')).toEqual([]);
    anagrafe.clock.advance(1);
    await cerca('recanati');
    expect(await chiGuarda('loreto')).toEqual([ENTI.recanati.id]);
  });

  it('stays protected through a merge with another, and both are free once it is lifted', async () => {
    const altra = tizio({ nome: 'MARTA', sesso: 'F', nato: '1966-03-15', comune: ENTI.loreto.istat });
    await anagrafe.accept([rigaDi(altra, { ente: 'loreto', record: 'b' })]);
    const radice = (await cerca('loreto', altra.codice)).items[0]!.id;
    const { id, persona } = await protetta();
    const unisci = (in_: string | null) =>
      anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET unita_in = $2 WHERE id = $1`, [persona, in_]);
    await unisci(radice);
    expect((await cerca('loreto', altra.codice)).items).toEqual([]);
    expect((await cerca('ancona', altra.codice)).items).toHaveLength(1);
    await unisci(null);
    expect((await cerca('loreto', altra.codice)).items).toHaveLength(1);
    expect(await profilo('loreto')).toBeUndefined();
    await togli('ancona', id).expect(200);
    expect(await profilo('loreto')).toBe('H');
  });

  it('stays protected when every source takes back what it said and another speaks of it anew', async () => {
    const { id } = await protetta('recanati');
    await anagrafe.accept([rigaDi(lei, { ente: 'loreto', record: 'a', revisione: 2, annullamento: true })]);
    expect(await anagrafe.database.admin('SELECT id FROM anagrafe_regionale.persona')).toEqual([]);
    await anagrafe.accept([rigaDi({ ...lei, comune: ENTI.ancona.istat }, { ente: 'ancona', record: 'n' })]);
    expect(await Promise.all(['ancona', 'loreto', 'capofila'].map(profilo))).toEqual([undefined, undefined, undefined]);
    expect(await profilo('recanati')).toBe('M');
    await togli('recanati', id).expect(200);
    expect(await profilo('ancona')).toBe('H');
  });

  it('cannot be protected, hence seen, by another office', async () => {
    await protetta();
    const taken = await proteggi('recanati').expect(404);
    const unknown = await proteggi('recanati', { codice_fiscale: tizio({ nome: 'NESSUNA' }).codice }).expect(404);
    const stable = ({ body }: { body: object }) => ({ ...body, correlation_id: '', instance: '' });
    expect(stable(taken)).toEqual(stable(unknown));
  });

  it('is hidden by the database itself, whatever the caller may see', async () => {
    await protetta();
    const scope = { comuni: ENTI.loreto.istat, enti: ENTI.loreto.id, enti_propri: ENTI.loreto.id };
    const seen = async (sql: string, more: Record<string, string> = {}) =>
      (await anagrafe.get(Database).statement('api', { ...scope, ...more }, sql)).length;
    const [{ id } = { id: '' }] = await anagrafe.database.admin<{ id: string }>(
      `SELECT id FROM anagrafe_regionale.persona`,
    );
    for (const more of [{ soggetto: '' }, { soggetto: id }]) {
      expect(await seen('SELECT FROM persona', more)).toBe(0);
      expect(await seen('SELECT FROM protezione', more)).toBe(0);
    }
    expect(await seen('SELECT FROM persona', { enti_propri: ENTI.ancona.id })).toBe(1);
  });
});

describe('who shares the code of a protected person', () => {
  const omonima = tizio({ nome: 'FILIBERTA', sesso: 'F', comune: ENTI.ancona.istat, codice: lei.codice });
  const records = () => anagrafe.accept([rigaDi(omonima, { ente: 'ancona', record: 'alias' })]);
  const protette = async () =>
    (await anagrafe.database.admin<{ protetta: boolean }>(`SELECT protetta FROM anagrafe_regionale.persona`)).map(
      ({ protetta: one }) => one,
    );

  it('is protected with her, and free with her', async () => {
    const { id } = await protetta('recanati');
    await records();
    expect(await protette()).toEqual([true, true]);
    for (const client of ['ancona', 'loreto', 'capofila']) expect((await cerca(client)).items).toEqual([]);
    const ids = await anagrafe.database.admin<{ id: string }>('SELECT id FROM anagrafe_regionale.persona');
    for (const { id: persona } of ids)
      await anagrafe
        .ask('recanati', 'get', `/rest/anagrafe/v1/persone/${persona}?finalita=presa_in_carico`)
        .expect(200);
    await togli('recanati', id).expect(200);
    expect(await protette()).toEqual([false, false]);
    expect((await cerca('ancona')).items).toHaveLength(1);
  });

  it('is freed alone by who protects, with the reasons in clear to that office', async () => {
    await protetta('recanati');
    await records();
    const elenco = async () =>
      (await anagrafe.ask('recanati', 'get', PROTEZIONI).expect(200)).body as {
        items: { id: string; persona: string; motivo: string; al: string | null }[];
      };
    const { items } = await elenco();
    expect(items.map(({ motivo }) => motivo)).toEqual([PROTEZIONE.motivo, PROTEZIONE.motivo]);
    const [{ persona } = { persona: '' }] = await anagrafe.database.admin<{ persona: string }>(
      `SELECT id AS persona FROM anagrafe_regionale.persona WHERE nome = 'FILIBERTA'`,
    );
    await togli('recanati', items.find((one) => one.persona === persona)!.id).expect(200);
    expect((await cerca('ancona')).items.map(({ id }) => id)).toEqual([persona]);
    expect((await cerca('loreto')).items).toEqual([]);
  });

  it('is not taken in charge because of that', async () => {
    await protetta('recanati');
    await records();
    const [{ persona } = { persona: '' }] = await anagrafe.database.admin<{ persona: string }>(
      `SELECT id AS persona FROM anagrafe_regionale.persona WHERE nome = 'FILIBERTA'`,
    );
    const caso = anagrafe.ask('recanati', 'post', '/rest/anagrafe/v1/prese-in-carico');
    await caso.send({ persona, riferimento: 'alias' }).expect(403);
  });
});

describe('an identity before an adoption', () => {
  it('leads nobody by its code, not even who protects it, and never to the new identity', async () => {
    const nuova = tizio({ cognome: 'BIANCHI', nome: 'MARTA', sesso: 'F', comune: ENTI.loreto.istat });
    await anagrafe.accept([rigaDi(nuova, { ente: 'loreto', record: 'nuova' })]);
    const { body } = await proteggi('ancona', { genere: 'adozione' }).expect(201);
    // A source that goes on telling the old code.
    await anagrafe.accept([rigaDi(lei, { ente: 'loreto', record: 'vecchia' })], '2026-03-09T08:00:00Z');
    for (const client of ['ancona', 'loreto', 'recanati', 'capofila']) expect((await cerca(client)).items).toEqual([]);
    expect((await cerca('loreto', nuova.codice)).items).toHaveLength(1);
    const { id } = body as { id: string };
    await togli('ancona', id).expect(200);
    expect((await cerca('loreto')).items).toEqual([]);
  });

  it('stays protected when every source takes back what it said and another speaks of it anew', async () => {
    await proteggi('recanati', { genere: 'adozione' }).expect(201);
    await anagrafe.accept([rigaDi(lei, { ente: 'loreto', record: 'a', revisione: 2, annullamento: true })]);
    await anagrafe.accept([rigaDi(lei, { ente: 'loreto', record: 'b' })]);
    expect(await anagrafe.database.admin('SELECT protetta FROM anagrafe_regionale.persona')).toEqual([
      { protetta: true },
    ]);
  });

  it('leads nobody while another office still holds that it must not', async () => {
    const { body } = await proteggi('ancona', { genere: 'adozione' }).expect(201);
    await anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.codice_precluso (indice, protezione_id, ente)
       SELECT indice, gen_random_uuid(), '${ENTI.recanati.id}' FROM anagrafe_regionale.codice_precluso`,
    );
    await togli('ancona', (body as { id: string }).id, { per_errore: true }).expect(200);
    expect((await cerca('loreto')).items).toEqual([]);
  });

  it('leads to the person again if it was protected by mistake', async () => {
    const { body } = await proteggi('ancona', { genere: 'adozione' }).expect(201);
    await togli('ancona', (body as { id: string }).id, { per_errore: true }).expect(200);
    expect((await cerca('loreto')).items).toHaveLength(1);
  });
});

describe('protections', () => {
  it('are read by their own office alone, with reasons that are sealed', async () => {
    const { id } = await protetta();
    const again = await protetta();
    expect(again.id).toBe(id);
    const list = async (client: string) => (await anagrafe.ask(client, 'get', PROTEZIONI).expect(200)).body as object;
    expect(await list('ancona')).toMatchObject({ items: [{ id, genere: 'casa_rifugio', motivo: PROTEZIONE.motivo }] });
    expect(await list('loreto')).toEqual({ items: [], next_cursor: null });
    await togli('loreto', id).expect(404);
    await togli('ancona', id).expect(200);
    await togli('ancona', id).expect(200);
    const altrimenti = await togli('ancona', id, { motivo: 'Un altro motivo' }).expect(409);
    expect(altrimenti.body).toMatchObject({ code: 'protezione_finita' });
    expect(await list('ancona')).toMatchObject({
      items: [{ al: expect.any(String), motivo_fine: 'Il pericolo è cessato' }],
    });
    const [row] = await anagrafe.database.admin<{ row: string }>(
      `SELECT t::text AS row FROM anagrafe_regionale.protezione t`,
    );
    expect(row!.row).not.toContain(Buffer.from('Ospite').toString('hex'));
  });

  it('are one, put by two at the same moment', async () => {
    const both = await Promise.all([proteggi('loreto'), proteggi('loreto'), proteggi('loreto')]);
    expect(both.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(both.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
  });

  it('are lifted without telling who lifted them, however time goes by meanwhile', async () => {
    const { id } = await protetta();
    const now = jest.spyOn(anagrafe.clock, 'now').mockImplementation(() => {
      anagrafe.clock.advance(1);
      return new Date(anagrafe.clock['instant']);
    });
    await togli('ancona', id).expect(200);
    now.mockRestore();
    const late = await anagrafe.database.admin(
      `SELECT a.verbo FROM anagrafe_regionale.accesso a, anagrafe_regionale.protezione r WHERE a.avvenuto_il > r.al`,
    );
    expect(late).toEqual([]);
  });

  it('are refused when wrong, and shut to who protects nobody', async () => {
    const wrong = [
      { genere: 'altro_ancora' },
      { motivo: 'breve' },
      { motivo: 'x'.repeat(1001) },
      { codice_fiscale: 'RSSMRK66C14H501X' },
      { cognome: undefined },
      { persona: 'nessuna' },
    ];
    for (const part of wrong) await proteggi('ancona', part).expect(422);
    await proteggi('ancona', { cognome: 'Bianchi' }).expect(404);
    await togli('ancona', 'nessuna').expect(404);
    for (const client of ['gestore', 'software', 'regione', 'inps', 'ancona-dpo']) {
      await proteggi(client).expect(403);
      await anagrafe.ask(client, 'get', PROTEZIONI).expect(403);
    }
    expect(await anagrafe.database.admin('SELECT id FROM anagrafe_regionale.protezione')).toEqual([]);
  });
});
