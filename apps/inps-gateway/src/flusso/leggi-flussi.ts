import { Injectable } from '@nestjs/common';
import { Clock, Database, type Sql, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { type Caller, KeyRing } from '#libs/security';
import type { DomandaFlussi } from '../domanda.js';
import { placeOfDescrizione } from '../esito/registra-esiti.js';
import { inpsGatewayProblem } from '../inps-gateway.errors.js';

/** How far a flusso has come. */
export const STATI_FLUSSO = ['pubblicato', 'ritirato', 'accolto', 'respinto'] as const;
type StatoFlusso = (typeof STATI_FLUSSO)[number];

/** INPS's last word on a flusso. */
export interface EsitoLetto {
  readonly codice: string;
  readonly descrizione: string | null;
  readonly id_acquisizione: string | null;
  readonly acquisito_il: Date | null;
  readonly ricevuto_il: Date;
}

/** A flusso as its ente reads it: never its content, which the ente has from its own invio. */
export interface FlussoDiEnte {
  readonly id_flusso: string;
  readonly ts_flusso: Date;
  readonly riga_id: string;
  readonly operazione: 'I' | 'C';
  readonly stato: StatoFlusso;
  readonly esito: EsitoLetto | null;
}

interface Row {
  readonly ts: number;
  readonly id_flusso: string;
  readonly riga_id: string;
  readonly operazione: 'I' | 'C';
  readonly preso: boolean;
  readonly codice: string | null;
  readonly accolto: boolean;
  readonly descrizione: Buffer | null;
  readonly impronta: string;
  readonly id_acquisizione: string | null;
  readonly acquisito_il: Date | null;
  readonly ricevuto_il: Date;
}

const PAGE: Sql = {
  name: 'snodo_inps_flussi_di_ente',
  text: `SELECT f.ts, f.id_flusso, f.riga_id, f.operazione,
      f.ts <= coalesce((SELECT a.prelevato_fino FROM andamento a WHERE a.ente = $1), 0) AS preso,
      e.codice, e.accolto, e.descrizione, encode(e.impronta, 'hex') AS impronta, e.id_acquisizione, e.acquisito_il, e.ricevuto_il
    FROM (SELECT * FROM flusso WHERE ente = $1 AND ts < $2 ORDER BY ts DESC LIMIT $3) f
    LEFT JOIN LATERAL (SELECT * FROM esito WHERE ente = $1 AND ts = f.ts ORDER BY id DESC LIMIT 1) e ON true
    ORDER BY f.ts DESC`,
};

/** Reads the log of the caller's own ente, or of one that ceased into it, the latest flusso first. */
@Injectable()
export class LeggiFlussi {
  constructor(
    private readonly database: Database,
    private readonly keyRing: KeyRing,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Problem cursore_non_valido for a cursor that is none of ours; ente_senza_flussi for an ente that is not there and, in the same
   *   words, for one that is not the caller's
   */
  async page(
    caller: Caller,
    { ente: codice, cursor, limit }: Pick<DomandaFlussi, 'ente' | 'cursor' | 'limit'>,
  ): Promise<{ items: FlussoDiEnte[]; next_cursor: string | null }> {
    const ente = this.#enteOf(caller, codice);
    const params = [ente, placeOf(cursor), limit + 1];
    const rows = await this.database.statement<Row>('api', { enti: ente }, PAGE, params);
    const items = rows.slice(0, limit);
    return {
      items: items.map((row) => this.#read(ente, row)),
      next_cursor: rows.length > limit ? String(items.at(-1)!.ts) : null,
    };
  }

  #enteOf({ ente }: Caller, codice: string | undefined): string {
    if (codice === undefined) return ente;
    const oggi = legalDayOf(this.clock.now());
    const found = this.riferimenti.erogatoreByCodice(codice, oggi);
    if (found === undefined || !this.riferimenti.continuita(ente, oggi).includes(found.id))
      throw inpsGatewayProblem('ente_senza_flussi');
    return found.id;
  }

  #read(ente: string, row: Row): FlussoDiEnte {
    const { ts, id_flusso, riga_id, operazione, codice, id_acquisizione, acquisito_il, ricevuto_il } = row;
    const esito =
      codice === null
        ? null
        : { codice, descrizione: this.#words(ente, row), id_acquisizione, acquisito_il, ricevuto_il };
    return { id_flusso, ts_flusso: new Date(ts), riga_id, operazione, stato: statoOf(row), esito };
  }

  #words(ente: string, { descrizione, impronta, id_flusso }: Row): string | null {
    if (descrizione === null) return null;
    return this.keyRing.decrypt(descrizione, placeOfDescrizione(ente, { impronta, idFlusso: id_flusso })).toString();
  }
}

function statoOf({ codice, accolto, preso }: Row): StatoFlusso {
  if (codice !== null) return accolto ? 'accolto' : 'respinto';
  return preso ? 'ritirato' : 'pubblicato';
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  if (!/^\d{1,15}$/.test(cursor)) throw inpsGatewayProblem('cursore_non_valido');
  return Number(cursor);
}
