import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { Visibilita } from '../visibilita/visibilita.js';

/** What one ente delivered of one tracciato in one legal month. */
export interface ConsegneDelMese {
  readonly ente: string;
  readonly tracciato: string;
  /** `YYYY-MM`, Europe/Rome, of the receipt. */
  readonly mese: string;
  readonly invii: number;
  readonly conclusi: number;
  readonly illeggibili: number;
  readonly righe: number;
  readonly per_stato: Readonly<Record<string, number>>;
  readonly per_regola: Readonly<Record<string, number>>;
}

const sums = (table: string, key: string, count: string): string => `
  SELECT ente_mittente, tracciato, mese, jsonb_object_agg(${key}, quante ORDER BY ${key}) AS conteggi FROM (
    SELECT i.ente_mittente, i.tracciato, i.mese, c.${key}, sum(c.${count})::bigint AS quante
    FROM invio i JOIN ${table} c USING (invio_id) GROUP BY i.ente_mittente, i.tracciato, i.mese, c.${key}) somme
  GROUP BY ente_mittente, tracciato, mese`;

const CONSEGNE = `
  WITH invio AS MATERIALIZED (
    SELECT invio_id, ente_mittente, tracciato, esito, righe,
      to_char(coalesce(ricevuto_il, concluso_il) AT TIME ZONE 'Europe/Rome', 'YYYY-MM') AS mese
    FROM consegna
    WHERE coalesce(ricevuto_il, concluso_il) >= make_timestamptz($1, 1, 1, 0, 0, 0, 'Europe/Rome')
      AND coalesce(ricevuto_il, concluso_il) < make_timestamptz($1 + 1, 1, 1, 0, 0, 0, 'Europe/Rome')),
  stati AS (${sums('consegna_stato', 'stato', 'righe')}),
  regole AS (${sums('consegna_regola', 'regola', 'rilievi')}),
  totali AS (
    SELECT ente_mittente, tracciato, mese, count(*) AS invii,
      count(*) FILTER (WHERE esito = 'concluso') AS conclusi, count(*) FILTER (WHERE esito = 'illeggibile') AS illeggibili,
      coalesce(sum(righe), 0)::bigint AS righe
    FROM invio GROUP BY ente_mittente, tracciato, mese)
  SELECT ente_mittente AS ente, tracciato, mese, invii, conclusi, illeggibili, righe,
    coalesce(stati.conteggi, '{}') AS per_stato, coalesce(regole.conteggi, '{}') AS per_regola
  FROM totali LEFT JOIN stati USING (ente_mittente, tracciato, mese) LEFT JOIN regole USING (ente_mittente, tracciato, mese)
  ORDER BY mese, ente_mittente, tracciato`;

/** Reads what was delivered in a legal year, under the row-level security of the caller. Counts only, no values. */
@Injectable()
export class LeggiConsegne {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly riferimenti: Riferimenti,
  ) {}

  async read(caller: Caller, anno: number): Promise<(ConsegneDelMese & { readonly denominazione: string | null })[]> {
    const scope = this.visibilita.overConsegne(caller, anno);
    const rows = await this.database.statement<ConsegneDelMese>('api', scope, CONSEGNE, [anno]);
    const { vista } = this.riferimenti;
    return rows.map((row) => ({ ...row, denominazione: vista.ente(row.ente)?.denominazione ?? null }));
  }
}
