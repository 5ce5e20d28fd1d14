import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Database, SystemClock } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { FORME, type Forma, TIPI_ERRORE, generateDocumento } from '#libs/sintetici';
import type { TestDatabase } from '#libs/testing';
import { CORPUS_OSTILE, type Rilievo, findTracciato } from '#libs/tracciati';
import { Crash, dyingAt } from '../../../../test/prova/crash.js';
import { richiestaDi } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { type Chiavi, Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI, vociDiProva } from '../../../../test/prova/riferimenti.js';
import { csvDi, jsonDi, rigaPiana } from '../../../../test/prova/tabelle.js';
import type { IngestionSettings } from '../ingestion.config.js';
import { VerificaDocumento } from '../verifica/verifica-documento.js';
import { ContestiGiudizio } from './contesto-giudizio.js';

const MIB = 1024 * 1024;
const PS_PSA_SINA = findTracciato('PS_PSA_SINA')!;
/** What one hostile document may leave in memory at its worst, beside what the test itself holds. */
const MEMORIA = 400 * MIB;

describe('a document in any form', () => {
  let database: TestDatabase;
  let shared: Database;
  let officina: Officina;
  let verifica: VerificaDocumento;
  let chiavi: Chiavi;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    chiavi = chiaviDi(database);
    officina = await Officina.open(shared, chiavi);
    const riferimenti = new Riferimenti();
    riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);
    const settings = { limiteVerifica: 100 * MIB, verificheInsieme: 4 } as IngestionSettings;
    verifica = new VerificaDocumento(new ContestiGiudizio(riferimenti), settings, new SystemClock());
  });
  afterAll(() => database.drop());

  const deposit = async (bytes: AsyncIterable<Uint8Array>) => {
    const { id } = await officina.deposit('recanati', bytes);
    await officina.runAll();
    const [invio] = await database.admin<{ stato: string; righe: number; formato: string | null }>(
      `SELECT stato, righe::int, formato FROM ingestion.invio WHERE id = $1`,
      [id],
    );
    const rilievi = await database.admin<{ riga: number; regola: string; campo: string; linea: number; colonna: number; foglio: string | null }>(
      `SELECT ('x' || right(riga_id::text, 8))::bit(32)::int AS riga, regola, campo, linea, colonna, foglio FROM ingestion.rilievo
       WHERE invio_id = $1 AND regola NOT LIKE 'ST-%' ORDER BY riga_id, indice`,
      [id],
    );
    const [counted] = await database.admin<{ accolte: number; lasciati: number }>(
      `SELECT (SELECT count(*)::int FROM ingestion.riga WHERE invio_id = $1 AND stato <> 'respinta') AS accolte,
         (SELECT count(*)::int FROM ingestion.lavoro) + (SELECT count(*)::int FROM ingestion.lotto) + (SELECT count(*)::int FROM ingestion.caricamento)
           + (SELECT count(*)::int FROM ingestion.outbox WHERE envelope->>'key' = $2 AND type LIKE 'righe.%' AND $3) AS lasciati`,
      [id, id, invio!.stato === 'illeggibile'],
    );
    return { ...invio!, ...counted!, rilievi };
  };
  const placeOf = ({ riga, regola, campo, linea, colonna, foglio }: Rilievo) => ({ riga: riga ?? 0, regola, campo, linea, colonna, foglio: foglio ?? null });
  const statoDi = (stato: string) => (stato === 'letto' ? 'concluso' : stato);
  const verify = (bytes: AsyncIterable<Uint8Array>) => verifica.verify({ ente: ENTI.recanati.id }, PS_PSA_SINA, bytes);

  it.each(CORPUS_OSTILE.map((ostile) => [ostile.nome, ostile] as const))(
    'I9 that is hostile is illeggibile, in little memory, and leaves nothing behind: %s',
    async (_, ostile) => {
      // Equal bytes are one invio: some documents of the corpus begin alike and are cut at the same place.
      const pieces = async function* () {
        yield* ostile.pezzi();
      };
      const whole: Uint8Array[] = [];
      for (const piece of ostile.pezzi()) whole.push(piece);
      if (whole.every(({ length }) => length === 0)) {
        await expect(officina.deposit('recanati', pieces())).rejects.toMatchObject({ code: 'corpo_vuoto' });
        return;
      }
      const before = process.memoryUsage();
      let most = 0;
      const watch = setInterval(() => {
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        most = Math.max(most, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
      }, 5);
      const found = await deposit(pieces()).finally(() => clearInterval(watch));
      expect(found).toMatchObject({ stato: 'illeggibile', righe: 0, accolte: 0, lasciati: 0 });
      expect(found.rilievi.filter(({ riga }) => riga !== 0)).toEqual([]);
      expect(found.rilievi[0]).toMatchObject({ regola: ostile.regola });
      expect(most).toBeLessThan(MEMORIA);
    },
    60_000,
  );

  const richiesta = (seed: string) => richiestaDi('recanati', { seed, righe: 40, righeErrate: 20, errori: TIPI_ERRORE.map(({ nome }) => nome) });
  it.each(FORME)('has the verdict of a verifica, rilievo by rilievo and at the same places: %s', async (forma: Forma) => {
    for (let time = 0; time < 3; time += 1) {
      const seed = chiaveCasuale();
      const judged = await verify(generateDocumento(richiesta(seed), forma));
      const found = await deposit(generateDocumento(richiesta(seed), forma));
      expect(found).toMatchObject({ stato: statoDi(judged.stato), formato: forma, righe: judged.righe, lasciati: 0 });
      expect(judged.rilievi.length).toBeGreaterThan(3);
      expect(found.rilievi).toEqual(judged.rilievi.map(placeOf));
    }
  });

  it('mutated in any way has that same verdict, and never another', async () => {
    const riga = () => rigaPiana({ protocollo_domanda: chiaveCasuale(), id_mittente: chiaveCasuale() }, 'recanati');
    const bytes = fc
      .tuple(fc.constantFrom(csvDi, jsonDi), fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { minLength: 1, maxLength: 5 }))
      .map(([write, changes]) => {
        const document = Buffer.from(write([riga(), riga()]));
        for (const [at, byte] of changes) document[at % document.length] = byte;
        return document;
      });
    await fc.assert(
      fc.asyncProperty(bytes, async (document) => {
        const source = async function* () {
          yield document;
        };
        const judged = await verify(source());
        const found = await deposit(source());
        expect({ stato: found.stato, righe: found.righe }).toEqual({ stato: statoDi(judged.stato), righe: judged.righe });
        expect(found.rilievi).toEqual(judged.rilievi.map(placeOf));
      }),
      { numRuns: 60 },
    );
  });

  it.each(FORME)('goes on where it was when its process dies in the middle of it: %s', async (forma) => {
    const righe = 5_200;
    const { id } = await officina.deposit('recanati', generateDocumento(richiestaDi('recanati', { seed: chiaveCasuale(), righe }), forma));
    const mortal = await Officina.open(dyingAt(shared, 1, 'after').database, chiavi);
    await expect(mortal.runAll()).rejects.toThrow(Crash);
    const [lavoro] = await database.admin<{ lette: number }>(`SELECT righe_lette::int AS lette FROM ingestion.lavoro WHERE invio_id = $1`, [id]);
    expect(lavoro!.lette).toBeGreaterThanOrEqual(5_000);
    await database.admin(`UPDATE ingestion.lavoro SET lease_fino = now() - interval '1 s'`);
    await officina.runAll();
    const [found] = await database.admin(
      `SELECT count(*)::int AS righe, count(DISTINCT record_id)::int AS record FROM ingestion.riga WHERE invio_id = $1 AND stato = 'accettata'`,
      [id],
    );
    expect(found).toEqual({ righe, record: righe });
  }, 60_000);
}); // prettier-ignore
