import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx } from '#libs/persistence';
import { RicalcolaPersone } from '../persona/ricalcola-persone.js';

/** So many persons are held at once: messages that want one of them wait no longer than a moment. */
const PERSONE = 200;

/** Whoever finds it held is not needed: another replica is at work. */
const APERTA = `SELECT id, dopo FROM ricostruzione WHERE finita_il IS NULL FOR UPDATE SKIP LOCKED`;

/** Persons that are stored, and those that only schede still speak of. */
const PROSSIME = `SELECT id FROM (
    (SELECT id FROM persona WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT ${PERSONE})
    UNION (SELECT DISTINCT persona_id FROM scheda WHERE $1::uuid IS NULL OR persona_id > $1 ORDER BY 1 LIMIT ${PERSONE})) p
  ORDER BY id LIMIT ${PERSONE}`;

const AVANTI = `UPDATE ricostruzione SET dopo = coalesce($2, dopo), lette = lette + $3, variate = variate + $4, finita_il = $5 WHERE id = $1`;

/** Works every person out again, some at a time: stopped anywhere, by any process, it goes on from there. */
@Injectable()
export class RicostruisciPersone {
  constructor(
    private readonly database: Database,
    private readonly ricalcola: RicalcolaPersone,
    private readonly clock: Clock,
  ) {}

  /** Until nothing is left to do, or another process does it. */
  async run(): Promise<void> {
    while (await this.database.transaction('consumer', {}, (tx) => this.#step(tx), { retries: 3 }));
  }

  async #step(tx: Tx): Promise<boolean> {
    const [open] = await tx.query<{ id: string; dopo: string | null }>(APERTA);
    if (open === undefined) return false;
    const ids = (await tx.query<{ id: string }>(PROSSIME, [open.dopo])).map(({ id }) => id);
    const variate = await this.ricalcola.of(tx, ids);
    const ended = ids.length < PERSONE;
    await tx.execute(AVANTI, [open.id, ids.at(-1) ?? null, ids.length, variate, ended ? this.clock.now() : null]);
    return !ended;
  }
}
