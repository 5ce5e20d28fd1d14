import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';
import { InviaParte } from './invia-parte.js';

const REQUEST = '019a0000-0000-7000-8000-000000000001';
const VOCI = 6_000;

let nomenclatore: NomenclatoreDiProva;
const admin = <T extends Record<string, unknown>>(sql: string, params: unknown[] = []) =>
  nomenclatore.database.admin<T>(sql, params);
/** In the process that runs now. */
const send = () => nomenclatore.app!.get(InviaParte, { strict: false }).send();
const begin = () =>
  admin(
    `INSERT INTO nomenclatore.copia_inviata (richiesta_id, app, fornita_il, in_corso) VALUES ($1, 'ingestion', now(), true)`,
    [REQUEST],
  );
const chunks = async () =>
  (
    await admin<{
      body: { indice: number; totale: number; voci: { genere: string; id: string; revisione: number }[] };
    }>(
      `SELECT convert_from(body, 'UTF8')::json AS body FROM nomenclatore.outbox WHERE type = 'copia.fornita.v1' ORDER BY id`,
    )
  ).map(({ body }) => body);
const ended = () =>
  eventually(async () => {
    expect(await admin('SELECT in_corso FROM nomenclatore.copia_inviata')).toEqual([{ in_corso: false }]);
  });
/** Every voce once, and the chunks count themselves. */
async function expectWhole(): Promise<void> {
  const said = await chunks();
  expect(said.map(({ indice }) => indice)).toEqual(said.map((_, at) => at));
  expect(said.map(({ totale }) => totale)).toEqual(said.map((_, at) => (at === said.length - 1 ? at + 1 : at + 2)));
  const key = (voce: { genere: string; id: string; revisione: number }) =>
    `${voce.genere} ${voce.id} ${voce.revisione}`;
  const published = await admin<{ genere: string; id: string; revisione: number }>(
    'SELECT genere, id, revisione FROM nomenclatore.voce_pubblicata',
  );
  expect(said.flatMap(({ voci }) => voci.map(key)).toSorted()).toEqual(published.map(key).toSorted());
}

beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
  await admin(
    `INSERT INTO nomenclatore.voce_pubblicata (genere, id, revisione, contenuto, impronta, origine)
     SELECT 'associazione', 'LOC:X|' || n || '|REG', 1, jsonb_build_object('testo', repeat('x', 800)), '', 'registro'
       FROM generate_series(1, ${VOCI}) AS n`,
  );
});
afterAll(() => nomenclatore?.close());
beforeEach(() => nomenclatore.database.empty(['nomenclatore.outbox', 'nomenclatore.copia_inviata']));

describe('a snapshot that leaves in parts', () => {
  it('has every voce once; its last chunk alone says how many there are', async () => {
    await begin();
    await ended();
    await expectWhole();
    expect((await chunks()).length).toBeGreaterThan(15);
  });

  it('by two processes at once is still one', async () => {
    await begin();
    while ((await Promise.all([send(), send(), send()])).includes('inviata'));
    await ended();
    await expectWhole();
  });

  it('goes on after a kill from the last part that was committed', async () => {
    await begin();
    await ended();
    await nomenclatore.app!.close();
    nomenclatore.app = undefined;
    const last = (await chunks())[4]!.voci.at(-1)!;
    await admin(
      `DELETE FROM nomenclatore.outbox
        WHERE type = 'copia.fornita.v1' AND (convert_from(body, 'UTF8')::json->>'indice')::int > 4`,
    );
    await admin(`UPDATE nomenclatore.copia_inviata SET in_corso = true, blocchi = 5, dopo_genere = $1, dopo_id = $2`, [
      last.genere,
      last.id,
    ]);
    await nomenclatore.restart();
    await ended();
    await expectWhole();
  });

  it('waits while the bus takes nothing', async () => {
    const database = await nomenclatore.database.open('nomenclatore');
    await database.transaction('consumer', {}, async (tx) => {
      // The relay's own lock: it carries nothing as long as it is ours.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.outbox', 0))`);
      await admin(
        `INSERT INTO nomenclatore.outbox (id, ente, type, envelope, sealed, body)
         SELECT gen_random_uuid(), 'hub', 'copia.fornita.v1', '{"ente":"hub","key":"x"}', false, '{}' FROM generate_series(1, 32)`,
      );
      await begin();
      expect(await send()).not.toBe('inviata');
      expect(await admin('SELECT blocchi, in_corso FROM nomenclatore.copia_inviata')).toEqual([
        { blocchi: 0, in_corso: true },
      ]);
      await admin('DELETE FROM nomenclatore.outbox');
    });
    await ended();
    await expectWhole();
  });
});
