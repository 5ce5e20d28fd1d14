import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { ComuneVariato, VariazioneLetta, VariazioniLette } from './modelli-variazioni.js';

/** A change as a row of a table: comuni by cadastral code and name, divided by `|`. */
export interface RigaVariazione {
  readonly tipo: string;
  readonly dal: string;
  readonly comuni_prima: string;
  readonly comuni_dopo: string;
  readonly atto_tipo: string;
  readonly atto_numero: string;
  readonly atto_data: string;
  readonly fonte: string;
  readonly affidabilita: string;
}

export const COLONNE_VARIAZIONI = [
  'tipo',
  'dal',
  'comuni_prima',
  'comuni_dopo',
  'atto_tipo',
  'atto_numero',
  'atto_data',
  'fonte',
  'affidabilita',
] as const satisfies readonly (keyof RigaVariazione)[];

/** The changes of the territory that were declared here, the latest first: public, as the laws that made them are. */
@Injectable()
export class LeggiVariazioni {
  constructor(private readonly database: Database) {}

  /** @param limite null: all of them */
  async read(da: number, limite: number | null): Promise<VariazioniLette> {
    const rows = await this.database.statement<VariazioneLetta & { totale: number }>(
      'api',
      {},
      `SELECT tipo, dal, chiuse, aperte, jsonb_build_object('tipo', atto_tipo, 'numero', atto_numero, 'data', atto_data) AS atto,
              fonte, affidabilita, count(*) OVER ()::int AS totale
         FROM variazione_territorio ORDER BY dal DESC, ordine DESC OFFSET $1 LIMIT $2`,
      [da, limite],
    );
    return { totale: rows[0]?.totale ?? 0, variazioni: rows.map(({ totale: _, ...variazione }) => variazione) };
  }
}

export function rigaOf({ tipo, dal, chiuse, aperte, atto, fonte, affidabilita }: VariazioneLetta): RigaVariazione {
  const names = (comuni: readonly ComuneVariato[]): string =>
    comuni.map(({ belfiore, istat, denominazione }) => `${belfiore ?? istat} ${denominazione}`).join('|');
  return {
    tipo,
    dal,
    comuni_prima: names(chiuse),
    comuni_dopo: names(aperte),
    atto_tipo: atto.tipo,
    atto_numero: atto.numero,
    atto_data: atto.data,
    fonte,
    affidabilita,
  };
}
