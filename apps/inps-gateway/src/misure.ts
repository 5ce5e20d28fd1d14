import { Injectable } from '@nestjs/common';
import { metrics } from '#libs/observability';
import { Clock, Database } from '#libs/persistence';

const ATTESA = metrics.gauge('snodo_inps_attesa_massima_secondi', 'Age of the oldest flusso that INPS has not taken');
const IN_ATTESA = metrics.gauge('snodo_inps_flussi_in_attesa', 'Flussi published that INPS has not taken yet');
const ORFANI = metrics.gauge('snodo_inps_esiti_orfani', 'Outcomes that speak of no flusso of ours');
const NOTIFICHE = metrics.gauge('snodo_inps_notifiche_da_elaborare', 'Batches of outcomes not read yet');

/** The oldest flusso not taken is looked for only where there is one: one step into the log of each such ente. */
const MEASURE = `SELECT
    coalesce(sum(r.pubblicati - coalesce(a.prelevati, 0)), 0)::bigint AS "inAttesa",
    min(primo.ts) AS "piuVecchio",
    (SELECT count(*) FROM esito WHERE ts IS NULL) AS orfani,
    (SELECT count(*) FROM notifica WHERE elaborata_il IS NULL) AS notifiche
  FROM registro r LEFT JOIN andamento a USING (ente)
  LEFT JOIN LATERAL (
    SELECT f.ts FROM flusso f WHERE f.ente = r.ente AND f.ts > coalesce(a.prelevato_fino, 0) ORDER BY f.ts LIMIT 1
  ) primo ON r.pubblicati > coalesce(a.prelevati, 0)`;

/** Measures, for all processes, what operators should worry about. */
@Injectable()
export class Misure {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async measure(): Promise<void> {
    const [row] = await this.database.statement<{
      inAttesa: number;
      piuVecchio: number | null;
      orfani: number;
      notifiche: number;
    }>('consumer', {}, MEASURE);
    const { inAttesa, piuVecchio, orfani, notifiche } = row!;
    ATTESA.set(piuVecchio === null ? 0 : Math.max(0, (this.clock.now().getTime() - piuVecchio) / 1000));
    IN_ATTESA.set(inAttesa);
    ORFANI.set(orfani);
    NOTIFICHE.set(notifiche);
  }
}
