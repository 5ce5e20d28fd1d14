import { Injectable } from '@nestjs/common';
import type { Identificativo } from '#libs/codici';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { parseCodice } from '../identita/identita-dichiarata.js';
import { TrovaSoggetto } from '../identita/trova-soggetto.js';
import { LeggiPersona } from '../ricerca/leggi-persona.js';
import { parseFinalita } from '../visibilita/finalita.js';
import type { DomandaAccessoUrgente } from './domanda.js';
import type { RispostaUrgente } from './risposta.js';
import { ScriviAccessoUrgente } from './scrivi-accesso-urgente.js';

/** Opens one person to one operator for a day, when somebody is in danger (rule R14). */
@Injectable()
export class ApriAccessoUrgente {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'AccessoUrgente' });

  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly scrivi: ScriviAccessoUrgente,
    private readonly leggi: LeggiPersona,
  ) {}

  /**
   * The notice is there as soon as the person is open. A person that does not exist and one that others protect are the same answer: in
   * both cases what was asked is kept, and who protects reads it.
   * @throws Problem finalita_non_ammessa, codice_non_valido, accessi_urgenti_esauriti, accesso_urgente_da_esaminare, persona_sconosciuta
   */
  async open(caller: Caller, domanda: DomandaAccessoUrgente): Promise<RispostaUrgente> {
    const identificativo = parseCodice(domanda.codice_fiscale);
    const finalita = parseFinalita(domanda.finalita, caller.ruoli);
    if (finalita !== 'tutela_urgente' || identificativo === undefined) {
      const esito = finalita === 'tutela_urgente' ? 'codice_non_valido' : 'finalita_non_ammessa';
      await this.scrivi.refuse(caller, esito, this.trova.codiceOf(identificativo));
      throw anagrafeProblem(esito);
    }
    const opened = await this.#open(caller, identificativo, domanda.motivo);
    if (opened.rifiuto !== undefined) throw anagrafeProblem(opened.rifiuto);
    this.#logger.warn('a person was opened urgently', { accesso: opened.id, ente: caller.ente, comune: opened.comune });
    const persona = await this.leggi.read(caller, opened.persona, { finalita });
    return { id: opened.id, fino_al: opened.al, persona };
  }

  #open(caller: Caller, identificativo: Identificativo, motivo: string) {
    const scope = {
      ...this.guarda.scopeOf(this.guarda.richiedenteOf(caller)),
      ...this.trova.scopeOf(identificativo),
    };
    return this.database.transaction('api', scope, async (tx) => {
      const rifiuto = await this.scrivi.refusalFor(tx, caller, identificativo);
      if (rifiuto !== undefined) return { rifiuto };
      const soggetto = await this.trova.find(tx, { identificativo });
      const written = await this.scrivi.write(tx, caller, { identificativo, soggetto, motivo });
      return soggetto === undefined
        ? { rifiuto: 'persona_sconosciuta' as const }
        : { ...written, persona: soggetto.persona, rifiuto: undefined };
    });
  }
}
