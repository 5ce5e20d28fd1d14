import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodiceFiscale } from '#libs/codici';
import type { RigaDomanda } from '#libs/sintetici';
import type { TestDatabase } from '#libs/testing';
import { createTestDatabase } from '#libs/testing';
import { startPrivatePostgres } from '#tools/servers/postgres.mjs';
import type { PrivateServer } from '#tools/servers/private-server.mjs';
import { Riferimento } from '../../../apps/anagrafe-regionale/src/persona/riferimento.js';
import { ANAGRAFE_IN_PROVA, AnagrafeDiProva } from '../../../apps/anagrafe-regionale/src/prova/anagrafe-di-prova.js';
import { vociDiProva } from '../../../apps/anagrafe-regionale/src/prova/riferimenti-di-prova.js';
import { CaricaPersone } from '../../prova/anagrafe-grande/carica-persone.js';
import { popolazione, vociDiLombardia } from '../../prova/anagrafe-grande/lombardia.js';
import { personaIdOf } from '../../prova/anagrafe-grande/persone-da-caricare.js';
import { fillRiferimenti } from '../../prova/riferimenti.js';
import type { BenchContext } from '../measure.js';

const NAME = 'snodo_b9';
const SEED = 'registro';

/** What was loaded, as the database itself keeps it: a run that finds it tells how long that took then. */
export interface Carico {
  readonly persone: number;
  readonly registro: number;
  readonly escluse: ReadonlySet<string>;
  readonly copia: number;
  readonly indici: number;
}

/** Keys of the measure alone: a database that was loaded under them must open under them in another run. */
const chiave = (which: number): string => Buffer.alloc(32, which).toString('base64');
export const CHIAVI = {
  SNODO_CHIAVI_MESSAGGI: chiave(1),
  SNODO_CHIAVI_ANAGRAFE: chiave(2),
  SNODO_CHIAVE_INDICE_ANAGRAFE: chiave(3),
  SNODO_CHIAVE_PSEUDONIMI: chiave(4),
  SNODO_CHIAVI_RICEVUTE: chiave(5),
} as const;

/**
 * A registry of many persons on a PostgreSQL of its own, whose settings are therefore known. With SNODO_BENCH_TIENI=folder the server's
 * files stay in that folder, and the next run finds the persons there.
 */
export class Banco {
  private constructor(
    private readonly server: PrivateServer,
    private readonly kept: boolean,
    readonly database: TestDatabase,
    readonly anagrafe: AnagrafeDiProva,
    readonly carico: Carico,
  ) {}

  static async open(context: BenchContext, persone: number, sharedBuffers: string): Promise<Banco> {
    const folder = process.env.SNODO_BENCH_TIENI;
    const dir = folder ?? join(context.folder, 'postgres');
    const settings = {
      shared_buffers: sharedBuffers,
      // A load is then not written twice; commits are as sure as ever.
      wal_level: 'minimal',
      max_wal_senders: 0,
      max_wal_size: '2GB',
    };
    const server = await startPrivatePostgres({ dir, settings });
    try {
      const database = await createTestDatabase([ANAGRAFE_IN_PROVA], server.url, NAME);
      const known = await loaded(database);
      if (known === undefined)
        await fillRiferimenti(database, 'anagrafe_regionale', [...vociDiProva(), ...vociDiLombardia()]);
      const anagrafe = await AnagrafeDiProva.start(CHIAVI, { database });
      const carico = known?.registro === persone ? known : await load(context, anagrafe, persone);
      return new Banco(server, folder !== undefined, database, anagrafe, carico);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /**
   * Records about the same invented people, and about others. Not those of whom somebody else in the registry has the very code, letter
   * for letter: nobody can say whom it means, and the tax authority gives it to one alone.
   */
  async domande(quante: number): Promise<RigaDomanda[]> {
    const insieme = popolazione(SEED, this.carico.registro, quante);
    const codici = [...insieme.codici()];
    const presi = await this.#haveCodes(codici);
    return [...insieme.domande()].filter(({ truth_id: truth }, at) => {
      const suoi = presi.get(codici[at]!) ?? [];
      return !this.carico.escluse.has(truth) && suoi.every((id) => truth !== '' && id === personaIdOf(truth));
    });
  }

  /** Who of the registry has each of these codes. */
  async #haveCodes(codici: readonly CodiceFiscale[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const riferimento = this.anagrafe.get(Riferimento);
    const indici = codici.map((codice) => riferimento.indiciOf({ sistema: 'codice_fiscale', codice }).indice);
    const rows = await this.database.admin<{ indice: string; ids: string[] }>(
      `SELECT encode(indice, 'hex') AS indice, array_agg(persona_id::text) AS ids FROM anagrafe_regionale.persona_codice
       WHERE indice = ANY (SELECT decode(i, 'hex') FROM unnest($1::text[]) AS i) GROUP BY indice`,
      [indici],
    );
    const having = new Map(rows.map(({ indice, ids }) => [indice, ids]));
    return new Map(codici.map((codice, at) => [codice, having.get(indici[at]!) ?? []]));
  }

  async close(): Promise<void> {
    await this.anagrafe.app.close();
    await this.database.close();
    await this.server.stop();
    if (!this.kept) await rm(this.server.dir, { recursive: true, force: true });
  }
}

const LOADED = `SELECT persone::int, registro::int, escluse, copia, indici FROM public.b9_carico`;

async function loaded(database: TestDatabase): Promise<Carico | undefined> {
  await database.admin(
    `CREATE TABLE IF NOT EXISTS public.b9_carico (persone bigint, registro bigint, escluse text[], copia float8, indici float8)`,
  );
  const [row] = await database.admin<Omit<Carico, 'escluse'> & { readonly escluse: string[] }>(LOADED);
  if (row !== undefined) return { ...row, escluse: new Set(row.escluse) };
  const [{ voci } = { voci: 0 }] = await database.admin<{ voci: number }>(
    'SELECT count(*)::int AS voci FROM anagrafe_regionale.copia_voce',
  );
  // A load that was stopped on the way: the reference content is there, the persons are not.
  return voci === 0 ? undefined : { persone: 0, registro: 0, escluse: new Set(), copia: 0, indici: 0 };
}

async function load(context: BenchContext, anagrafe: AnagrafeDiProva, registro: number): Promise<Carico> {
  context.say(`B9: loading ${registro.toLocaleString('en')} persons`);
  const { database } = anagrafe;
  await database.admin('TRUNCATE public.b9_carico');
  const loader = new CaricaPersone(
    database.adminUrl,
    (token) => anagrafe.get(token),
    (line) => context.say(`B9: ${line}`),
  );
  const { persone, escluse, secondi } = await loader.load(popolazione(SEED, registro, 0).registro(), registro);
  await database.admin('INSERT INTO public.b9_carico VALUES ($1, $2, $3, $4, $5)', [
    persone,
    registro,
    escluse,
    secondi.copia,
    secondi.indici,
  ]);
  return { persone, registro, escluse: new Set(escluse), ...secondi };
}
