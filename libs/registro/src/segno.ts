import { Clock, type Tx, firstIdOf } from '#libs/persistence';

const RIGHE_PER_RISCONTRO = 10_000;

/** A table whose rows are sealed in the order of their ids. Names are of the code, never of a request. */
interface TabellaSegnata {
  readonly genere: string;
  /** Its `id` is a UUIDv7. */
  readonly tabella: string;
  /** When a row was made. */
  readonly istante: string;
  /** The column of `registro_stato` up to which all are sealed. */
  readonly segno: string;
  /** The column up to which a check found that all have their leaf. */
  readonly riscontro: string;
  /** Rows taken in one round. */
  readonly perGiro: number;
  /** Milliseconds: a row carries the instant at which it was made and is committed a little later; up to here one may still appear. */
  readonly ritardo: number;
  /** Milliseconds: those that a check looks at again, for a clock that went back, or a commit that took longer than any may. */
  readonly ricontrollo: number;
}

/**
 * Finds the rows of a table that are not in the register. Who writes them writes nothing for it: a mark says up to where all are sealed,
 * and stays behind the clock by more than a commit can take.
 */
export class Segno {
  constructor(
    private readonly clock: Clock,
    private readonly di: TabellaSegnata,
  ) {}

  /** @returns ids of the oldest rows that wait, before which the mark now is */
  async take(tx: Tx): Promise<{ readonly ids: readonly string[]; readonly altre: boolean }> {
    const { perGiro, segno } = this.di;
    const rows = await tx.query<{ id: string }>(`SELECT r.id ${this.#waiting()} ORDER BY r.id LIMIT $2`, [
      await this.#mark(tx),
      perGiro,
    ]);
    const last = rows.at(-1);
    if (last !== undefined) {
      const limite = firstIdOf(new Date(this.clock.now().getTime() - this.di.ritardo));
      await tx.execute(`UPDATE registro_stato SET ${segno} = greatest(${segno}, least($1::uuid, $2::uuid))`, [
        last.id,
        limite,
      ]);
    }
    return { ids: rows.map(({ id }) => id), altre: rows.length === perGiro };
  }

  /** @returns milliseconds for which the oldest of them has been waiting; 0 when there is none */
  async waiting(tx: Tx): Promise<number> {
    const [oldest] = await tx.query<{ da: Date }>(
      `SELECT r.${this.di.istante} AS da ${this.#waiting()} ORDER BY r.id LIMIT 1`,
      [await this.#mark(tx)],
    );
    return oldest === undefined ? 0 : Math.max(0, this.clock.now().getTime() - oldest.da.getTime());
  }

  /** @returns rows that the mark had passed unsealed; the mark goes back to the first of them */
  async recover(tx: Tx): Promise<number> {
    const since = firstIdOf(new Date(this.clock.now().getTime() - this.di.ricontrollo));
    const [found] = await tx.query<{ prima: string | null; quante: number }>(
      `SELECT (array_agg(r.id ORDER BY r.id))[1] AS prima, count(*)::int AS quante ${this.#waiting()} AND r.id <= $2`,
      [since, await this.#mark(tx)],
    );
    const { prima, quante } = found!;
    if (prima !== null) {
      // The mark itself counts as sealed: it must lie before the first one.
      const before = firstIdOf(new Date(Number.parseInt(prima.replaceAll('-', '').slice(0, 12), 16)));
      await tx.execute(`UPDATE registro_stato SET ${this.di.segno} = $1`, [before]);
    }
    return quante;
  }

  /**
   * Goes through the rows of long ago, a part at a time, for ever: each must have its leaf. One that has none was added afterwards.
   * @returns how many there are in this part, which is then not gone on from
   */
  async strangers(tx: Tx): Promise<number> {
    const { tabella, genere, riscontro } = this.di;
    const limite = firstIdOf(new Date(this.clock.now().getTime() - this.di.ricontrollo));
    const rows = await tx.query<{ id: string; sigillata: boolean }>(
      `SELECT r.id, EXISTS (SELECT FROM registro_foglia f WHERE f.oggetto = r.id AND f.genere = '${genere}') AS sigillata
       FROM ${tabella} r CROSS JOIN registro_stato s
       WHERE r.id > s.${riscontro} AND r.id <= least($1::uuid, s.${this.di.segno}) ORDER BY r.id LIMIT $2`,
      [limite, RIGHE_PER_RISCONTRO],
    );
    const strangers = rows.filter(({ sigillata }) => !sigillata).length;
    if (strangers === 0) {
      const next = rows.length < RIGHE_PER_RISCONTRO ? '00000000-0000-0000-0000-000000000000' : rows.at(-1)!.id;
      await tx.execute(`UPDATE registro_stato SET ${riscontro} = $1`, [next]);
    }
    return strangers;
  }

  async #mark(tx: Tx): Promise<string> {
    const [stato] = await tx.query<{ segno: string }>(`SELECT ${this.di.segno} AS segno FROM registro_stato`);
    return stato!.segno;
  }

  /** Rows after $1. Both sides of the anti-join are bounded: else PostgreSQL may walk the whole register to find where they begin. */
  #waiting(): string {
    const { tabella, genere } = this.di;
    return `FROM ${tabella} r WHERE r.id > $1 AND NOT EXISTS (
      SELECT FROM registro_foglia f WHERE f.oggetto = r.id AND f.genere = '${genere}' AND f.oggetto > $1)`;
  }
}
