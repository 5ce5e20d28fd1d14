import { Injectable } from '@nestjs/common';
import { metrics } from '#libs/observability';
import { Database } from '#libs/persistence';
import { FontiAttive } from './fonti-attive.js';

const IN_ATTESA = metrics.gauge('snodo_anagrafe_fonti_in_attesa', 'Questions that wait to be put to other registries', [
  'fonte',
]);

const QUANTE = `SELECT f.fonte, (SELECT count(*) FROM domanda_fonte d WHERE d.fonte = f.fonte) AS quante FROM unnest($1::text[]) AS f (fonte)`;

/** Measures, for all processes, how many questions wait: a source that has stopped answering is seen here, not in what was asked. */
@Injectable()
export class MisuraDomande {
  constructor(
    private readonly database: Database,
    private readonly attive: FontiAttive,
  ) {}

  async run(): Promise<void> {
    const rows = await this.database.statement<{ fonte: string; quante: string }>('consumer', {}, QUANTE, [
      this.attive.nomi,
    ]);
    for (const { fonte, quante } of rows) IN_ATTESA.set({ fonte }, Number(quante));
  }
}
