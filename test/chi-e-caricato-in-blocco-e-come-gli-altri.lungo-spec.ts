import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Database, uuidv7 } from '#libs/persistence';
import { Candidati } from '../apps/anagrafe-regionale/src/persona/candidati.js';
import { CollegaSchede } from '../apps/anagrafe-regionale/src/collegamento/collega-schede.js';
import type { SchedaDaCollegare } from '../apps/anagrafe-regionale/src/collegamento/scheda-da-collegare.js';
import type { Scheda } from '../apps/anagrafe-regionale/src/persona/dati-persona.js';
import { Riferimento } from '../apps/anagrafe-regionale/src/persona/riferimento.js';
import { AnagrafeDiProva } from '../apps/anagrafe-regionale/src/prova/anagrafe-di-prova.js';
import { DettiResidenza } from '../apps/anagrafe-regionale/src/residenza/detti-residenza.js';
import { RicostruisciPersone } from '../apps/anagrafe-regionale/src/ricostruzione/ricostruisci-persone.js';
import { CaricaPersone } from './prova/anagrafe-grande/carica-persone.js';
import { popolazione } from './prova/anagrafe-grande/lombardia.js';
import { personaDaCaricare } from './prova/anagrafe-grande/persone-da-caricare.js';

const PERSONE = 600;
const TABELLE = ['record', 'gruppo', 'persona', 'scheda', 'persona_codice', 'legame', 'residenza_detta', 'residenza'];
/** Chosen by chance, or sealed with chance in it. */
const A_CASO = ['id', 'persona_id', 'riservato', 'detto', 'indirizzo'];

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const people = () => [...popolazione('in blocco', PERSONE, 0).registro()];
const load = () =>
  new CaricaPersone(anagrafe.database.adminUrl, (token) => anagrafe.get(token)).load(people(), PERSONE);

/** Everything but what is by chance, in no order. */
async function stored(): Promise<Record<string, string[]>> {
  const found = TABELLE.map(async (table) => {
    const rows = await anagrafe.database.admin<{ row: string }>(
      `SELECT (to_jsonb(t) - $1::text[])::text AS row FROM anagrafe_regionale.${table} t`,
      [A_CASO],
    );
    return [table, rows.map(({ row }) => row).toSorted()] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

/** As a message says it. */
const detta = ({ enteErogatore: ente, ...scheda }: Scheda, tracciato: string): SchedaDaCollegare => ({
  ...scheda,
  ente,
  tracciato,
  annullamento: false,
});

const indexes = () =>
  anagrafe.database.admin(`SELECT indexdef FROM pg_indexes WHERE schemaname = 'anagrafe_regionale' ORDER BY indexdef`);

it('persons loaded in bulk are stored as those that came by message, with the same indexes', async () => {
  const before = await indexes();
  const { persone, escluse } = await load();
  expect(persone).toBe(PERSONE - escluse.length);
  expect(await indexes()).toEqual(before);
  const loaded = await stored();

  await anagrafe.empty();
  const out = new Set(escluse);
  const told = people()
    .filter(({ id }) => !out.has(id))
    .map((riga) => personaDaCaricare(riga, anagrafe.get(Riferimento)));
  for (let at = 0; at < told.length; at += 50) {
    const some = told.slice(at, at + 50);
    await anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
      await anagrafe.get(DettiResidenza).write(
        tx,
        some.map(({ detto }) => detto),
      );
      const schede = some.flatMap(({ anagrafica, sociale }) => [
        detta(anagrafica, 'ANAGRAFE@1.0'),
        ...(sociale === undefined ? [] : [detta(sociale, 'PS_PSA_SINA@201812')]),
      ]);
      await anagrafe.get(CollegaSchede).link(tx, schede);
    });
  }
  expect(await stored()).toEqual(loaded);
}, 120_000);

it('working them out again finds nothing to change', async () => {
  await load();
  const before = await stored();
  await anagrafe.database.admin('INSERT INTO anagrafe_regionale.ricostruzione (id, avviata_il) VALUES ($1, now())', [
    uuidv7(),
  ]);
  await anagrafe.get(RicostruisciPersone).run();
  const [done] = await anagrafe.database.admin('SELECT lette::int, variate::int FROM anagrafe_regionale.ricostruzione');
  expect(done).toEqual({ lette: before['persona']!.length, variate: 0 });
  expect(await stored()).toEqual(before);
}, 120_000);

it('whoever comes later without a code is looked for among them', async () => {
  await load();
  const [riga] = people();
  const { id, anagrafica } = personaDaCaricare({ ...riga!, cf: '' }, anagrafe.get(Riferimento));
  const found = await anagrafe
    .get(Database)
    .transaction('consumer', {}, (tx) => anagrafe.get(Candidati).find(tx, [anagrafica]));
  expect(found).toContain(id);
}, 120_000);
