import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { StoriaVoce } from './modelli-consultazione.js';

/** A code through the versions: where it is, whose place it takes, and who takes its place. */
@Injectable()
export class LeggiStoriaVoce {
  constructor(private readonly database: Database) {}

  /** @throws Problem `voce_sconosciuta` for a code that no published version knows */
  async read(sistema: string, codice: string): Promise<StoriaVoce> {
    const storia = await this.database.statement<StoriaVoce['storia'][number] & Record<string, unknown>>(
      'api',
      {},
      `SELECT versione.versione, versione.stato, versione.dal, versione.al, voce.codice IS NOT NULL AS presente,
              voce.denominazione, voce.padre, coalesce(voce.attributi->'sostituisce', '[]') AS sostituisce,
              coalesce(eredi.codici, '[]') AS sostituita_da, voce.fonte, voce.affidabilita
         FROM versione_nomenclatura versione
         LEFT JOIN voce_nomenclatura voce ON voce.versione_id = versione.id AND voce.codice = $2
         LEFT JOIN LATERAL (SELECT jsonb_agg(erede.codice ORDER BY erede.posizione) AS codici FROM voce_nomenclatura erede
                             WHERE erede.versione_id = versione.id AND erede.attributi->'sostituisce' ? $2) AS eredi ON true
        WHERE versione.sistema = $1 AND versione.stato <> 'bozza' AND (voce.codice IS NOT NULL OR eredi.codici IS NOT NULL)
        ORDER BY versione.dal, versione.versione`,
      [sistema, codice],
    );
    if (!storia.some(({ presente }) => presente)) throw nomenclatoreProblem('voce_sconosciuta');
    return { sistema, codice, storia };
  }
}
