import { Injectable } from '@nestjs/common';
import { Database, uuids } from '#libs/persistence';
import type { InvioAlLavoro } from './avanzamento.js';

/** Reads how far invii are, many in one statement: whatever process works on them, what it commits is here. */
@Injectable()
export class LeggiLavoriInCorso {
  constructor(private readonly database: Database) {}

  /** As consumer: who may see an invio is asked before it is watched. */
  read(invii: readonly string[]): Promise<InvioAlLavoro[]> {
    return this.database.statement<InvioAlLavoro>(
      'consumer',
      {},
      `SELECT i.id, i.stato, i.concluso_il IS NOT NULL AS concluso, i.annullato_il, i.ente_mittente AS mittente, i.depositante, l.fase, l.righe_lette,
         (l.esito->>'righe')::bigint AS righe, l.conteggi->'perStato' AS per_stato
       FROM invio i LEFT JOIN lavoro l ON l.invio_id = i.id AND l.genere = 'validazione'
       WHERE i.id = ANY ($1::uuid[])`,
      [uuids(invii)],
    );
  }
}
