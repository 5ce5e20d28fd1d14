import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ResidentiDiProva } from '../prova/residenti-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import type { RispostaRete } from './risposta.js';

let anagrafe: AnagrafeDiProva;
let chi: string;

beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  const residenti = new ResidentiDiProva(anagrafe);
  chi = await residenti.persona('ANNA');
  await residenti.iscrive(chi, { comune: 'recanati', famiglia: { numero: '1', relazione: '1' } });
});
afterAll(() => anagrafe.close());

const prendeInCarico = (ente: 'recanati' | 'loreto') =>
  anagrafe.database.admin(
    `INSERT INTO anagrafe_regionale.presa_in_carico (id, persona_id, ente, riferimento, dal, aperta_il)
     VALUES ($1, $2, $3, 'prova', '2026-01-01', now())`,
    [randomUUID(), chi, ENTI[ente].id],
  );
const ask = (client: string, path: string, body: object = {}) =>
  anagrafe
    .ask(client, 'post', `/rest/anagrafe/v1/persone/${chi}/${path}`)
    .send({ finalita: 'presa_in_carico', ...body });
const rete = async (client: string) => ((await ask(client, 'rete').expect(200)).body as RispostaRete).relazioni;
const vicina = { genere: 'vicino', nominativo: 'Maria Bianchi', recapito: '071 000000', dal: '2026-01-15' };

it('is of who has the person in charge, and of nobody else', async () => {
  await ask('recanati', 'rete').expect(403);
  await ask('recanati', 'rete/relazioni', vicina).expect(403);
  await ask('ancona', 'rete').expect(404);
  await prendeInCarico('recanati');
  await ask('recanati', 'rete/relazioni', vicina).expect(201);
  expect(await rete('recanati')).toEqual([{ ...vicina, id: expect.any(String), al: null }]);
  // Another ente with a case of its own knows what it wrote itself.
  await prendeInCarico('loreto');
  expect(await rete('loreto')).toEqual([]);
  const looks = await anagrafe.database.admin<{ verbo: string; esito: string }>(
    `SELECT verbo, esito FROM anagrafe_regionale.accesso ORDER BY id`,
  );
  expect(looks.map(({ esito }) => esito).toSorted()).toEqual([...Array<string>(5).fill('mostrata'), 'nessuna']);
});

it('changes by putting one relation in the place of another, which stays written', async () => {
  const [prima] = await rete('recanati');
  const chiusa = { ...vicina, al: '2026-03-01', sostituisce: prima!.id };
  await ask('recanati', 'rete/relazioni', chiusa).expect(201);
  expect((await rete('recanati')).map(({ al }) => al)).toEqual(['2026-03-01']);
  const [count] = await anagrafe.database.admin<{ n: number }>(
    `SELECT count(*)::int AS n FROM anagrafe_regionale.rete_relazione`,
  );
  expect(count).toEqual({ n: 2 });
});

it('is never part of the registered famiglia', async () => {
  const { body } = await ask('recanati', 'famiglia').expect(200);
  expect(JSON.stringify(body)).not.toContain('Bianchi');
});

it('has names and addresses in no clear column, and is shown to no other role', async () => {
  const rows = await anagrafe.database.admin<{ row: string }>(
    `SELECT t::text AS row FROM anagrafe_regionale.rete_relazione t`,
  );
  for (const { row } of rows)
    for (const word of ['Bianchi', '071 000000'])
      expect(row.includes(word) || row.includes(Buffer.from(word).toString('hex'))).toBe(false);
});

it.each([
  ['a kind that is none', { genere: 'nemico' }, 422],
  ['a day that does not exist', { dal: '2026-02-30' }, 422],
  ['an end before the beginning', { al: '2025-01-01' }, 422],
])('refuses %s', async (_che, fields, status) => {
  const answer = await ask('recanati', 'rete/relazioni', { ...vicina, ...fields });
  expect(answer.status).toBe(status);
});
