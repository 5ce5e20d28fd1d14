import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { metrics } from '#libs/observability';
import { Database } from '#libs/persistence';
import type { FamiglieDiRecord } from '../famiglia/famiglia-detta.js';
import { ScriviFamiglie } from '../famiglia/scrivi-famiglie.js';
import { MisuraNotifiche } from '../notifica/misura-notifiche.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FeedDiProva } from '../prova/feed-di-prova.js';
import { recordIdOf, tizio } from '../prova/righe-di-prova.js';
import { SmistaVariazioni } from './smista-variazioni.js';

let anagrafe: AnagrafeDiProva;
let feed: FeedDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  feed = new FeedDiProva(anagrafe);
});
afterAll(() => anagrafe.close());
beforeEach(() => feed.empty());

const nella = (personaId: string): FamiglieDiRecord => ({
  recordId: recordIdOf(personaId),
  personaId,
  famiglie: [{ comune: '043044', numero: '0', tipo: 'famiglia', dal: '2020-01-01' }],
});
/** The comune has them for its residents: of others it would not be heard. */
const write = async (...persone: readonly string[]) => {
  await anagrafe.database.admin(
    `INSERT INTO anagrafe_regionale.residenza (id, persona_id, genere, comune, fonte, dal, noto_dal)
     SELECT gen_random_uuid(), p, 'residenza', '043044', 'anagrafe_comunale', '2020-01-01', now() FROM unnest($1::uuid[]) AS p`,
    [persone],
  );
  await anagrafe
    .get(Database)
    .transaction('consumer', {}, (tx) => anagrafe.get(ScriviFamiglie).write(tx, persone.map(nella)));
};
const noted = async () =>
  (
    await anagrafe.database.admin<{ id: string }>(
      `DELETE FROM anagrafe_regionale.variazione RETURNING persona_id AS id`,
    )
  ).map(({ id }) => id);
const some = (count: number) => Array.from({ length: count }, () => randomUUID());

describe('a number that is written for every famiglia of a comune', () => {
  it('is a famiglia up to fifty persons; of more, who comes or leaves concerns nobody else', async () => {
    const loro = some(49);
    await write(...loro);
    await noted();
    const [cinquantesima, altra] = some(2) as [string, string];
    await write(cinquantesima);
    expect((await noted()).toSorted()).toEqual([...loro, cinquantesima].toSorted());
    await write(altra);
    expect(await noted()).toEqual([altra]);
  });

  it('tells who follows the famiglia of its person alone', async () => {
    const padre = await feed.persona(tizio());
    const [vicina] = some(1) as [string];
    await write(padre, vicina, ...some(48));
    await noted();
    await feed.follow('recanati', padre, { oggetto: 'famiglia' });
    await feed.note({ personaId: vicina, gruppi: ['residenza'] });
    await feed.smista();
    const attese = () =>
      anagrafe.database.admin(`SELECT persona_id AS id FROM anagrafe_regionale.notifica_in_attesa ORDER BY id`);
    expect(await attese()).toEqual([{ id: vicina }]);
    await write(...some(1));
    await noted();
    await anagrafe.database.admin('DELETE FROM anagrafe_regionale.notifica_in_attesa');
    await feed.note({ personaId: vicina, gruppi: ['residenza'] }, { personaId: padre, gruppi: ['residenza'] });
    await feed.smista();
    expect(await attese()).toEqual([{ id: padre }]);
  });
});

it('what cannot be taken at once is taken by halves', async () => {
  await anagrafe.database.admin(`CREATE FUNCTION anagrafe_regionale.troppe() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT count(*) FROM prese) > 2 THEN RAISE EXCEPTION 'too many' USING ERRCODE = '57014'; END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER troppe AFTER DELETE ON anagrafe_regionale.variazione REFERENCING OLD TABLE AS prese
      FOR EACH STATEMENT EXECUTE FUNCTION anagrafe_regionale.troppe()`);
  try {
    await feed.note(...some(5).map((personaId) => ({ personaId, gruppi: ['vita'] as const })));
    expect(await anagrafe.get(SmistaVariazioni).run()).toBe(5);
  } finally {
    await anagrafe.database.admin(`DROP FUNCTION anagrafe_regionale.troppe() CASCADE`);
  }
});

it('one that cannot be taken waits, the others go on; it goes when it can', async () => {
  const [guasta, ...altre] = some(6) as [string, ...string[]];
  await anagrafe.database.admin(`CREATE FUNCTION anagrafe_regionale.guasta() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.persona_id = '${guasta}' THEN RAISE EXCEPTION 'never this one'; END IF;
      RETURN OLD;
    END $$;
    CREATE TRIGGER guasta BEFORE DELETE ON anagrafe_regionale.variazione FOR EACH ROW EXECUTE FUNCTION anagrafe_regionale.guasta()`);
  const smista = anagrafe.get(SmistaVariazioni);
  const ferme = () =>
    anagrafe.database.admin(`SELECT persona_id AS id, tentativi FROM anagrafe_regionale.variazione ORDER BY id`);
  try {
    await feed.note(...[guasta, ...altre].map((personaId) => ({ personaId, gruppi: ['vita'] as const })));
    expect(await smista.run()).toBe(5);
    expect(await ferme()).toEqual([{ id: guasta, tentativi: 1 }]);
    await anagrafe.get(MisuraNotifiche).run();
    expect(await metrics.text()).toMatch(/^snodo_anagrafe_variazioni_ferme 1$/m);
    expect(await smista.run()).toBe(0);
    expect(await ferme()).toEqual([{ id: guasta, tentativi: 1 }]);
    anagrafe.clock.advance(61_000);
    expect(await smista.run()).toBe(0);
    expect(await ferme()).toEqual([{ id: guasta, tentativi: 2 }]);
  } finally {
    await anagrafe.database.admin(`DROP FUNCTION anagrafe_regionale.guasta() CASCADE`);
  }
  anagrafe.clock.advance(121_000);
  expect(await smista.run()).toBe(1);
  expect(await ferme()).toEqual([]);
});
