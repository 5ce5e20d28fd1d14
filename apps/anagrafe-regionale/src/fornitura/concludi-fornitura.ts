import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { InvioAnnullatoV1, InvioConclusoV1 } from '#libs/contracts';
import { Clock, type Tx } from '#libs/persistence';

const DETTE = `INSERT INTO fornitura AS f (id, invio_id, ente, verso, stato, dette, ricevuta_il, sentita_il)
  SELECT v.id, $2, v.ente, $6, 'in_arrivo', v.dette, $5, $5 FROM unnest($1::uuid[], $3::uuid[], $4::int[]) AS v (id, ente, dette)
  ON CONFLICT (invio_id, ente, verso) DO UPDATE SET dette = excluded.dette,
    stato = CASE WHEN f.stato = 'in_arrivo' AND f.ricevute >= excluded.dette THEN 'completa' ELSE f.stato END`;

/** Learns how many righe a fornitura is of: it may be told of it before, after or between them. */
@Injectable()
export class ConcludiFornitura {
  constructor(private readonly clock: Clock) {}

  async note(tx: Tx, detto: InvioConclusoV1 | InvioAnnullatoV1): Promise<void> {
    const { invioId, dette = {} } = detto;
    const enti = Object.entries(dette).filter(([, count]) => count > 0);
    if (enti.length === 0) return;
    await tx.execute(DETTE, [
      enti.map(() => randomUUID()),
      invioId,
      enti.map(([ente]) => ente),
      enti.map(([, count]) => count),
      this.clock.now(),
      'annullatoIl' in detto ? 'annullamento' : 'consegna',
    ]);
  }
}
