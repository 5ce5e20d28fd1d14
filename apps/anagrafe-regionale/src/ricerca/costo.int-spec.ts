import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { parseCriterio } from './criterio.js';
import { PersoneVisibili } from './persone-visibili.js';

/** Each is made ready at every lookup, also when nothing asks it; there were ninety when all of every policy was in every plan. */
const SUBPLANS = 32;

const ENTE = '00000000-0000-5000-8000-000000000001';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

it('makes few subplans of policies ready for a lookup by code', async () => {
  const visibilita = anagrafe.get(Visibilita);
  const chi = visibilita.richiedenteOf({ ente: ENTE, subject: 'prova', ruoli: ['titolare'] });
  const criterio = parseCriterio({ codice_fiscale: 'RSSMRK66C14H501U' });
  if (typeof criterio === 'string') throw new Error(criterio);
  const { sql, params } = anagrafe.get(PersoneVisibili).byCriterio(criterio, false, chi);
  const text = typeof sql === 'string' ? sql : sql.text;
  const plan = await anagrafe
    .get(Database)
    .transaction('api', visibilita.scopeOf(chi), (tx) =>
      tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${text}`, params),
    );
  const made = plan.filter((line) => /^ *(SubPlan|InitPlan) \d/.test(line['QUERY PLAN']));
  expect(made.length).toBeGreaterThan(5);
  expect(made.length).toBeLessThanOrEqual(SUBPLANS);
});

it.each(['mostrata_altrimenti(uuid, boolean, boolean)', 'taciuta(uuid, timestamptz)', 'del_soggetto(uuid)'])(
  '%s answers callers alone',
  async (funzione) => {
    const rows = await anagrafe.database.admin<{ chi: string }>(
      `SELECT r.rolname AS chi FROM pg_roles r WHERE r.rolname LIKE $1 AND NOT r.rolsuper
         AND has_function_privilege(r.oid, $2, 'execute') AND r.rolname !~ '_(owner|login)$'`,
      [`${anagrafe.database.name}\\_%`, `anagrafe_regionale.${funzione}`],
    );
    expect(rows.map(({ chi }) => chi.split('_').at(-1))).toEqual(['api']);
  },
);
