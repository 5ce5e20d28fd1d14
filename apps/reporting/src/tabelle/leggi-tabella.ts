import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { reportingProblem } from '../reporting.errors.js';
import type { Misura } from '../riservatezza/riservatezza.js';
import type { Area } from '../riservatezza/soglie.js';
import { Visibilita } from '../visibilita/visibilita.js';

export interface TabellaPubblicata {
  readonly anno: number;
  readonly revisione: number;
  readonly calcolata_il: Date;
  /** When the registry said the newest of the facts in it; null while there are none. */
  readonly fatti_al: Date | null;
  readonly giorno_ambiti: string;
  readonly soglia_ordinaria: number;
  readonly soglia_delicata: number;
}

export interface CellaPubblicata {
  readonly ambito_codice: string | null;
  readonly ambito_denominazione: string;
  readonly area: Area;
  readonly persone_stato: Misura['stato'];
  readonly persone: number | null;
  readonly spesa_stato: Misura['stato'];
  /** Integer cents. */
  readonly spesa: number | null;
}

/** One statement, one snapshot: head and cells are of one revision. */
const TABELLA = {
  name: 'reporting_tabella',
  text: `
  SELECT anno, revisione, calcolata_il, fatti_al, giorno_ambiti, soglia_ordinaria, soglia_delicata,
    (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY ambito_codice, area), '[]') FROM (
      SELECT ambito_codice, ambito_denominazione, area, persone_stato, persone, spesa_stato, spesa
      FROM cella WHERE cella.anno = tabella.anno) c) AS celle
  FROM tabella WHERE anno = $1`,
};
const ANNI = `SELECT anno FROM tabella ORDER BY anno`;

/** Reads the published revision of a year under the row-level security of the caller. Nothing is counted here. */
@Injectable()
export class LeggiTabella {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
  ) {}

  /** @throws Problem anno_non_pubblicato, the same for every caller */
  async read(caller: Caller, anno: number): Promise<{ tabella: TabellaPubblicata; celle: CellaPubblicata[] }> {
    const scope = this.visibilita.overTabelle(caller, anno);
    const [found] = await this.database.statement<TabellaPubblicata & { celle: CellaPubblicata[] }>(
      'api',
      scope,
      TABELLA,
      [anno],
    );
    if (found !== undefined) {
      const { celle, ...tabella } = found;
      return { tabella, celle };
    }
    const anni = await this.database.statement<{ anno: number }>('api', {}, ANNI);
    throw reportingProblem('anno_non_pubblicato', undefined, { anni_pubblicati: anni.map((one) => one.anno) });
  }
}
