import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';

/** A job as operators see it: nothing of the document. */
export interface LavoroLetto {
  /** Its place in the order of receipt, and its name. */
  readonly lavoro: number;
  readonly invio_id: string;
  readonly ente: string;
  readonly genere: 'validazione' | 'annullamento';
  readonly fase: 'lettura' | 'applicazione' | 'fermo';
  readonly righe_lette: number;
  /** Claims without progress. */
  readonly tentativi: number;
  /** Name of the last failure. */
  readonly errore: string | null;
  readonly ricevuto_il: Date;
}

/** Reads the queue of jobs on invii. */
@Injectable()
export class LeggiLavori {
  constructor(private readonly database: Database) {}

  /**
   * In the order of receipt.
   * @param after the last job of the page before; 0 for the first page
   */
  page(fase: LavoroLetto['fase'] | undefined, after: number, limit: number): Promise<LavoroLetto[]> {
    return this.database.statement<LavoroLetto>(
      'consumer',
      {},
      `SELECT l.ordine AS lavoro, l.invio_id, l.ente, l.genere, l.fase, l.righe_lette, l.tentativi, l.errore, i.ricevuto_il
       FROM lavoro l JOIN invio i ON i.id = l.invio_id
       WHERE l.ordine > $1 AND ($2::text IS NULL OR l.fase = $2) ORDER BY l.ordine LIMIT $3`,
      [after, fase ?? null, limit],
    );
  }
}
