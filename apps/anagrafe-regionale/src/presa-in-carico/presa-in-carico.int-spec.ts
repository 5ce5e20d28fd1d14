import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

const CASI = '/rest/anagrafe/v1/prese-in-carico';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
});

/** Lives in Loreto and has a prestazione there: Recanati, of the same ambito, recognises it and no more. */
const chi = tizio({ comune: ENTI.loreto.istat });
const deposita = (comune: string, accettataIl: string) =>
  anagrafe.accept([rigaDi({ ...chi, comune }, { ente: 'loreto', record: accettataIl })], accettataIl);
const cerca = async (client: string) =>
  (
    await anagrafe
      .ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche')
      .send({ codice_fiscale: chi.codice, finalita: 'presa_in_carico' })
      .expect(200)
  ).body as { items: { id: string; profilo: string }[] };
const profilo = async (client: string) => (await cerca(client)).items[0]?.profilo;
const apri = (client: string, body: object) => anagrafe.ask(client, 'post', CASI).send(body);
const chiudi = (client: string, id: string, body: object) =>
  anagrafe.ask(client, 'post', `${CASI}/${id}/chiusura`).send(body);
const aperta = async (client = 'recanati', riferimento = '2026/1') => {
  const persona = (await cerca(client)).items[0]!.id;
  const { body } = await apri(client, { persona, riferimento, contatto: 'sociale@comune.example' }).expect(201);
  return body as { id: string; persona: string };
};
const code = ({ body }: { body: unknown }) => (body as { code: string }).code;

describe('a body that opens a case on a person', () => {
  it('sees it better, with all its colleagues, and goes on when the person moves', async () => {
    await deposita(ENTI.loreto.istat, '2026-02-01T08:00:00Z');
    expect(await profilo('recanati')).toBe('M');
    await aperta();
    expect([await profilo('recanati'), await profilo('recanati-collega')]).toEqual(['B', 'B']);
    await deposita(ENTI.ancona.istat, '2026-03-02T08:00:00Z');
    expect([await profilo('recanati'), await profilo('portoRecanati')]).toEqual(['B', undefined]);
    // R4: the capofila follows the cases of its ambito.
    expect(await profilo('capofila')).toBe('H');
  });

  it('sees it for the days of grace after the closure, not one more', async () => {
    await deposita(ENTI.loreto.istat, '2026-02-01T08:00:00Z');
    const { id } = await aperta();
    await deposita(ENTI.ancona.istat, '2026-03-02T08:00:00Z');
    const { body } = await chiudi('recanati', id, { motivo: 'trasferito' }).expect(200);
    expect(body).toMatchObject({ stato: 'in_grazia', al: '2026-03-10', vale_fino: '2026-06-08' });
    await anagrafe.at('2026-06-08T21:59:59Z');
    expect(await profilo('recanati')).toBe('B');
    await anagrafe.at('2026-06-08T22:00:00Z');
    expect(await profilo('recanati')).toBeUndefined();
  });

  it('sees nothing by a case opened by mistake, from when it is closed', async () => {
    await deposita(ENTI.loreto.istat, '2026-02-01T08:00:00Z');
    const { id } = await aperta();
    await deposita(ENTI.ancona.istat, '2026-03-02T08:00:00Z');
    await chiudi('recanati', id, { motivo: 'errore' }).expect(200);
    expect(await profilo('recanati')).toBeUndefined();
  });

  it('gets the same case again for the same request, and never two for one reference', async () => {
    await deposita(ENTI.loreto.istat, '2026-02-01T08:00:00Z');
    const { id, persona } = await aperta();
    const again = await apri('recanati', { persona, riferimento: '2026/1' }).expect(201);
    expect(again.body).toMatchObject({ id, stato: 'aperta' });
    expect(code(await apri('recanati', { persona, riferimento: '2026/1', dal: '2026-01-01' }).expect(409))).toBe(
      'riferimento_gia_usato',
    );
    await chiudi('recanati', id, { motivo: 'concluso' }).expect(200);
    await chiudi('recanati', id, { motivo: 'concluso' }).expect(200);
    expect(code(await chiudi('recanati', id, { motivo: 'rinuncia' }).expect(409))).toBe('presa_in_carico_chiusa');
  });

  it('keeps its case through a merge of the person, and after the merge is undone', async () => {
    await deposita(ENTI.loreto.istat, '2026-02-01T08:00:00Z');
    const { persona } = await aperta();
    const altra = tizio({ nome: 'MIRCO', nato: '1966-03-15', comune: ENTI.ancona.istat });
    await anagrafe.accept([rigaDi(altra, { ente: 'ancona' })]);
    const [radice] = await anagrafe.database.admin<{ id: string }>(
      `SELECT id FROM anagrafe_regionale.persona WHERE nome = 'MIRCO'`,
    );
    const unisci = (in_: string | null) =>
      anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET unita_in = $2 WHERE id = $1`, [persona, in_]);
    const vede = async () =>
      (await anagrafe.ask('recanati', 'get', `/rest/anagrafe/v1/persone/${radice!.id}?finalita=presa_in_carico`))
        .status;
    expect(await vede()).toBe(404);
    await unisci(radice!.id);
    expect(await vede()).toBe(200);
    await unisci(null);
    expect([await vede(), await profilo('recanati')]).toEqual([404, 'B']);
  });
});

it('a request that is wrong, or not the caller’s to make, opens nothing', async () => {
  await deposita(ENTI.loreto.istat, '2026-02-01T08:00:00Z');
  const persona = (await cerca('loreto')).items[0]!.id;
  const answers: unknown[] = [];
  for (const [che, client, part] of SBAGLIATE) {
    const answer = await apri(client, { persona, riferimento: '2026/1', ...part });
    answers.push([che, answer.status, code(answer)]);
  }
  expect(answers).toEqual(SBAGLIATE.map(([che, , , status, atteso]) => [che, status, atteso]));
  for (const client of ['gestore', 'software', 'regione', 'inps', 'recanati-dpo']) {
    await anagrafe.ask(client, 'get', CASI).expect(403);
    await apri(client, {}).expect(403);
  }
  await anagrafe.ask(undefined, 'get', CASI).expect(401);
  expect(await anagrafe.database.admin('SELECT id FROM anagrafe_regionale.presa_in_carico')).toEqual([]);
});

const SBAGLIATE: readonly (readonly [string, string, object, number, string])[] = [
  ['a person that is not the caller’s to see', 'ancona', {}, 404, 'persona_sconosciuta'],
  ['a reference that is a code', 'recanati', { riferimento: chi.codice }, 422, 'riferimento_con_codice'],
  ['a reference that is a name with a blank', 'recanati', { riferimento: 'Mirko Rossi' }, 422, 'campi_non_validi'],
  ['a reference that runs a formula', 'recanati', { riferimento: '=1+1' }, 422, 'campi_non_validi'],
  ['a day of tomorrow', 'recanati', { dal: '2026-03-11' }, 422, 'giorno_non_valido'],
  ['a day that does not exist', 'recanati', { dal: '2026-02-30' }, 422, 'giorno_non_valido'],
  ['a person that is no id', 'recanati', { persona: `'; DROP TABLE persona` }, 422, 'campi_non_validi'],
  ['a contact that is no mail', 'recanati', { contatto: 'Mirko' }, 422, 'campi_non_validi'],
  ['a field of its own', 'recanati', { ente: ENTI.loreto.id }, 422, 'campi_non_validi'],
];

describe('cases', () => {
  it('are read by their own ente alone, a page at a time', async () => {
    await deposita(ENTI.loreto.istat, '2026-02-01T08:00:00Z');
    const prima = await aperta();
    anagrafe.clock.advance(1);
    const seconda = await aperta('recanati', '2026/2');
    await chiudi('recanati', prima.id, { motivo: 'concluso' }).expect(200);
    const list = async (client: string, query = '') =>
      (await anagrafe.ask(client, 'get', `${CASI}${query}`).expect(200)).body as {
        items: { id: string }[];
        next_cursor: string | null;
      };
    const page = await list('recanati', '?limit=1');
    expect(page.items.map(({ id }) => id)).toEqual([seconda.id]);
    expect((await list('recanati', `?limit=1&cursor=${page.next_cursor}`)).items.map(({ id }) => id)).toEqual([
      prima.id,
    ]);
    expect((await list('recanati', '?aperte=true')).items.map(({ id }) => id)).toEqual([seconda.id]);
    for (const client of ['loreto', 'capofila', 'ancona']) {
      expect((await list(client)).items).toEqual([]);
      expect(code(await anagrafe.ask(client, 'get', `${CASI}/${prima.id}`).expect(404))).toBe(
        'presa_in_carico_sconosciuta',
      );
      await chiudi(client, seconda.id, { motivo: 'concluso' }).expect(404);
    }
    expect(code(await anagrafe.ask('recanati', 'get', `${CASI}/nessuna`).expect(404))).toBe(
      'presa_in_carico_sconosciuta',
    );
  });

  it('are opened with an entry in the register, whoever is looked for', async () => {
    await deposita(ENTI.loreto.istat, '2026-02-01T08:00:00Z');
    const persona = (await cerca('loreto')).items[0]!.id;
    await anagrafe.database.empty(['anagrafe_regionale.accesso']);
    await apri('recanati', { persona, riferimento: '1' }).expect(201);
    await apri('ancona', { persona, riferimento: '1' }).expect(404);
    const accessi = await anagrafe.database.admin(
      'SELECT ente, verbo, esito, profilo, comune, persona FROM anagrafe_regionale.accesso ORDER BY quante DESC',
    );
    expect(accessi).toEqual([
      expect.objectContaining({ ente: ENTI.recanati.id, esito: 'mostrata', profilo: 'M', comune: ENTI.loreto.istat }),
      expect.objectContaining({ ente: ENTI.ancona.id, esito: 'nessuna', profilo: null, comune: null }),
    ]);
    expect(accessi[0]!['persona']).toEqual(accessi[1]!['persona']);
  });
});
