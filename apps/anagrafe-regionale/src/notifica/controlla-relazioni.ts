import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import { RegoleNotifiche, fineFinestra } from './finestra.js';

/** Subscriptions of one statement. */
const STRETTA = 5_000;

const CONTROLLI = `WITH alcune AS MATERIALIZED (
    SELECT id, persona_id, ente FROM sottoscrizione WHERE cessata_il IS NULL AND id > $1 ORDER BY id LIMIT ${STRETTA}
  ), chieste AS (
    INSERT INTO notifica_in_attesa (sottoscrizione, tipo, persona_id, ente, gruppi, riservata, scade_il)
    SELECT id, 'controllo', persona_id, ente, 0, false, $2 FROM alcune ON CONFLICT DO NOTHING
  )
  SELECT count(*)::int AS quante, max(id::text) AS ultima FROM alcune`;

const NESSUNA = '00000000-0000-0000-0000-000000000000';

/** Has every subscription examined: a case that is closed, or a day that is past, is no change of the person. */
@Injectable()
export class ControllaRelazioni {
  constructor(
    private readonly database: Database,
    private readonly regole: RegoleNotifiche,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const scadeIl = fineFinestra(this.clock.now(), this.regole.finestra);
    for (let from = NESSUNA, seen = STRETTA; seen === STRETTA;) {
      const [row] = await this.database.statement<{ quante: number; ultima: string | null }>(
        'consumer',
        {},
        CONTROLLI,
        [from, scadeIl],
      );
      seen = row!.quante;
      from = row!.ultima ?? from;
    }
  }
}
