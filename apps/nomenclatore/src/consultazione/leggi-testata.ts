import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { sigleOf } from '../fonti/sigle.js';
import type { FonteLetta } from '../fonti/modelli-fonti.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { TestataVersione } from './modelli-consultazione.js';

const UNKNOWN = { titolo: null, editore: null, url: null, licenza: null, aggiornato_al: null, nota: null };
const VOCI = 'FROM voce_nomenclatura voce WHERE voce.versione_id = versione.id';
const TESTATA = `SELECT sistema, versione, denominazione, stato, dal, al, fonte, affidabilita, (SELECT count(*) ${VOCI}) AS voci,
    (SELECT coalesce(jsonb_agg(to_jsonb(uno) ORDER BY affidabilita), '[]')
       FROM (SELECT affidabilita, count(*) AS voci ${VOCI} GROUP BY affidabilita) AS uno) AS voci_per_affidabilita,
    ARRAY(SELECT DISTINCT voce.fonte ${VOCI} ORDER BY voce.fonte) AS marks
  FROM versione_nomenclatura versione`;

type Letta = Omit<TestataVersione, 'fonti'> & { marks: string[] };

/** Which version: by name, or the one in force on a day. */
export type QualeVersione = { readonly versione: string } | { readonly giorno: string };

/** The head of a version: validity, state, licences, how far its items can be trusted. */
@Injectable()
export class LeggiTestata {
  constructor(private readonly database: Database) {}

  /** @throws Problem `nomenclatura_sconosciuta`, `versione_non_in_vigore` */
  async read(sistema: string, quale: QualeVersione): Promise<TestataVersione> {
    const [found] =
      'versione' in quale
        ? await this.#find(`sistema = $1 AND versione = $2 AND stato <> 'bozza'`, [sistema, quale.versione])
        : await this.#find(`sistema = $1 AND stato = 'pubblicata' AND dal <= $2 AND (al IS NULL OR $2 <= al)`, [
            sistema,
            quale.giorno,
          ]);
    if (found === undefined)
      throw nomenclatoreProblem('giorno' in quale ? 'versione_non_in_vigore' : 'nomenclatura_sconosciuta');
    const { marks, ...testata } = found;
    return { ...testata, fonti: await this.#fonti([found.fonte, ...marks]) };
  }

  #find(condition: string, values: readonly string[]): Promise<Letta[]> {
    return this.database.statement<Letta & Record<string, unknown>>(
      'api',
      {},
      `${TESTATA} WHERE ${condition} ORDER BY dal DESC LIMIT 1`,
      values,
    );
  }

  async #fonti(marks: readonly string[]): Promise<FonteLetta[]> {
    const sigle = [...new Set(marks.flatMap(sigleOf))];
    const known = await this.database.statement<FonteLetta & Record<string, unknown>>(
      'api',
      {},
      'SELECT sigla, true AS descritta, titolo, editore, url, licenza, aggiornato_al, nota FROM fonte WHERE sigla = ANY($1)',
      [sigle],
    );
    return sigle.map(
      (sigla) => known.find((fonte) => fonte.sigla === sigla) ?? { sigla, descritta: false, ...UNKNOWN },
    );
  }
}
