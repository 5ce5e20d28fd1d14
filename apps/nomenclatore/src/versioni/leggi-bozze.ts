import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { VoceLetta } from '../lettura/modelli.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { nomeVersione } from '../nomenclature/parti.js';
import { VOCE_LETTA } from '../nomenclature/voci-tenute.js';
import { COLONNE_VERSIONE, type VersioneTenuta } from './versioni-tenute.js';

/** A draft with some of its items. */
export interface BozzaConVoci extends VersioneTenuta {
  readonly totale: number;
  readonly voci: VoceLetta[];
}

/** Drafts, for who makes them; for anybody else they are not there. */
@Injectable()
export class LeggiBozze {
  constructor(private readonly database: Database) {}

  /** @throws Problem `nomenclatura_sconosciuta` for what is not there or is no draft (any more) */
  async read(sistema: string, versione: string, da: number, limite: number): Promise<BozzaConVoci> {
    const [found] = await this.database.statement<BozzaConVoci>(
      'consumer',
      {},
      `SELECT ${COLONNE_VERSIONE},
              (SELECT count(*) FROM voce_nomenclatura WHERE versione_id = $1) AS totale,
              (SELECT coalesce(jsonb_agg(to_jsonb(voce) - 'posizione' ORDER BY posizione), '[]')
                 FROM (SELECT ${VOCE_LETTA}
                         FROM voce_nomenclatura WHERE versione_id = $1
                        ORDER BY posizione OFFSET $2 LIMIT $3) AS voce) AS voci
         FROM versione_nomenclatura WHERE id = $1 AND stato = 'bozza'`,
      [nomeVersione({ sistema, versione }), da, limite],
    );
    if (found === undefined) throw nomenclatoreProblem('nomenclatura_sconosciuta');
    return found;
  }
}
