import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import { RegoleNotifiche } from './finestra.js';

/** Notifiche of one statement. */
const STRETTA = 5_000;

/** The place up to which they are gone is written with their going: a cursor before it is told so, and not given what is left. */
const SCARTA = `WITH solo AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.notifica', 0)) AS mio
  ), vecchie AS (
    SELECT ente, numero FROM notifica WHERE emessa_il < $1 AND (SELECT mio FROM solo) ORDER BY emessa_il, ente, numero LIMIT ${STRETTA}
  ), tolte AS (
    DELETE FROM notifica n USING vecchie v WHERE n.ente = v.ente AND n.numero = v.numero RETURNING n.ente, n.numero
  ), segnate AS (
    UPDATE canale c SET scartate_fino = greatest(c.scartate_fino, t.numero)
    FROM (SELECT ente, max(numero) AS numero FROM tolte GROUP BY ente) t WHERE c.ente = t.ente
  )
  SELECT count(*)::int AS tolte FROM tolte`;

/** Forgets what was told longer ago than it is kept. */
@Injectable()
export class ScartaNotifiche {
  constructor(
    private readonly database: Database,
    private readonly regole: RegoleNotifiche,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const prima = new Date(this.clock.now().getTime() - this.regole.conservazione);
    for (let tolte = STRETTA; tolte === STRETTA;) {
      const [row] = await this.database.statement<{ tolte: number }>('consumer', {}, SCARTA, [prima]);
      tolte = row!.tolte;
    }
  }
}
