import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { VOCE_LETTA } from '../nomenclature/voci-tenute.js';
import { approvata, destinazioniOf, inVigore } from './associazioni-pubbliche.js';
import type { VoceConsultata } from './modelli-consultazione.js';

/** One code on one day: what it is, and what it is elsewhere. */
@Injectable()
export class LeggiVoce {
  constructor(private readonly database: Database) {}

  /** @throws Problem `voce_sconosciuta` for a code that the version in force on the day has not */
  async read(sistema: string, codice: string, giorno: string): Promise<VoceConsultata> {
    const [found] = await this.database.statement<VoceConsultata & { posizione: number }>(
      'api',
      {},
      `SELECT $1 AS sistema, versione.versione, voce.*,
              (SELECT padre.denominazione FROM voce_nomenclatura padre
                WHERE padre.versione_id = versione.id AND padre.codice = voce.padre) AS denominazione_padre,
              (SELECT coalesce(jsonb_agg(to_jsonb(una) ORDER BY una.a), '[]')
                 FROM (SELECT a, relazione, ${destinazioniOf('$2')} AS destinazioni, dal, al, limite, affidabilita, fonte
                         FROM associazione WHERE da = $1 AND codice = $3 AND ${approvata('$2')}) AS una) AS corrispondenze
         FROM (${inVigore('$1', '$2')}) AS versione,
              LATERAL (SELECT ${VOCE_LETTA} FROM voce_nomenclatura WHERE versione_id = versione.id AND codice = $3) AS voce`,
      [sistema, giorno, codice],
    );
    if (found === undefined) throw nomenclatoreProblem('voce_sconosciuta');
    const { posizione: _, ...voce } = found;
    return voce;
  }
}
