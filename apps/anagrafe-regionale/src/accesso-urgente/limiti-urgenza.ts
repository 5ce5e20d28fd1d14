import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { Termini } from '../presa-in-carico/termini.js';

const DAY_MILLISECONDS = 86_400_000;

/** Asked for by the same operator, whatever came of them: a try that fails is a try. */
const CONTO = `SELECT
    (SELECT count(*)::int FROM accesso_urgente WHERE ente = $1 AND soggetto = $2 AND dal > $3) AS recenti,
    EXISTS (SELECT FROM accesso_urgente a WHERE a.ente = $1 AND a.soggetto = $2 AND a.persona_id IS NOT NULL AND a.dal < $4
      AND NOT EXISTS (SELECT FROM accesso_urgente_esame e WHERE e.accesso_id = a.id)) AS "inRitardo"`;

/** How often one operator may open persons urgently, and that what it opened must be examined. */
@Injectable()
export class LimitiUrgenza {
  constructor(
    private readonly termini: Termini,
    private readonly clock: Clock,
  ) {}

  /** One question of an operator at a time, until the transaction ends. @returns why not, or undefined */
  async refusalFor(
    tx: Tx,
    { ente, subject }: Caller,
  ): Promise<'accessi_urgenti_esauriti' | 'accesso_urgente_da_esaminare' | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`accesso_urgente ${ente} ${subject}`]);
    const now = this.clock.now().getTime();
    const since = [new Date(now - DAY_MILLISECONDS), new Date(now - this.termini.giorni.esame * DAY_MILLISECONDS)];
    const [found] = await tx.query<{ recenti: number; inRitardo: boolean }>(CONTO, [ente, subject, ...since]);
    if (found!.recenti >= this.termini.urgenzeAlGiorno) return 'accessi_urgenti_esauriti';
    return found!.inRitardo ? 'accesso_urgente_da_esaminare' : undefined;
  }

  /** Until when a person opened now is seen, and until when that is to be examined. */
  endOf(dal: Date): { readonly al: Date; readonly esameEntro: Date } {
    return {
      al: new Date(dal.getTime() + DAY_MILLISECONDS),
      esameEntro: new Date(dal.getTime() + this.termini.giorni.esame * DAY_MILLISECONDS),
    };
  }
}
