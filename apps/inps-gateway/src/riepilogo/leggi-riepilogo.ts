import { Injectable } from '@nestjs/common';
import { MOTIVI_NON_TRASMISSIBILE } from '#libs/contracts';
import { Clock, Database, type Sql, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';

/** Where the flussi of one ente are, in numbers. */
export interface RiepilogoEnte {
  readonly ente: string;
  readonly denominazione: string;
  /** Published, not taken yet. */
  readonly pubblicati: number;
  /** Taken, not answered yet. */
  readonly ritirati: number;
  readonly accolti: number;
  readonly respinti: number;
  /** The oldest that INPS has not taken yet. */
  readonly piu_vecchio_non_ritirato: Date | null;
  readonly ultima_interrogazione: Date | null;
  /** Records whose current revision is not published, by reason; those that INPS never had and are gone are nobody's worry. */
  readonly non_trasmissibili: Readonly<Record<string, number>>;
}

interface Row {
  readonly ente: string;
  readonly totale: number;
  readonly prelevati: number;
  readonly accolti: number;
  readonly respinti: number;
  readonly primo: number | null;
  readonly ultima_interrogazione: Date | null;
  readonly motivi: Readonly<Record<string, number>>;
}

/** $1: the enti, or NULL for all of them. The log itself is touched only to find the oldest flusso that waits. */
const READ: Sql = {
  name: 'snodo_inps_riepilogo',
  text: `WITH motivi AS (
      SELECT ente, jsonb_object_agg(motivo, n) AS motivi
      FROM (SELECT ente, motivo, count(*) AS n FROM record
            WHERE motivo <> 'nulla_da_cancellare' AND ($1::uuid[] IS NULL OR ente = ANY ($1)) GROUP BY ente, motivo) m
      GROUP BY ente
    )
    SELECT coalesce(r.ente, m.ente) AS ente, coalesce(r.pubblicati, 0) AS totale, coalesce(a.prelevati, 0) AS prelevati,
      coalesce(a.accolti, 0) AS accolti, coalesce(a.respinti, 0) AS respinti, primo.ts AS primo, a.ultima_interrogazione,
      coalesce(m.motivi, '{}') AS motivi
    FROM registro r FULL JOIN motivi m ON m.ente = r.ente
    LEFT JOIN andamento a ON a.ente = r.ente
    LEFT JOIN LATERAL (
      SELECT f.ts FROM flusso f WHERE f.ente = r.ente AND f.ts > coalesce(a.prelevato_fino, 0) ORDER BY f.ts LIMIT 1
    ) primo ON r.pubblicati > coalesce(a.prelevati, 0)
    WHERE ($1::uuid[] IS NULL OR coalesce(r.ente, m.ente) = ANY ($1)) AND (r.pubblicati > 0 OR m.motivi IS NOT NULL)
    ORDER BY 1`,
};

/** Counts for who answers for them: the ente its own and those of the enti it continues, the region all of them. Numbers only: no riga, no person. */
@Injectable()
export class LeggiRiepilogo {
  constructor(
    private readonly database: Database,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  async read({ ente, ruoli }: Caller): Promise<{ items: RiepilogoEnte[] }> {
    // As consumer: the counts come from tables no caller reads rows of. Which enti is decided here, by the role of the registry.
    const rows = await this.database.statement<Row>('consumer', {}, READ, [
      ruoli.includes('regione') ? null : this.riferimenti.continuita(ente, legalDayOf(this.clock.now())),
    ]);
    return { items: rows.map((row) => this.#read(row)) };
  }

  #read({ ente, totale, prelevati, accolti, respinti, primo, ultima_interrogazione, motivi }: Row): RiepilogoEnte {
    return {
      ente,
      denominazione: this.riferimenti.ente(ente)?.denominazione ?? '',
      pubblicati: Math.max(0, totale - Math.max(prelevati, accolti + respinti)),
      ritirati: Math.max(0, prelevati - accolti - respinti),
      accolti,
      respinti,
      piu_vecchio_non_ritirato: primo === null ? null : new Date(primo),
      ultima_interrogazione,
      non_trasmissibili: Object.fromEntries(
        MOTIVI_NON_TRASMISSIBILE.flatMap((motivo) => (motivi[motivo] === undefined ? [] : [[motivo, motivi[motivo]]])),
      ),
    };
  }
}
