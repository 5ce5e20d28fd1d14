import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, uuidv7 } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { operatriceDi } from '../prova/chiamanti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';
import { CercaPersone } from '../ricerca/cerca-persone.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  anagrafe.clock.set('2026-03-10T09:00:00Z');
  await anagrafe.empty();
});

const chi = tizio({ comune: ENTI.loreto.istat });
/** Each search a millisecond after the other, so that their order is sure. */
const cerca = async (client: NomeEnte, codice = chi.codice, finalita = 'presa_in_carico') => {
  anagrafe.clock.advance(1);
  const { body } = await anagrafe
    .ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche')
    .set('x-correlation-id', '7f1a4f8e-0b52-4d3a-9a53-1c5f6f6b2a10')
    .send({ codice_fiscale: codice, finalita })
    .expect(200);
  return body as { items: { id: string }[] };
};
const accessi = () => anagrafe.database.admin(`SELECT * FROM anagrafe_regionale.accesso ORDER BY id`);
const elenco = async (client: NomeEnte, query = '') =>
  (await anagrafe.ask(client, 'get', `/rest/anagrafe/v1/accessi${query}`).expect(200)).body as {
    items: Record<string, unknown>[];
    next_cursor: string | null;
  };

describe('the register of accesses', () => {
  it('says who looked, for whom, why, at whom by a keyed reference, how much was shown, when', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    await cerca('recanati');
    expect(await accessi()).toEqual([
      {
        id: expect.any(String),
        avvenuto_il: anagrafe.clock.now(),
        ente: ENTI.recanati.id,
        client_id: 'recanati',
        soggetto: 'recanati',
        verbo: 'ricerca',
        finalita: 'presa_in_carico',
        esito: 'mostrata',
        regola: 'R2',
        profilo: 'M',
        persona: expect.any(Buffer),
        codice: expect.any(Buffer),
        comune: ENTI.loreto.istat,
        quante: 1,
        correlazione: '7f1a4f8e-0b52-4d3a-9a53-1c5f6f6b2a10',
        protocollo: null,
        richiesta_del: null,
      },
    ]);
  });

  it('has an entry for a search that shows nothing, and the same code has the same reference', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    await cerca('ancona');
    await cerca('loreto');
    const [vuota, piena] = await accessi();
    expect(vuota).toMatchObject({
      esito: 'nessuna',
      persona: null,
      comune: null,
      profilo: null,
      regola: null,
      quante: 0,
    });
    expect(vuota!['codice']).toEqual(piena!['codice']);
  });

  it('has one entry for each person shown', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' }), rigaDi({ ...chi, nome: 'GIOVANNA' }, { ente: 'loreto' })]);
    await anagrafe
      .get(CercaPersone)
      .search(operatriceDi('loreto'), { codice_fiscale: chi.codice, finalita: 'presa_in_carico' });
    const entries = await accessi();
    expect(entries.map(({ quante }) => quante)).toEqual([2, 2]);
    expect(entries[0]!['persona']).not.toEqual(entries[1]!['persona']);
  });

  it('holds nothing that is written in the registry: neither codes, nor their indexes, nor ids', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    const { items } = await cerca('loreto');
    const [indici] = await anagrafe.database.admin<{ indice: Buffer; gruppo: Buffer }>(
      `SELECT indice, gruppo FROM anagrafe_regionale.scheda`,
    );
    const [entry] = await accessi();
    const known = [items[0]!.id.replaceAll('-', ''), indici!.indice.toString('hex'), indici!.gruppo.toString('hex')];
    expect(known).not.toContain((entry!['persona'] as Buffer).toString('hex'));
    expect(known).not.toContain((entry!['codice'] as Buffer).toString('hex'));
    expect(JSON.stringify(entry)).not.toContain(chi.codice);
  });

  it.each(['api', 'consumer'] as const)('cannot be changed or emptied as %s', async (role) => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    await cerca('loreto');
    const scope = { ente: ENTI.loreto.id, residenti: ENTI.loreto.istat };
    for (const sql of [`UPDATE accesso SET finalita = 'altra'`, `DELETE FROM accesso`, `TRUNCATE accesso`]) {
      await expect(anagrafe.get(Database).statement(role, scope, sql)).rejects.toThrow('permission denied');
    }
    expect(await accessi()).toHaveLength(1);
  });

  it('lets nobody write an entry in the name of another', async () => {
    const write = anagrafe.get(Database).statement(
      'api',
      { ente: ENTI.loreto.id },
      `INSERT INTO accesso (id, avvenuto_il, ente, client_id, soggetto, verbo, esito, quante, correlazione)
       VALUES ($2, now(), $1, '', '', 'ricerca', 'nessuna', 0, '')`,
      [ENTI.ancona.id, uuidv7(anagrafe.clock.now())],
    );
    await expect(write).rejects.toThrow('row-level security');
  });

  it('without a place for the entry there is no answer', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    const now = anagrafe.clock.now();
    anagrafe.clock.set('2031-01-01T00:00:00Z');
    const refused = await anagrafe
      .ask('loreto', 'post', '/rest/anagrafe/v1/persone/ricerche')
      .send({ codice_fiscale: chi.codice, finalita: 'presa_in_carico' })
      .expect(500);
    anagrafe.clock.set(now);
    expect(refused.text).not.toContain('ROSSI');
  });
});

describe('a comune reads who looked at its residents', () => {
  it('with ente, purpose and instant, newest first, and no operator', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    await cerca('recanati');
    await cerca('ancona');
    await cerca('loreto', chi.codice, 'qualita_dati');
    const { items, next_cursor } = await elenco('loreto');
    expect(next_cursor).toBeNull();
    expect(items).toEqual([
      {
        id: expect.any(String),
        ente: { id: ENTI.loreto.id, denominazione: 'Ente loreto' },
        finalita: 'qualita_dati',
        verbo: 'ricerca',
        profilo: 'H',
        avvenuto_il: '2026-03-10T09:00:00.003Z',
      },
      expect.objectContaining({ ente: { id: ENTI.recanati.id, denominazione: 'Ente recanati' }, profilo: 'M' }),
    ]);
  });

  it('and nobody else does', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    await cerca('loreto');
    for (const client of ['recanati', 'ancona', 'capofila'] as const) expect((await elenco(client)).items).toEqual([]);
  });

  it('page by page', async () => {
    await anagrafe.accept([rigaDi(chi, { ente: 'loreto' })]);
    for (let times = 0; times < 5; times += 1) await cerca('loreto');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await elenco('loreto', `?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id as string));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toEqual(seen.toSorted((one, other) => (one < other ? 1 : -1)));
  });

  it.each(['?limit=0', '?limit=1001', '?cursor=1'])('never with %s', async (query) => {
    const { body } = await anagrafe.ask('loreto', 'get', `/rest/anagrafe/v1/accessi${query}`).expect(422);
    expect(body).toMatchObject({ code: 'campi_non_validi' });
  });
});
