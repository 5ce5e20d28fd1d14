import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import type { DomandaFineProtezione } from './domanda.js';
import { FinisciProtezione } from './finisci-protezione.js';
import { Motivi } from './motivi.js';
import type { RispostaProtezione } from './risposta.js';

/** Lifts a protection of the caller's ente. */
@Injectable()
export class TogliProtezione {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly finisci: FinisciProtezione,
    private readonly motivi: Motivi,
  ) {}

  /**
   * Repeated with the same reason it answers the same.
   * @throws Problem protezione_sconosciuta, also for one of another ente; protezione_finita
   */
  async lift(
    caller: Caller,
    given: string,
    { motivo, per_errore: perErrore = false }: DomandaFineProtezione,
  ): Promise<RispostaProtezione> {
    if (!isUUID(given)) throw anagrafeProblem('protezione_sconosciuta');
    const scope = this.guarda.scopeOf(this.guarda.richiedenteOf(caller));
    const lifted = await this.database.transaction('api', scope, (tx) =>
      this.finisci.end(tx, caller, { id: given.toLowerCase(), motivo, perErrore }),
    );
    if (lifted === undefined) throw anagrafeProblem('protezione_sconosciuta');
    const answer = this.motivi.answerOf(lifted);
    if (answer.motivo_fine !== motivo) throw anagrafeProblem('protezione_finita');
    return answer;
  }
}
