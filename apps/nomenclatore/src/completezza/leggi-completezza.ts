import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import type { Vista } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { VistaPubblicata } from '../traduzioni/vista-pubblicata.js';
import { type VoceLocale, completezzaOf } from './completezza.js';
import type { CompletezzaLetta } from './modelli-completezza.js';

const REGIONE = 'REG';

/** Says how much of the list of an ente leads to INPS, with a version of the regional nomenclature. */
@Injectable()
export class LeggiCompletezza {
  constructor(
    private readonly database: Database,
    private readonly pubblicata: VistaPubblicata,
    private readonly raggiungibili: EntiRaggiungibili,
    private readonly clock: Clock,
  ) {}

  /**
   * @param versione of the regional nomenclature, also one that begins later; missing: the one in force today
   * @throws Problem `ente_sconosciuto`, `nomenclatura_sconosciuta`, `nomenclatura_locale_assente`
   */
  async read(caller: Caller, codice: string, versione: string | undefined): Promise<CompletezzaLetta> {
    const ente = await this.raggiungibili.find(caller, codice);
    const vista = await this.pubblicata.current();
    const giorno = await this.#dayOf(versione);
    const sistema = vista.sistemaLocaleOf(ente.id, giorno);
    const locale = sistema === undefined ? undefined : vista.nomenclatura(sistema, giorno);
    if (sistema === undefined || locale === undefined) throw nomenclatoreProblem('nomenclatura_locale_assente');
    const attese = await this.#atteseOf(ente.id);
    const { voci, associate, conScelta, incomplete } = completezzaOf(
      vista,
      sistema,
      await this.#vociOf(locale.versione),
      giorno,
    );
    return {
      ente: ente.id,
      denominazione: ente.denominazione,
      giorno,
      versione_locale: locale.versione,
      versione_regionale: regionaleOf(vista, giorno),
      completa: incomplete.length === 0,
      voci,
      associate,
      con_scelta: conScelta,
      incomplete: incomplete.map((voce) => ({ ...voce, righe_in_attesa: attese.get(voce.codice) ?? 0 })),
    };
  }

  /** Of a version that has begun, today; of one to come, its first day; of one that is over, its last. */
  async #dayOf(versione: string | undefined): Promise<string> {
    const today = legalDayOf(this.clock.now());
    if (versione === undefined) return today;
    const [found] = await this.database.statement<{ dal: string; al: string | null }>(
      'api',
      {},
      `SELECT dal, al FROM versione_nomenclatura WHERE sistema = $1 AND versione = $2 AND stato = 'pubblicata'`,
      [REGIONE, versione],
    );
    if (found === undefined) throw nomenclatoreProblem('nomenclatura_sconosciuta');
    if (today < found.dal) return found.dal;
    return found.al !== null && found.al < today ? found.al : today;
  }

  #vociOf(versione: string): Promise<VoceLocale[]> {
    return this.database.statement<VoceLocale & Record<string, unknown>>(
      'api',
      {},
      `SELECT codice, denominazione,
              EXISTS (SELECT FROM voce_nomenclatura figlia WHERE figlia.versione_id = $1 AND figlia.padre = voce.codice) AS "padreDiAltre"
         FROM voce_nomenclatura voce WHERE versione_id = $1 ORDER BY posizione`,
      [versione],
    );
  }

  async #atteseOf(ente: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.statement<{ codice: string; righe: number }>(
      'api',
      { enti: ente },
      `SELECT codice, sum(righe)::integer AS righe FROM codice_in_attesa WHERE ente = $1 GROUP BY codice`,
      [ente],
    );
    return new Map(rows.map(({ codice, righe }) => [codice, righe]));
  }
}

function regionaleOf(vista: Vista, giorno: string): string | null {
  return vista.nomenclatura(REGIONE, giorno)?.versione ?? null;
}
