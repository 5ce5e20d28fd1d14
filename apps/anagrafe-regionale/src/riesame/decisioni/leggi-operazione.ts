import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { OperazioneScritta } from './operazione.js';
import type { Mossa } from './mossa.js';

const OPERAZIONE = `SELECT id, tipo, effetto, il, rimasta, altra, dettagli FROM operazione_riesame WHERE id = $1`;
const RECORD = `SELECT encode(record_id, 'hex') AS "recordId", da, a, decisione, punteggio, modello
  FROM operazione_riesame_record WHERE operazione = $1 ORDER BY record_id`;

/** A decision as it is kept: its records are called as they were before it. */
export type OperazioneLetta = OperazioneScritta & { readonly record: readonly Mossa[] };

@Injectable()
export class LeggiOperazione {
  async read(tx: Tx, id: string): Promise<OperazioneLetta | undefined> {
    const [found] = await tx.query<OperazioneScritta>(OPERAZIONE, [id]);
    return found === undefined ? undefined : { ...found, record: await tx.query<Mossa>(RECORD, [id]) };
  }
}
