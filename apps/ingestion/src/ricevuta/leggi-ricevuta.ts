import { Injectable } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { Database, type SessionScope } from '#libs/persistence';
import { LeggiProve } from '#libs/registro';
import { type Caller, FirmaRicevute, type ProvaInclusione } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { type ContenutoRicevuta, isAsIssued, numeroRicevuta } from './ricevuta.js';

export interface RicevutaLetta extends ContenutoRicevuta {
  /** Compact JWS over the other fields. */
  readonly firma: string;
  /** Once it is in the sealed register. */
  readonly prova?: ProvaInclusione;
}

interface Row {
  readonly id: string;
  readonly numero: number;
  readonly invio_id: string;
  readonly ente: string;
  readonly tracciato: string;
  readonly dimensione: number;
  readonly impronta_sha256: string;
  readonly impronta_conservata: string | null;
  readonly emessa_il: Date;
  readonly firma: string;
  readonly foglia: Buffer;
}

/** Gives a ricevuta again, as it was issued, and only if it still is: what was stored is held against its signature. */
@Injectable()
export class LeggiRicevuta {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'LeggiRicevuta' });

  constructor(
    private readonly database: Database,
    private readonly firma: FirmaRicevute,
    private readonly ambito: AmbitoVisibile,
    private readonly prove: LeggiProve,
  ) {}

  /**
   * With its proof as soon as there is one.
   * @param dimensione of the head to prove it under; the first that holds it unless told
   * @throws Problem ricevuta_sconosciuta, also for a ricevuta of others; ricevuta_alterata, testa_sconosciuta, registro_discorde
   */
  async byId(caller: Caller, id: string, dimensione?: number): Promise<RicevutaLetta> {
    const scope = this.ambito.own(caller);
    const { ricevuta, foglia } = await this.#read('api', scope, 'r.id', id);
    const voce = { genere: 'ricevuta.v1', oggetto: id, contenuto: foglia } as const;
    const prova = await this.prove.of(scope, voce, dimensione);
    return prova === undefined ? ricevuta : { ...ricevuta, prova };
  }

  /** For who has just sent the same bytes for the same ente, whoever sent them first. */
  async byRepeatedInvio(invioId: string): Promise<RicevutaLetta> {
    return (await this.#read('consumer', {}, 'r.invio_id', invioId)).ricevuta;
  }

  async #read(
    role: 'api' | 'consumer',
    scope: SessionScope,
    key: string,
    value: string,
  ): Promise<{ ricevuta: RicevutaLetta; foglia: Buffer }> {
    const [row] = await this.database.statement<Row>(
      role,
      scope,
      `SELECT r.id, r.numero, r.invio_id, i.ente_mittente AS ente, i.tracciato, i.dimensione,
         encode(i.impronta, 'hex') AS impronta_sha256,
         encode(i.impronta_conservata, 'hex') AS impronta_conservata, r.emessa_il, r.firma, r.foglia
       FROM ricevuta r JOIN invio i ON i.id = r.invio_id WHERE ${key} = $1`,
      [value],
    );
    if (row === undefined) throw ingestionProblem('ricevuta_sconosciuta');
    const { numero, emessa_il, firma, foglia, impronta_conservata: conservata, ...content } = row;
    const contenuto: ContenutoRicevuta = {
      ...content,
      ...(conservata === null ? {} : { impronta_conservata: conservata }),
      numero: numeroRicevuta(numero, emessa_il),
      ricevuto_il: emessa_il.toISOString(),
    };
    if (!(await isAsIssued({ contenuto, firma, foglia }, this.firma))) {
      this.#logger.error('a stored ricevuta is not the one that was signed', { ricevuta: row.id });
      throw ingestionProblem('ricevuta_alterata');
    }
    return { ricevuta: { ...contenuto, firma }, foglia };
  }
}
