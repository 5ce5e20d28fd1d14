import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { DatiRiservati } from '../../persona/dati-riservati.js';
import type { OperazioneScritta } from './operazione.js';
import type { Mossa, Operazione } from './mossa.js';

const OPERAZIONE = `INSERT INTO operazione_riesame
    (id, tipo, effetto, il, ente, client_id, soggetto, motivo, dubbio, rimasta, altra, annulla, quanti, dettagli)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

/** As it was decided before, also of a record that is cancelled. */
const RECORD = `INSERT INTO operazione_riesame_record (operazione, record_id, da, a, decisione, punteggio, modello)
  SELECT $1, v.record_id, v.da, v.a, coalesce(l.decisione, 'codice'), l.punteggio, l.modello
  FROM unnest($2::bytea[], $3::uuid[], $4::uuid[]) AS v (record_id, da, a)
  LEFT JOIN LATERAL (SELECT l.decisione, l.punteggio, l.modello FROM legame l WHERE l.record_id = v.record_id
    ORDER BY l.al IS NULL DESC, l.dal DESC, l.al DESC LIMIT 1) l ON true`;

/** An operation to be kept. */
export type OperazioneDaScrivere = Operazione &
  Omit<OperazioneScritta, 'id' | 'il'> & {
    readonly dubbio?: string | undefined;
    /** The one that it takes back. */
    readonly annulla?: string | undefined;
  };

/** Keeps who decided what, when and why, and whose each record was. */
@Injectable()
export class ScriviOperazioni {
  constructor(private readonly riservati: DatiRiservati) {}

  /** Before the records are moved. */
  async write(tx: Tx, operazione: OperazioneDaScrivere, mosse: readonly Mossa[]): Promise<void> {
    const { id, tipo, effetto, il, attore, motivo, dubbio, rimasta, altra, annulla, dettagli } = operazione;
    const chi = [attore.ente, attore.clientId, attore.soggetto, this.riservati.sealMotivo(id, motivo)];
    const cosa = [dubbio ?? null, rimasta, altra, annulla ?? null, mosse.length, JSON.stringify(dettagli)];
    await tx.execute(OPERAZIONE, [id, tipo, effetto, il, ...chi, ...cosa]);
    await tx.execute(RECORD, [
      id,
      mosse.map(({ recordId }) => Buffer.from(recordId, 'hex')),
      mosse.map(({ da }) => da),
      mosse.map(({ a }) => a),
    ]);
  }
}
