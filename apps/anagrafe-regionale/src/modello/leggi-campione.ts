import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { Candidati } from '../persona/candidati.js';
import type { Scheda } from '../persona/dati-persona.js';
import { LeggiPersone } from '../persona/leggi-persone.js';
import type { Persona } from '../persona/schede-note.js';

/** Persons of whom several enti speak: what of them differs is what slips are like. */
const DI_PIU_ENTI = 8_000;
/** Persons taken by chance: what two strangers have in common, and how common a name is. */
const A_CASO = 50_000;
const ALLA_VOLTA = 500;

/** Ids are random: those that follow one taken by chance are taken by chance too. */
const PIU_ENTI = `SELECT persona_id AS id FROM scheda WHERE persona_id > $1::uuid GROUP BY persona_id
  HAVING count(DISTINCT ente_erogatore) > 1 ORDER BY persona_id LIMIT $2`;
const CHIUNQUE = `SELECT id FROM persona WHERE id > $1::uuid ORDER BY id LIMIT $2`;
const INIZIO = '00000000-0000-0000-0000-000000000000';
/** Of a scan that a region of ten million may need. */
const LIMITE = 60_000;

/** A part of the registry that may be learnt from. */
export interface Campione {
  readonly diPiuEnti: readonly Persona[];
  /** Whoever may be taken for one of them. */
  readonly vicine: readonly Persona[];
  readonly aCaso: readonly Scheda[];
  /** How many persons the registry has. */
  readonly quante: number;
}

/** Takes by chance, from all that sources say, what weights are learnt from. In memory only, and nobody sees it. */
@Injectable()
export class LeggiCampione {
  constructor(
    private readonly database: Database,
    private readonly candidati: Candidati,
    private readonly leggi: LeggiPersone,
  ) {}

  async read(): Promise<Campione> {
    const from = randomUUID();
    const ids = await this.#around(PIU_ENTI, from, DI_PIU_ENTI);
    const diPiuEnti = await this.#persone(ids);
    const aCaso = await this.#persone(await this.#around(CHIUNQUE, from, A_CASO));
    const [{ quante }] = (await this.#query<{ quante: number }>(
      `SELECT count(*)::float8 AS quante FROM persona`,
      [],
    )) as [{ quante: number }];
    return {
      diPiuEnti,
      vicine: await this.#near(diPiuEnti),
      aCaso: aCaso.map(({ schede }) => schede[0]!),
      quante,
    };
  }

  /** From there to the end, and from the beginning as far as they do not reach. */
  async #around(sql: string, from: string, most: number): Promise<string[]> {
    const after = await this.#query<{ id: string }>(sql, [from, most]);
    const before = after.length < most ? await this.#query<{ id: string }>(sql, [INIZIO, most - after.length]) : [];
    return [...new Set([...after, ...before].map(({ id }) => id))];
  }

  async #near(persone: readonly Persona[]): Promise<Persona[]> {
    const known = new Set(persone.map(({ id }) => id));
    const found = new Set<string>();
    for (const some of slices(persone)) {
      const ids = await this.#reading((tx) =>
        this.candidati.find(
          tx,
          some.flatMap(({ schede }) => schede),
        ),
      );
      for (const id of ids) if (!known.has(id)) found.add(id);
    }
    return this.#persone([...found]);
  }

  async #persone(ids: readonly string[]): Promise<Persona[]> {
    const read: Persona[] = [];
    for (const some of slices(ids)) read.push(...(await this.#reading((tx) => this.leggi.read(tx, some))));
    return read;
  }

  #query<R>(sql: string, params: readonly unknown[]): Promise<R[]> {
    return this.#reading((tx) => tx.query<R>(sql, params));
  }

  #reading<T>(work: Parameters<typeof this.database.transaction<T>>[2]): Promise<T> {
    return this.database.transaction('consumer', {}, work, { readOnly: true, limitMs: LIMITE });
  }
}

function slices<T>(all: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / ALLA_VOLTA) }, (_, at) =>
    all.slice(at * ALLA_VOLTA, (at + 1) * ALLA_VOLTA),
  );
}
