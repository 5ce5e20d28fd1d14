import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { ListaLocaleLetta, VersioneLocaleLetta, VoceLocaleLetta } from './modelli-locali.js';

/** Reads the list of an ente, with what is known of each code. */
@Injectable()
export class LeggiNomenclaturaLocale {
  constructor(
    private readonly database: Database,
    private readonly raggiungibili: EntiRaggiungibili,
  ) {}

  /**
   * @param versione the last published one unless told
   * @throws Problem `ente_sconosciuto` also for an ente that is not the caller's, `nomenclatura_sconosciuta` for a version that is not there
   */
  async read(caller: Caller, codice: string, versione: string | undefined): Promise<ListaLocaleLetta> {
    const ente = await this.raggiungibili.find(caller, codice);
    const versioni = await this.#versioniOf(ente.id);
    const chosen =
      versione === undefined
        ? versioni.find(({ stato }) => stato === 'pubblicata')
        : versioni.find((one) => one.versione === versione);
    if (versione !== undefined && chosen === undefined) throw nomenclatoreProblem('nomenclatura_sconosciuta');
    return {
      ente: ente.id,
      denominazione: ente.denominazione,
      sistema: versioni[0]?.sistema ?? null,
      versioni: versioni.map(({ sistema: _, ...one }) => one),
      versione: chosen?.versione ?? null,
      voci: chosen === undefined ? [] : await this.#vociOf(ente.id, chosen.sistema, chosen.versione),
    };
  }

  #versioniOf(ente: string): Promise<(VersioneLocaleLetta & { readonly sistema: string })[]> {
    return this.database.statement<VersioneLocaleLetta & { sistema: string }>(
      'api',
      {},
      `SELECT sistema, versione, stato, dal, al,
              (SELECT count(*) FROM voce_nomenclatura WHERE versione_id = versione_nomenclatura.id) AS voci
         FROM versione_nomenclatura JOIN nomenclatura_locale USING (sistema)
        WHERE nomenclatura_locale.ente = $1 AND stato <> 'bozza' ORDER BY dal DESC, length(versione) DESC, versione DESC`,
      [ente],
    );
  }

  #vociOf(ente: string, sistema: string, versione: string): Promise<VoceLocaleLetta[]> {
    return this.database.statement<VoceLocaleLetta & Record<string, unknown>>(
      'api',
      { enti: ente },
      `SELECT voce.codice, voce.denominazione, voce.descrizione, voce.padre AS codice_padre,
              coalesce(jsonb_agg(jsonb_build_object('id', una.id, 'a', una.a, 'relazione', una.relazione, 'destinazioni', una.destinazioni,
                'dal', una.dal, 'al', una.al, 'stato', una.stato, 'nota', una.nota, 'revisione', una.revisione) ORDER BY una.dal, una.id)
                FILTER (WHERE una.id IS NOT NULL), '[]') AS associazioni
         FROM voce_nomenclatura voce
         LEFT JOIN associazione una ON una.da = $1 AND una.codice = voce.codice
        WHERE voce.versione_id = $1 || '@' || $2
        GROUP BY voce.versione_id, voce.codice ORDER BY voce.posizione`,
      [sistema, versione],
    );
  }
}
