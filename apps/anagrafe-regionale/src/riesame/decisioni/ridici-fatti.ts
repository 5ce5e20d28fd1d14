import { Injectable } from '@nestjs/common';
import { fattiCollegatiV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import type { Tx } from '#libs/persistence';
import { inMessaggi } from '../../fatto/in-messaggi.js';
import { Pseudonimi } from '../../fatto/pseudonimi.js';
import { DatiRiservati } from '../../persona/dati-riservati.js';
import type { Mossa, Operazione } from './mossa.js';

/** Of a record that is cancelled reporting counts nothing; of one told by an early release the body was not kept. */
const AVANTI = `UPDATE record r SET fatto_revisione = coalesce(r.fatto_revisione, r.revisione) + 1 FROM scheda s
  WHERE r.record_id = ANY ($1::bytea[]) AND s.record_id = r.record_id AND s.fatto IS NOT NULL
  RETURNING encode(r.record_id, 'hex') AS "recordId", r.fatto_revisione AS revisione, s.fatto`;

/** Tells reporting again, under a higher revision, what it knows of records that are another's now: or it would count who is no more. */
@Injectable()
export class RidiciFatti {
  constructor(
    private readonly outbox: Outbox,
    private readonly pseudonimi: Pseudonimi,
    private readonly riservati: DatiRiservati,
  ) {}

  async say(tx: Tx, mosse: readonly Mossa[], { id, il, attore }: Operazione): Promise<void> {
    const a = new Map(mosse.map((mossa) => [mossa.recordId, mossa.a]));
    const told = await tx.query<{ recordId: string; revisione: number; fatto: Buffer }>(AVANTI, [
      mosse.map(({ recordId }) => Buffer.from(recordId, 'hex')),
    ]);
    const fatti = told.map(({ recordId, revisione, fatto }) => ({
      ...this.riservati.openFatto(recordId, fatto),
      fattoId: this.pseudonimi.ofFatto(recordId),
      pseudonimo: this.pseudonimi.ofPersona(a.get(recordId)!),
      revisione,
      annullato: false,
    }));
    for (const some of inMessaggi(fatti)) {
      const body = { collegatiIl: il.toISOString(), ricostruzione: false, fatti: some };
      await this.outbox.publish(tx, fattiCollegatiV1, body, { key: id, ente: attore.ente });
    }
  }
}
