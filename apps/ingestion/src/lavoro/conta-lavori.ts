import { Injectable } from '@nestjs/common';
import { metrics } from '#libs/observability';
import { Database } from '#libs/persistence';

const STATI = ['in_coda', 'in_corso', 'fermo'] as const;
export type LavoriPerStato = Readonly<Record<(typeof STATI)[number], number>>;

const LAVORI = metrics.gauge('snodo_ingestion_lavori', 'Jobs on invii not yet done, by state', ['stato']);

/** Counts the jobs of all processes; those that stopped wait for an operator, and an invio without verdict waits with them. */
@Injectable()
export class ContaLavori {
  constructor(private readonly database: Database) {}

  async count(): Promise<LavoriPerStato> {
    const [lavori] = await this.database.statement<LavoriPerStato>(
      'consumer',
      {},
      `SELECT count(*) FILTER (WHERE fase <> 'fermo' AND NOT coalesce(lease_fino > clock_timestamp(), false)) AS in_coda,
         count(*) FILTER (WHERE fase <> 'fermo' AND lease_fino > clock_timestamp()) AS in_corso,
         count(*) FILTER (WHERE fase = 'fermo') AS fermo
       FROM lavoro`,
    );
    for (const stato of STATI) LAVORI.set({ stato }, lavori![stato]);
    return lavori!;
  }
}
