import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { approvata, destinazioniOf, inVigore } from './associazioni-pubbliche.js';
import type { CorrispondenzeLette } from './modelli-consultazione.js';

/** What the codes of one code system are in another, on a day. */
@Injectable()
export class LeggiCorrispondenze {
  constructor(private readonly database: Database) {}

  /** @throws Problem `nomenclatura_sconosciuta` for a system without published versions, or the list of an ente */
  async read(da: string, a: string, giorno: string): Promise<CorrispondenzeLette> {
    const [found] = await this.database.statement<CorrispondenzeLette & { note: number }>(
      'api',
      {},
      `WITH partenza AS (${inVigore('$1', '$3')}), arrivo AS (${inVigore('$2', '$3')})
       SELECT $1 AS da, $2 AS a, $3 AS giorno,
              (SELECT count(DISTINCT sistema) FROM versione_nomenclatura
                WHERE sistema IN ($1, $2) AND sistema NOT LIKE 'LOC:%' AND stato <> 'bozza') AS note,
              (SELECT versione FROM partenza) AS versione_da, (SELECT versione FROM arrivo) AS versione_a,
              (SELECT coalesce(jsonb_agg(to_jsonb(una) - 'posizione' ORDER BY una.posizione, una.codice), '[]')
                 FROM (SELECT associazione.codice, voce.denominazione, relazione, ${destinazioniOf('$3')} AS destinazioni, dal, al, limite,
                              associazione.affidabilita, associazione.fonte, voce.posizione
                         FROM associazione LEFT JOIN voce_nomenclatura voce
                           ON voce.codice = associazione.codice AND voce.versione_id = (SELECT id FROM partenza)
                        WHERE da = $1 AND a = $2 AND ${approvata('$3')}) AS una) AS corrispondenze`,
      [da, a, giorno],
    );
    const { note, ...lette } = found!;
    if (note < 2) throw nomenclatoreProblem('nomenclatura_sconosciuta');
    return lette;
  }
}
