import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { inpsGatewayProblem } from '../inps-gateway.errors.js';

export interface EsitoOrfano {
  readonly id: number;
  /** At whose address it was handed over. */
  readonly ente: string;
  readonly id_flusso: string;
  readonly codice: string;
  readonly ricevuto_il: Date;
  readonly volte: number;
}

@Injectable()
export class LeggiOrfani {
  constructor(private readonly database: Database) {}

  /** Newest first. @throws Problem cursore_non_valido */
  async page(
    cursor: string | undefined,
    limit: number,
  ): Promise<{ totale: number; items: EsitoOrfano[]; next_cursor: string | null }> {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw inpsGatewayProblem('cursore_non_valido');
    const [rows, count] = await this.database.statements('consumer', {}, [
      {
        sql: `SELECT id, ente, id_flusso, codice, ricevuto_il, volte FROM esito
              WHERE ts IS NULL AND ($1::bigint IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
        params: [cursor ?? null, limit + 1],
      },
      { sql: 'SELECT count(*) AS totale FROM esito WHERE ts IS NULL', params: [] },
    ]);
    const items = (rows as EsitoOrfano[]).slice(0, limit);
    const [{ totale }] = count as [{ totale: number }];
    return { totale, items, next_cursor: rows!.length > limit ? String(items.at(-1)!.id) : null };
  }
}
