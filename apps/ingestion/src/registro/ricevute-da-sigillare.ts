import { Injectable } from '@nestjs/common';
import { Clock, type Tx, firstIdOf } from '#libs/persistence';
import type { VociInAttesa } from './voce.js';

/** About a tenth of a second of work, ten times what a region receives in its busiest second. */
const RICEVUTE_PER_GIRO = 1000;
/** A ricevuta carries the instant at which it was made, and is committed a little later: up to here one may still appear. */
const RITARDO_MASSIMO = 120_000;
/** Those that a check looks at again: a clock that went back, or a commit that took longer than any may. */
const RICONTROLLO = 8 * 86_400_000;

const NON_SIGILLATA = `NOT EXISTS (SELECT FROM registro_foglia f WHERE f.oggetto = r.id AND f.genere = 'ricevuta.v1')`;

/**
 * Finds the ricevute that are not in the register. Deposits write nothing for it: a mark says up to where all are sealed, and stays
 * behind the clock by more than a deposit can take.
 */
@Injectable()
export class RicevuteDaSigillare {
  constructor(private readonly clock: Clock) {}

  async take(tx: Tx): Promise<VociInAttesa> {
    const rows = await tx.query<{ id: string; foglia: Buffer; segno: string }>(
      `SELECT r.id, r.foglia FROM ricevuta r
       WHERE r.id > (SELECT ricevute_fino_a FROM registro_stato) AND ${NON_SIGILLATA} ORDER BY r.id LIMIT $1`,
      [RICEVUTE_PER_GIRO],
    );
    const altre = rows.length === RICEVUTE_PER_GIRO;
    if (rows.length > 0) await this.#advance(tx, rows.at(-1)!.id);
    return { voci: rows.map(({ id, foglia }) => ({ genere: 'ricevuta.v1', oggetto: id, contenuto: foglia })), altre };
  }

  /** @returns milliseconds for which the oldest of them has been waiting; 0 when there is none */
  async waiting(tx: Tx): Promise<number> {
    const [oldest] = await tx.query<{ emessa_il: Date }>(
      `SELECT r.emessa_il FROM ricevuta r
       WHERE r.id > (SELECT ricevute_fino_a FROM registro_stato) AND ${NON_SIGILLATA} ORDER BY r.id LIMIT 1`,
    );
    return oldest === undefined ? 0 : Math.max(0, this.clock.now().getTime() - oldest.emessa_il.getTime());
  }

  /** @returns ricevute that the mark had passed unsealed; the mark goes back to the first of them */
  async recover(tx: Tx): Promise<number> {
    const [found] = await tx.query<{ prima: string | null; ricevute: number }>(
      `SELECT (array_agg(r.id ORDER BY r.id))[1] AS prima, count(*) AS ricevute FROM ricevuta r
       WHERE r.id > $1 AND r.id <= (SELECT ricevute_fino_a FROM registro_stato) AND ${NON_SIGILLATA}`,
      [firstIdOf(new Date(this.clock.now().getTime() - RICONTROLLO))],
    );
    const { prima, ricevute } = found!;
    if (prima !== null) {
      // The mark itself counts as sealed: it must lie before the first one.
      const before = firstIdOf(new Date(Number.parseInt(prima.replaceAll('-', '').slice(0, 12), 16)));
      await tx.execute(`UPDATE registro_stato SET ricevute_fino_a = $1`, [before]);
    }
    return ricevute;
  }

  async #advance(tx: Tx, last: string): Promise<void> {
    const limite = firstIdOf(new Date(this.clock.now().getTime() - RITARDO_MASSIMO));
    await tx.execute(
      `UPDATE registro_stato SET ricevute_fino_a = greatest(ricevute_fino_a, least($1::uuid, $2::uuid))`,
      [last, limite],
    );
  }
}
