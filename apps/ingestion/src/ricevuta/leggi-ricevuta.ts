import { Injectable } from '@nestjs/common';
import { Database, type SessionScope } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';
import { type ContenutoRicevuta, numeroRicevuta } from './ricevuta.js';

export interface RicevutaLetta extends ContenutoRicevuta {
  /** Compact JWS over the other fields. */
  readonly firma: string;
}

interface Row {
  readonly id: string;
  readonly numero: number;
  readonly invio_id: string;
  readonly ente: string;
  readonly tracciato: string;
  readonly dimensione: number;
  readonly impronta_sha256: string;
  readonly emessa_il: Date;
  readonly firma: string;
}

/** Gives a ricevuta again, as it was issued. */
@Injectable()
export class LeggiRicevuta {
  constructor(private readonly database: Database) {}

  /** @throws Problem ricevuta_sconosciuta, also for a ricevuta of others */
  byId(caller: Caller, id: string): Promise<RicevutaLetta> {
    return this.#read('api', { enti: caller.ente }, 'r.id', id);
  }

  /** For who has just sent the same bytes for the same ente, whoever sent them first. */
  byRepeatedInvio(invioId: string): Promise<RicevutaLetta> {
    return this.#read('consumer', {}, 'r.invio_id', invioId);
  }

  async #read(role: 'api' | 'consumer', scope: SessionScope, key: string, value: string): Promise<RicevutaLetta> {
    const [row] = await this.database.statement<Row>(
      role,
      scope,
      `SELECT r.id, r.numero, r.invio_id, i.ente_mittente AS ente, i.tracciato, i.dimensione,
         encode(i.impronta, 'hex') AS impronta_sha256, r.emessa_il, r.firma
       FROM ricevuta r JOIN invio i ON i.id = r.invio_id WHERE ${key} = $1`,
      [value],
    );
    if (row === undefined) throw ingestionProblem('ricevuta_sconosciuta');
    const { numero, emessa_il, firma, ...content } = row;
    return {
      ...content,
      numero: numeroRicevuta(numero, emessa_il),
      ricevuto_il: emessa_il.toISOString(),
      firma,
    };
  }
}
