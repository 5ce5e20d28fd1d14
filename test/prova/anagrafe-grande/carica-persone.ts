import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import type { RigaRegistro } from '#libs/sintetici';
import { Clock } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { DatiRiservati } from '../../../apps/anagrafe-regionale/src/persona/dati-riservati.js';
import { Riferimento } from '../../../apps/anagrafe-regionale/src/persona/riferimento.js';
import { Esclusi } from './esclusi.js';
import { personaDaCaricare } from './persone-da-caricare.js';
import { COLONNE, RigheDiTabelle, type Tabella } from './righe-di-tabelle.js';

const SCHEMA = 'anagrafe_regionale';
const TABELLE = Object.keys(COLONNE) as Tabella[];
/** Bytes of a table that are sent together. */
const PEZZO = 128 * 1024;
/** Persons after which what has gathered is looked at. */
const INSIEME = 100;
const SAID_EVERY = 100_000;

/** Gives what the app has made. */
export type Prende = <T>(token: (abstract new (...args: never[]) => T) | { prototype: T }) => T;

export interface Caricate {
  readonly persone: number;
  /** Ids, as the generator gives them, of those left out because somebody has a code of the same letters: whom such a code means nobody can say. */
  readonly escluse: readonly string[];
  readonly secondi: { readonly copia: number; readonly indici: number };
}

/**
 * Fills the tables of a registry with persons as if each had come in a fornitura of its comune. Nobody may use the registry meanwhile:
 * indexes are taken away and made again.
 */
export class CaricaPersone {
  readonly #riferimento: Riferimento;
  readonly #tabelle: RigheDiTabelle;

  constructor(
    /** A superuser's, of the database of the registry. */
    private readonly adminUrl: string,
    prende: Prende,
    private readonly say: (line: string) => void = () => undefined,
  ) {
    this.#riferimento = prende(Riferimento);
    const adesso = prende(Clock).now().toISOString();
    this.#tabelle = new RigheDiTabelle(prende(DatiRiservati), prende(KeyRing), this.#riferimento, adesso);
  }

  /** @param righe of the population, in any order; what was in the tables is thrown away */
  async load(righe: Iterable<RigaRegistro>, quante: number): Promise<Caricate> {
    const indici = await this.#withClient((client) => takeIndexesAway(client));
    const began = performance.now();
    const { persone, escluse } = await this.#copyAll(righe, new Esclusi(quante));
    const copied = performance.now();
    this.say(`copied in ${((copied - began) / 1000).toFixed(0)} s`);
    await this.#withClient((client) => client.query(`INSERT INTO gruppo SELECT DISTINCT gruppo FROM persona_codice`));
    for (const sql of indici) await this.#withClient((client) => client.query(sql));
    for (const tabella of [...TABELLE, 'gruppo'])
      await this.#withClient((client) => client.query(`VACUUM (ANALYZE) ${tabella}`));
    const secondi = { copia: (copied - began) / 1000, indici: (performance.now() - copied) / 1000 };
    return { persone, escluse, secondi };
  }

  async #copyAll(
    righe: Iterable<RigaRegistro>,
    esclusi: Esclusi,
  ): Promise<{ readonly persone: number; readonly escluse: readonly string[] }> {
    const copie = new Map<Tabella, Copia>();
    for (const tabella of TABELLE) copie.set(tabella, await Copia.open(this.adminUrl, tabella));
    const add = (tabella: Tabella, line: string): void => copie.get(tabella)!.add(line);
    const escluse: string[] = [];
    let persone = 0;
    for (const riga of righe) {
      const persona = personaDaCaricare(riga, this.#riferimento);
      if (esclusi.isTaken(persona.anagrafica.indici[0]!.gruppo)) {
        escluse.push(riga.id);
        continue;
      }
      this.#tabelle.write(persona, add);
      persone += 1;
      if (persone % INSIEME === 0) for (const copia of copie.values()) await copia.flush();
      if (persone % SAID_EVERY === 0) this.say(`${persone.toLocaleString('en')} persons`);
    }
    for (const copia of copie.values()) await copia.end();
    return { persone, escluse };
  }

  async #withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = await connect(this.adminUrl);
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

/** One table being copied, in a transaction of its own that emptied it: then nothing of it goes through the log where `wal_level` is minimal. */
class Copia {
  #lines: string[] = [];
  #length = 0;

  private constructor(
    private readonly client: pg.Client,
    private readonly stream: Writable,
  ) {}

  static async open(adminUrl: string, tabella: Tabella): Promise<Copia> {
    const client = await connect(adminUrl);
    await client.query('BEGIN');
    // What a trigger would do of every row is nothing in a registry where nobody is protected.
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`TRUNCATE ${tabella}`);
    return new Copia(client, client.query(from(`COPY ${tabella} (${COLONNE[tabella]}) FROM STDIN (FREEZE)`)));
  }

  add(line: string): void {
    this.#lines.push(line);
    this.#length += line.length;
  }

  /** Sends what has gathered, once it is worth a journey. Between two of them the process does what else it has to. */
  async flush(least = PEZZO): Promise<void> {
    if (this.#length < least) return;
    const text = this.#lines.join('');
    this.#lines = [];
    this.#length = 0;
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    await this.flush(1);
    this.stream.end();
    await once(this.stream, 'finish');
    await this.client.query('COMMIT');
    await this.client.end();
  }
}

async function connect(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'snodo loader' });
  await client.connect();
  await client.query(`SET search_path = ${SCHEMA}`);
  await client.query(`SET maintenance_work_mem = '768MB'`);
  await client.query(`SET statement_timeout = 0`);
  return client;
}

/** @returns the statements that make them again */
async function takeIndexesAway(client: pg.Client): Promise<string[]> {
  const { rows: constraints } = await client.query<{ tabella: string; nome: string; testo: string }>(
    `SELECT conrelid::regclass::text AS tabella, quote_ident(conname) AS nome, pg_get_constraintdef(oid) AS testo FROM pg_constraint
     WHERE contype IN ('p', 'u') AND conrelid = ANY ($1::regclass[])`,
    [[...TABELLE]],
  );
  for (const { tabella, nome } of constraints) await client.query(`ALTER TABLE ${tabella} DROP CONSTRAINT ${nome}`);
  const { rows: indexes } = await client.query<{ nome: string; testo: string }>(
    `SELECT indexrelid::regclass::text AS nome, pg_get_indexdef(indexrelid) AS testo FROM pg_index WHERE indrelid = ANY ($1::regclass[])`,
    [[...TABELLE]],
  );
  for (const { nome } of indexes) await client.query(`DROP INDEX ${nome}`);
  await client.query('TRUNCATE gruppo');
  return [
    ...constraints.map(({ tabella, nome, testo }) => `ALTER TABLE ${tabella} ADD CONSTRAINT ${nome} ${testo}`),
    ...indexes.map(({ testo }) => testo),
  ];
}
