import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import { Database } from '#libs/persistence';
import { CollegaSchede } from '../collegamento/collega-schede.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { dettoDi } from '../prova/detti-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';

const DUBBI = '/rest/anagrafe/v1/possibili-duplicati';
const MOTIVO = 'Due schede con lo stesso codice: si verifica di chi è.';
const RECANATI = 'recanati-steward';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start({ SNODO_RIESAMI_ALL_ORA: '6' });
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
});

interface Elenco {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next_cursor: string | null;
}

/** Two persons of one code, whom only a steward may join. */
const coppia = async (
  fields: Partial<Tizio> & { nato?: string } = {},
  enti: readonly NomeEnte[] = ['recanati', 'loreto'],
) => {
  const chi = tizio(fields);
  const righe = [rigaDi(chi, { ente: enti[0]! }), rigaDi({ ...chi, nome: 'GIOVANNA' }, { ente: enti[1]! })];
  await anagrafe.accept(righe);
  return chi;
};
const elenco = async (client = RECANATI, query = '') =>
  (await anagrafe.ask(client, 'get', `${DUBBI}${query}`).expect(200)).body as Elenco;
const primo = async (client = RECANATI) => (await elenco(client)).items[0]!['id'] as string;
const apri = (id: string, client = RECANATI, part: object = {}) => {
  anagrafe.clock.advance(1);
  const body = { finalita: 'riesame_duplicati', motivo: MOTIVO, ...part };
  return anagrafe.ask(client, 'post', `${DUBBI}/${id}/aperture`).send(body);
};
const accessi = () =>
  anagrafe.database.admin(`SELECT * FROM anagrafe_regionale.accesso WHERE verbo = 'riesame' ORDER BY id`);
/** One of the pair is taken in by who sees it. */
const proteggi = async () => {
  const [lei] = await anagrafe.database.admin<{ id: string }>(
    `SELECT id FROM anagrafe_regionale.persona WHERE nome = 'GIOVANNA'`,
  );
  const body = { persona: lei!.id, genere: 'casa_rifugio', motivo: 'Accolta ieri con i figli.' };
  await anagrafe.ask('recanati', 'post', '/rest/anagrafe/v1/protezioni').send(body).expect(201);
};

/** Every code is of before an adoption. */
const precludi = () =>
  anagrafe.database.admin(
    `INSERT INTO anagrafe_regionale.codice_precluso (indice, protezione_id, ente)
     SELECT DISTINCT indice, gen_random_uuid(), '${ENTI.recanati.id}'::uuid FROM anagrafe_regionale.persona_codice`,
  );

describe('the queue of a steward', () => {
  it('says that a pair waits, since when, why and how much hangs on it, and not who they are', async () => {
    const { codice } = await coppia();
    const page = await elenco();
    expect(page).toEqual({
      items: [
        {
          id: expect.any(String),
          aperto_il: '2026-03-10T09:00:00.000Z',
          origine: 'codice',
          campi: [],
          record: 2,
          enti: 2,
        },
      ],
      next_cursor: null,
    });
    const persone = await anagrafe.database.admin<{ id: string }>('SELECT id FROM anagrafe_regionale.persona');
    for (const secret of [codice, 'ROSSI', 'GIOVANNA', ...persone.map(({ id }) => id)])
      expect(JSON.stringify(page)).not.toContain(secret);
  });

  it('has what is of the enti that named it, and of its own: both persons, by residence or by prestazione', async () => {
    await coppia({ nato: '1966-03-14', comune: ENTI.loreto.istat });
    await coppia({ nato: '1967-03-14', comune: undefined });
    await coppia({ nato: '1968-03-14', comune: undefined }, ['recanati', 'ancona']);
    await coppia({ nato: '1969-03-14', comune: ENTI.ancona.istat }, ['portoRecanati', 'ancona']);
    expect((await elenco()).items).toHaveLength(2);
    // Of the region's steward, while no act says more: what Ancona has entrusted to it.
    expect((await elenco('steward')).items).toHaveLength(1);
    expect((await elenco('recanati-steward-2')).items).toHaveLength(2);
  });

  it('is shut to who is no steward', async () => {
    await coppia();
    for (const client of ['recanati', 'capofila', 'recanati-dpo', 'tecnico', 'regione'])
      await anagrafe.ask(client, 'get', DUBBI).expect(403);
  });

  it('comes page by page, the oldest first', async () => {
    for (const nato of ['1966-03-14', '1967-03-14', '1968-03-14']) {
      await coppia({ nato });
      anagrafe.clock.advance(1000);
    }
    const first = await elenco(RECANATI, '?limit=2');
    const rest = await elenco(RECANATI, `?limit=2&cursor=${first.next_cursor}`);
    const instants = [...first.items, ...rest.items].map((one) => one['aperto_il']);
    expect(instants).toEqual(['2026-03-10T09:00:00.000Z', '2026-03-10T09:00:01.000Z', '2026-03-10T09:00:02.000Z']);
    expect(rest.next_cursor).toBeNull();
  });

  it.each(['?limit=0', '?limit=201', '?cursor=1'])('never with %s', async (query) => {
    await anagrafe.ask(RECANATI, 'get', `${DUBBI}${query}`).expect(422);
  });
});

describe('a pair that a steward opens', () => {
  it('shows the minimum of both, and by which fields they may be one', async () => {
    const { codice } = await coppia();
    const { body } = await apri(await primo()).expect(201);
    expect(body).toMatchObject({ fino_al: '2026-03-10T10:00:00.001Z', evidenza: { origine: 'codice' } });
    const { persone } = body as { persone: Record<string, unknown>[] };
    expect(new Set(persone.map(({ nome }) => nome))).toEqual(new Set(['GIOVANNA', 'MIRKO']));
    for (const lei of persone) {
      expect(lei).toMatchObject({ profilo: 'M', codice_fiscale: codice, cognome: 'ROSSI', schede: [], famiglia: null });
      expect(lei).toMatchObject({ storia: null, residenza: null, identificativi: [], cittadinanze: [] });
    }
  });

  it('of one code compares the two as they are shown, without what they say', async () => {
    const { codice } = await coppia();
    const { body } = await apri(await primo()).expect(201);
    const { evidenza } = body as {
      evidenza: {
        probabilita: number | null;
        veti: string[];
        campi: { campo: string; livello: string; peso: number }[];
      };
    };
    expect(evidenza).toMatchObject({ probabilita: null, veti: ['nome_diverso'] });
    expect(Object.fromEntries(evidenza.campi.map(({ campo, livello }) => [campo, livello]))).toEqual({
      cognome: 'uguale',
      nome: 'diverso',
      data_nascita: 'uguale',
      luogo_nascita: 'uguale',
      comune: 'uguale',
      sesso: 'uguale',
      codice: 'uguale',
    });
    for (const { livello, peso } of evidenza.campi) expect(peso > 0).toBe(livello === 'uguale');
    for (const value of [codice, 'ROSSI', 'GIOVANNA', '1966']) expect(JSON.stringify(evidenza)).not.toContain(value);
  });

  it('by likeness says each field with how near it is, without what it says', async () => {
    const chi = tizio({ cognome: 'BEVILACQUA', nome: 'TEODORICO' });
    const detto = (record: string, dataNascita: LegalDay | undefined) =>
      dettoDi(chi, record, { codici: [], dati: { dataNascita, comuneResidenza: ENTI.recanati.istat } });
    for (const one of [detto('a', '1966-03-14' as LegalDay), detto('b', undefined)]) {
      await anagrafe.get(Database).transaction('consumer', {}, (tx) => anagrafe.get(CollegaSchede).link(tx, [one]));
    }
    const { items } = await elenco();
    expect(items).toMatchObject([{ origine: 'somiglianza', campi: expect.arrayContaining(['cognome', 'nome']) }]);
    const { body } = await apri(await primo()).expect(201);
    const { evidenza } = body as { evidenza: { campi: unknown[] } };
    expect(evidenza).toMatchObject({ origine: 'somiglianza', probabilita: expect.any(Number) });
    expect(evidenza.campi).toContainEqual({ campo: 'cognome', livello: 'uguale', peso: expect.any(Number) });
    for (const value of ['BEVILACQUA', 'TEODORICO', '1966']) expect(JSON.stringify(evidenza)).not.toContain(value);
  });

  it('is in the register of accesses for each of the two, and their comune reads it', async () => {
    await coppia({ comune: ENTI.loreto.istat });
    await apri(await primo()).expect(201);
    const rows = await accessi();
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({
        ente: ENTI.recanati.id,
        finalita: 'riesame_duplicati',
        esito: 'mostrata',
        quante: 2,
      });
      expect(row).toMatchObject({ regola: 'R9', profilo: 'M', comune: ENTI.loreto.istat, soggetto: RECANATI });
    }
    const { body } = await anagrafe.ask('loreto', 'get', '/rest/anagrafe/v1/accessi').expect(200);
    expect((body as Elenco).items).toMatchObject([
      { verbo: 'riesame', finalita: 'riesame_duplicati' },
      { verbo: 'riesame', finalita: 'riesame_duplicati' },
    ]);
  });

  it('is not opened without a purpose of its office, which the register says too', async () => {
    await coppia();
    const id = await primo();
    for (const finalita of [undefined, 'presa_in_carico']) {
      const { body } = await apri(id, RECANATI, { finalita }).expect(422);
      expect(body).toMatchObject({ code: 'finalita_non_ammessa' });
    }
    expect((await accessi()).map(({ esito }) => esito)).toEqual(['finalita_non_ammessa', 'finalita_non_ammessa']);
    await apri(id, RECANATI, { motivo: 'boh' }).expect(422);
  });

  it('is open to that steward alone, and for an hour', async () => {
    await coppia();
    await apri(await primo()).expect(201);
    const visti = async (soggetto: string) => {
      const adesso = anagrafe.clock.now().toISOString();
      const scope = {
        ente: ENTI.recanati.id,
        soggetto_chiamante: soggetto,
        affidati: 'tutti',
        adesso,
        oggi: '2026-03-10',
      };
      return (await anagrafe.get(Database).statement('api', scope, 'SELECT id FROM persona')).length;
    };
    expect(await visti(RECANATI)).toBe(2);
    expect(await visti('recanati-steward-2')).toBe(0);
    await anagrafe.at('2026-03-10T10:00:00.001Z');
    expect(await visti(RECANATI)).toBe(0);
  });

  it('may be opened so many times in an hour, in vain or not', async () => {
    await coppia();
    const id = await primo();
    for (let times = 0; times < 3; times += 1) {
      await apri(id).expect(201);
      await apri('0e0e0e0e-0000-4000-8000-000000000000').expect(404);
    }
    const stopped = await apri(id).expect(429);
    expect(stopped.body).toMatchObject({ code: 'troppe_aperture' });
    expect(Number(stopped.headers['retry-after'])).toBe(3600);
    expect((await accessi()).at(-1)).toMatchObject({ esito: 'negato', persona: null });
    await apri(id, 'recanati-steward-2').expect(201);
    await anagrafe.at('2026-03-10T10:00:00.002Z');
    await apri(id).expect(201);
  });
});

describe('I5: a pair of which one person is protected', () => {
  it('is not there: not in the queue, not in a page, not by its id', async () => {
    await coppia();
    const id = await primo();
    await proteggi();
    await coppia({ nato: '1967-03-14' });
    const { items, next_cursor } = await elenco(RECANATI, '?limit=1');
    expect([items.map((one) => one['id']).includes(id), items.length, next_cursor]).toEqual([false, 1, null]);
    const answers: unknown[] = [];
    for (const one of [id, '0e0e0e0e-0000-4000-8000-000000000000', 'x']) {
      const { body, status } = await apri(one);
      const { instance: _, correlation_id: __, ...problem } = body as Record<string, unknown>;
      answers.push([status, problem]);
    }
    expect(answers[0]).toEqual([404, expect.objectContaining({ code: 'possibile_duplicato_sconosciuto' })]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('that was open is shut at once', async () => {
    await coppia();
    const id = await primo();
    await apri(id).expect(201);
    await proteggi();
    await apri(id).expect(404);
    expect((await elenco()).items).toEqual([]);
  });
});

describe('I5: a pair whose only common code is of an identity before an adoption', () => {
  it('is not there, also once nobody is protected any more; precluded by mistake, it is', async () => {
    await coppia();
    const id = await primo();
    await precludi();
    await coppia({ nato: '1967-03-14' });
    const { items, next_cursor } = await elenco(RECANATI, '?limit=1');
    expect([items.map((one) => one['id']).includes(id), items.length, next_cursor]).toEqual([false, 1, null]);
    const { body } = await apri(id).expect(404);
    expect(body).toMatchObject({ code: 'possibile_duplicato_sconosciuto' });
    await anagrafe.database.admin('DELETE FROM anagrafe_regionale.codice_precluso');
    expect((await elenco()).items.map((one) => one['id'])).toContain(id);
  });

  it('that was open is neither shown nor decided from then on; precluded by mistake, it is', async () => {
    await coppia();
    const id = await primo();
    const { revisione } = (await apri(id).expect(201)).body as { revisione: string };
    const adesso = anagrafe.clock.now().toISOString();
    const scope = {
      ente: ENTI.recanati.id,
      soggetto_chiamante: RECANATI,
      affidati: 'tutti',
      adesso,
      oggi: '2026-03-10',
    };
    const viste = async () => (await anagrafe.get(Database).statement('api', scope, 'SELECT id FROM persona')).length;
    const decidi = (come: string) =>
      anagrafe.ask(RECANATI, 'post', `${DUBBI}/${id}/${come}`).send({ motivo: MOTIVO, revisione });
    expect(await viste()).toBe(2);
    await precludi();
    expect(await viste()).toBe(0);
    for (const come of ['unioni', 'distinzioni']) {
      const { body } = await decidi(come).expect(404);
      expect(body).toMatchObject({ code: 'possibile_duplicato_sconosciuto' });
    }
    await anagrafe.database.admin('DELETE FROM anagrafe_regionale.codice_precluso');
    expect(await viste()).toBe(2);
    await decidi('unioni').expect(201);
  });
});
