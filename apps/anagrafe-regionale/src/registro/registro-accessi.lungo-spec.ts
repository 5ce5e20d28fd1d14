import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import { ensurePartitions, uuidv7 } from '#libs/persistence';
import { RegistroDiscorde } from '#libs/registro';
import { TIPO_FIRMA_TESTA, isCoherent, isIncluded, sealedFields } from '#libs/security';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { RegistroAccessiDiProva } from './prova/registro-accessi-di-prova.js';
import { COLONNE, GENERE_ACCESSO, type RigaSigillata, campiOf } from './voce-accesso.js';

const GIORNO = 86_400_000;
const INIZIO = '2026-03-10T09:00:00.000Z';

let di: RegistroAccessiDiProva;
beforeAll(async () => {
  // What is altered is also logged, as it must be: here it is expected.
  setLogLevel('fatal');
  di = await RegistroAccessiDiProva.open();
});
afterAll(() => di.prova.drop());
beforeEach(async () => {
  di.clock.set(INIZIO);
  await di.empty();
});

const admin = <R = Record<string, unknown>>(sql: string, params: unknown[] = []) =>
  di.prova.admin<R>(sql.replaceAll('§', 'anagrafe_regionale.'), params);
const foglie = () =>
  admin<{ indice: number; oggetto: string; contenuto: Buffer }>(
    `SELECT indice::int AS indice, oggetto, contenuto FROM §registro_foglia ORDER BY indice`,
  );
const accessi = () => admin<{ id: string }>(`SELECT id FROM §accesso ORDER BY id`);
/** Goes through all of it, whatever part is next. */
const faults = async () => [...(await di.verifica.verify()), ...(await di.verifica.verify())];

describe('the sealed register of accesses', () => {
  it('holds every column of an entry, so that none can change unseen', async () => {
    const columns = await admin<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'anagrafe_regionale' AND table_name = 'accesso'`,
    );
    await di.look('recanati');
    const [row] = await admin<RigaSigillata>(`SELECT ${COLONNE} FROM §accesso a`);
    expect(Object.keys(campiOf(row!)).toSorted()).toEqual(columns.map(({ name }) => name).toSorted());
  });

  it('proves each entry under a signed head, within the time of a round, whoever seals', async () => {
    for (let n = 0; n < 7; n += 1) await di.look('recanati');
    expect(await di.verifica.waiting()).toBeLessThan(1);
    await Promise.all([di.replica().seal(), di.replica().seal(), di.replica().seal()]);
    await di.seal();
    const ids = await accessi();
    expect((await foglie()).map(({ oggetto }) => oggetto)).toEqual(ids.map(({ id }) => id));
    const [row] = await admin<RigaSigillata>(`SELECT ${COLONNE} FROM §accesso a ORDER BY a.id`);
    const [foglia] = await foglie();
    const contenuto = sealedFields(GENERE_ACCESSO, campiOf(row!), foglia!.contenuto);
    const scope = { residenti: ENTI.loreto.istat };
    const prova = await di.prove.of(scope, { genere: GENERE_ACCESSO, oggetto: row!.id, contenuto });
    expect(isIncluded(contenuto, prova!)).toBe(true);
    const { firma, ...testa } = prova!.testa;
    expect(testa.registro).toBe('accessi');
    expect(await di.firma.verify(TIPO_FIRMA_TESTA, firma)).toEqual(testa);
    expect(await faults()).toEqual([]);
  });

  it('seals what was there before it, and proves that every head goes on from those before', async () => {
    await di.look('recanati');
    await di.grow(4);
    const { items } = await di.teste.page(undefined, 100);
    for (const { dimensione } of items)
      expect(isCoherent(await di.teste.consistency(dimensione, undefined))).toBe(true);
    expect(await faults()).toEqual([]);
  });

  it('I5 shows a leaf to whom the entry may be shown, and to nobody else', async () => {
    await di.look('recanati');
    await di.look('recanati', { comune: null });
    await di.seal();
    const seenBy = (scope: Record<string, string>) =>
      di.database.statement('api', scope, 'SELECT 1 FROM registro_foglia');
    expect(await seenBy({ residenti: ENTI.loreto.istat })).toHaveLength(1);
    expect(await seenBy({ residenti: ENTI.recanati.istat })).toEqual([]);
    expect(await seenBy({})).toEqual([]);
  });

  it('lets nobody change or take away any of it, nor write a term', async () => {
    for (const role of ['api', 'consumer'] as const) {
      for (const table of ['registro_foglia', 'registro_nodo', 'registro_testa', 'accesso', 'scadenza_accessi'])
        await expect(di.database.statement(role, {}, `DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
      const term = `INSERT INTO scadenza_accessi (prima_di, atto) VALUES ('2020-01-01', 'x')`;
      await expect(di.database.statement(role, {}, term)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('I10 the check of the register of accesses', () => {
  const flip = (column: string) => `${column} = set_byte(${column}, 0, get_byte(${column}, 0) # 1)`;
  const first = `WHERE id = (SELECT id FROM §accesso WHERE protocollo IS NOT NULL ORDER BY id LIMIT 1)`;
  beforeAll(async () => {
    di.clock.set(INIZIO);
    await di.empty();
    await di.grow(3);
    await di.keep.copy();
  });

  const change = (what: string): [string, string] => [what.split(' ')[0]!, `UPDATE §accesso SET ${what} ${first}`];

  it.each([
    ...[
      `avvenuto_il = avvenuto_il + interval '1 millisecond'`,
      `ente = gen_random_uuid()`,
      `client_id = client_id || ' '`,
      `soggetto = upper(soggetto)`,
      `verbo = 'lettura'`,
      `finalita = NULL`,
      `esito = 'nessuna'`,
      `regola = 'R5'`,
      `profilo = 'B'`,
      flip('persona'),
      flip('codice'),
      `comune = '042002'`,
      `quante = 2`,
      `correlazione = 'altra'`,
      `protocollo = '13/2026'`,
      `richiesta_del = richiesta_del + 1`,
      `id = overlay(id::text PLACING 'ffff' FROM 33)::uuid`,
    ].map(change),
    ['an entry, by taking it away', `DELETE FROM §accesso ${first}`],
    ['the salt of an entry', `UPDATE §registro_foglia SET ${flip('contenuto')} WHERE indice = 2`],
    ['which leaf is of which', `UPDATE §registro_foglia SET oggetto = gen_random_uuid() WHERE indice = 2`],
    ['a leaf', `UPDATE §registro_nodo SET ${flip('hash')} WHERE livello = 0 AND indice = 3`],
    ['a node', `UPDATE §registro_nodo SET ${flip('hash')} WHERE livello = 1 AND indice = 1`],
    ['the root of a head', `UPDATE §registro_testa SET ${flip('radice')} WHERE dimensione = 5`],
    ['a head, by taking it away', `DELETE FROM §registro_testa WHERE dimensione = 5`],
  ])('finds that %s was changed, and says so until it is mended', async (_, sql) => {
    await di.keep.back();
    await admin(sql);
    expect(await di.verifica.verify()).not.toEqual([]);
    expect(await di.verifica.verify()).not.toEqual([]);
    await di.keep.back();
    expect(await di.verifica.verify()).toEqual([]);
  });

  it('finds an entry that was added to the past, and one added to the last hours is taken up and told', async () => {
    await di.grow(2);
    const copy = (id: string) => {
      const columns = 'avvenuto_il, ente, client_id, soggetto, verbo, esito, quante, correlazione';
      return admin(`INSERT INTO §accesso (id, ${columns}) SELECT $1, ${columns} FROM §accesso LIMIT 1`, [id]);
    };
    const then = di.clock.now();
    di.clock.advance(2 * GIORNO);
    await di.look('recanati');
    await di.seal();
    expect(await faults()).toEqual([]);
    await copy(uuidv7(new Date(then.getTime() - 3_600_000)));
    expect(await di.verifica.verify()).toEqual(['accesso.v1: in no leaf, added after their time: 1']);
    expect(await di.verifica.verify()).toEqual(['accesso.v1: in no leaf, added after their time: 1']);
    await admin(`DELETE FROM §accesso WHERE NOT EXISTS (SELECT FROM §registro_foglia f WHERE f.oggetto = accesso.id)`);
    expect(await faults()).toEqual([]);

    di.clock.advance(3_600_000);
    await di.look('recanati');
    await di.seal();
    await copy(uuidv7(new Date(di.clock.now().getTime() - 1_800_000)));
    // The mark goes on only with what is sealed.
    di.clock.advance(120_000);
    await di.look('recanati');
    await admin(`UPDATE §registro_stato SET accessi_fino_a = $1`, [
      uuidv7(new Date(di.clock.now().getTime() - 60_000)),
    ]);
    expect(await di.verifica.verify()).toEqual(['accesso.v1: passed over by the sealing, now taken up: 1']);
    expect(await di.seal()).toBe(2);
    expect(await faults()).toEqual([]);
  });

  it('signs no head upon a register that was changed', async () => {
    await di.grow(2);
    await admin(`UPDATE §registro_nodo SET ${flip('hash')} WHERE livello = (SELECT max(livello) FROM §registro_nodo)`);
    await di.look('recanati');
    await expect(di.replica().seal()).rejects.toThrow(RegistroDiscorde);
  });
});

describe('accesses that are old enough', () => {
  const DOPO = '2029-06-01T09:00:00.000Z';
  const term = (primaDi: string, decisaIl: string) =>
    admin(`INSERT INTO §scadenza_accessi (prima_di, atto, decisa_il) VALUES ($1, 'delibera 12/2029', $2)`, [
      primaDi,
      decisaIl,
    ]);

  beforeEach(async () => {
    await di.grow(2);
    di.clock.set(DOPO);
    await ensurePartitions(di.database, 'accesso', di.clock.now());
    await di.grow(1);
  });

  it('may be taken away under a term that is sealed, and the register still proves what is left', async () => {
    await term('2026-04-01', DOPO);
    expect(await di.seal()).toBe(1);
    await admin(`DELETE FROM §accesso WHERE avvenuto_il < '2026-04-01'`);
    expect(await faults()).toEqual([]);
    await di.grow(1);
    expect(await faults()).toEqual([]);
  });

  it.each([
    ['without a term', async () => {}],
    ['under a term that is not sealed', () => term('2026-04-01', DOPO)],
    [
      'under one for other months',
      async () => {
        await term('2026-03-01', DOPO);
        await di.seal();
      },
    ],
  ])('are missed when they are taken away %s', async (_, prepare) => {
    await prepare();
    await admin(`DELETE FROM §accesso WHERE avvenuto_il < '2026-04-01'`);
    expect(await di.verifica.verify()).toContain('leaf 0 has no entry');
  });

  it('are never those of the last two years', async () => {
    await expect(term('2029-01-01', DOPO)).rejects.toMatchObject({ code: '23514' });
    await admin(`ALTER TABLE §scadenza_accessi DROP CONSTRAINT scadenza_accessi_check`);
    await term('2029-07-01', DOPO);
    await di.seal();
    await admin(`DELETE FROM §accesso WHERE avvenuto_il > '2029-01-01'`);
    expect((await faults()).length).toBeGreaterThan(0);
    await admin(`DELETE FROM §scadenza_accessi`);
    await admin(`ALTER TABLE §scadenza_accessi ADD CHECK (prima_di <= decisa_il - interval '2 years')`);
  });
});

describe('I11 many searches at once', () => {
  it('are all sealed exactly once, however late each is committed while the mark goes on', async () => {
    const PER_SCRITTORE = 12;
    let seed = 20_261_121;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    const writers = new Set<number>();
    const writer = async (_: unknown, own: number): Promise<void> => {
      writers.add(own);
      for (let n = 0; n < PER_SCRITTORE; n += 1) {
        // Up to fifty seconds of the clock between the entry and its commit, in steps in which others commit and the seal goes on.
        const steps = random(4);
        await di.look('recanati', {}, async () => {
          for (let step = 0; step < steps; step += 1) {
            di.clock.advance(random(300));
            await new Promise((resolve) => setTimeout(resolve, random(8)));
          }
        });
      }
      writers.delete(own);
    };
    const sealer = async (): Promise<void> => {
      while (writers.size > 0) await Promise.all([di.replica().seal(), di.replica().seal()]);
    };
    await Promise.all([...Array.from({ length: 8 }, writer), sealer()]);
    await di.seal();
    const ids = (await accessi()).map(({ id }) => id);
    expect(ids).toHaveLength(8 * PER_SCRITTORE);
    expect((await foglie()).map(({ oggetto }) => oggetto).toSorted()).toEqual(ids);
    expect(await faults()).toEqual([]);
  });

  it('one whose commit came an hour late, when the mark had passed it, is found and sealed', async () => {
    await di.look('recanati', {}, async () => {
      di.clock.advance(3_600_000);
      for (let n = 0; n < 3; n += 1) await di.look('loreto');
      await di.seal();
      di.clock.advance(600_000);
      await di.look('loreto');
      await di.seal();
    });
    await di.seal();
    expect(await foglie()).toHaveLength(4);
    expect(await di.verifica.verify()).toEqual(['accesso.v1: passed over by the sealing, now taken up: 1']);
    await di.seal();
    expect(await foglie()).toHaveLength(5);
    expect(await faults()).toEqual([]);
  });
});
