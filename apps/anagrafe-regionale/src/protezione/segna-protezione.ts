import { Injectable } from '@nestjs/common';
import type { Identificativo } from '#libs/codici';
import type { Statement, Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import type { Esito } from '../accesso/registro-accessi.js';
import { LimitiUrgenza } from '../accesso-urgente/limiti-urgenza.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { TrovaSoggetto } from '../identita/trova-soggetto.js';
import { FrenoRicerche, type StatoFreno } from '../ricerca/freno-ricerche.js';
import { type Tentativo, lineeOf } from '../ricerca/linee.js';

const NIENTE: Statement = { sql: 'SELECT 1 AS una', params: [] };

/** The code by which a person was named; undefined where it was by its id. */
type PerCodice = Identificativo | undefined;

/** Keeps who asks to protect whom, and stops who goes through codes, or protects too many that it does not see. */
@Injectable()
export class SegnaProtezione {
  constructor(
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly freno: FrenoRicerche,
    private readonly limiti: LimitiUrgenza,
  ) {}

  /** What the caller has asked in this hour: the first statement of the transaction. */
  before(caller: Caller, codice: PerCodice): Statement {
    return this.freno.before(NIENTE, caller, tentativiOf(codice));
  }

  /** @returns for how many seconds nothing is answered; undefined while the caller may go on */
  async stop(tx: Tx, caller: Caller, codice: PerCodice, freno: StatoFreno): Promise<number | undefined> {
    const fermo = this.freno.fermoOf(freno);
    if (fermo !== undefined) await this.#note(tx, caller, codice, 'troppe_ricerche');
    return fermo?.secondi;
  }

  /** Why this operator may protect nobody that it does not see otherwise, noted; undefined if it may. */
  async refusalFor(tx: Tx, caller: Caller, codice: PerCodice): ReturnType<LimitiUrgenza['refusalFor']> {
    const refusal = await this.limiti.refusalFor(tx, caller);
    if (refusal !== undefined) await this.#note(tx, caller, codice, 'negato');
    return refusal;
  }

  /** @param persona undefined when nobody was found, which counts as a search in vain */
  async answered(tx: Tx, caller: Caller, codice: PerCodice, persona: string | undefined): Promise<void> {
    await this.#note(tx, caller, codice, persona === undefined ? 'nessuna' : 'fatto', persona);
    const tentativi = tentativiOf(codice);
    await this.freno.note(tx, caller, { tentativi, vuota: persona === undefined, perCodice: true });
  }

  /** A request that names nobody. */
  async refuse(caller: Caller, codice: PerCodice): Promise<void> {
    const accesso = { verbo: 'protezione', finalita: 'tutela_urgente', codice: this.trova.codiceOf(codice) } as const;
    await this.guarda.refuse(caller, accesso);
  }

  async #note(tx: Tx, caller: Caller, codice: PerCodice, esito: Esito, persona?: string): Promise<void> {
    const accesso = { verbo: 'protezione', esito, persona, codice: this.trova.codiceOf(codice) } as const;
    await this.guarda.noteSilently(tx, caller, accesso);
  }
}

function tentativiOf(identificativo: PerCodice): Tentativo[] {
  return identificativo === undefined ? [] : lineeOf({ per: 'codice', identificativo });
}
