import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import { LimitiForniture } from './freni.js';

/** Held without a decision, or never whole: whoever advances forniture then throws their righe away. */
const SCADUTE = `UPDATE fornitura SET stato = 'rifiutata', motivi = array_append(motivi, 'scaduta'), conclusa_il = $1
  WHERE (stato = 'sospesa' AND giudicata_il < $1::timestamptz - make_interval(days => $2)
    OR stato = 'in_arrivo' AND sentita_il < $1::timestamptz - make_interval(days => $2))
  RETURNING id`;

/** Refuses forniture that nobody ever decides on: sealed or not, what is not needed is not kept. */
@Injectable()
export class ScadenzeForniture {
  constructor(
    private readonly database: Database,
    private readonly limiti: LimitiForniture,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were refused */
  async expire(): Promise<number> {
    const expired = await this.database.statement('consumer', {}, SCADUTE, [this.clock.now(), this.limiti.giorniFerme]);
    return expired.length;
  }
}
