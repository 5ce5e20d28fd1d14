import { Injectable } from '@nestjs/common';
import type { LegalDay } from '#libs/codici';
import { currentCorrelation } from '#libs/observability';
import { Clock, Database, type Statement, type Tx, uuidv7 } from '#libs/persistence';
import type { Caller } from '#libs/security';

/** Ways to look at a person. */
export const VERBI = [
  'ricerca',
  'lettura',
  'famiglia',
  'storia',
  'verifica',
  'urgenza',
  'estratto',
  'variazione',
  'riesame',
  'protezione',
] as const;
export type Verbo = (typeof VERBI)[number];

/** What became of it: what was shown, answered or done, or why it was refused. */
export type Esito =
  | 'mostrata'
  | 'nessuna'
  | 'si'
  | 'no'
  | 'concesso'
  | 'negato'
  | 'fatto'
  | 'finalita_non_ammessa'
  | 'codice_non_valido'
  | 'criteri_non_validi'
  | 'troppe_persone'
  | 'troppe_ricerche';

/** What one person's being looked for, or at, leaves behind. References are keyed (hex); nothing of what was answered is kept. */
export interface Accesso {
  readonly verbo: Verbo;
  readonly esito: Esito;
  readonly finalita?: string | undefined;
  readonly regola?: string | undefined;
  readonly profilo?: string | undefined;
  readonly persona?: string | undefined;
  readonly codice?: string | undefined;
  /** ISTAT code of the residence of the person shown, on that day. */
  readonly comune?: string | null | undefined;
  /** Persons shown in the same answer. */
  readonly quante: number;
  /** The request of the person herself that is answered. */
  readonly richiesta?: { readonly protocollo: string; readonly del: LegalDay } | undefined;
}

const INSERT = {
  name: 'snodo_anagrafe_accesso',
  text: `INSERT INTO accesso (id, avvenuto_il, ente, client_id, soggetto, correlazione, verbo, esito, finalita, regola, profilo, persona,
      codice, comune, quante, protocollo, richiesta_del)
    SELECT v.id, $1, $2, $3, $4, $5, v.verbo, v.esito, v.finalita, v.regola, v.profilo, decode(v.persona, 'hex'),
      decode(v.codice, 'hex'), v.comune, v.quante, v.richiesta ->> 'protocollo', (v.richiesta ->> 'del')::date
    FROM jsonb_to_recordset($6::jsonb) AS v (id uuid, verbo text, esito text, finalita text, regola text, profilo text, persona text,
      codice text, comune text, quante smallint, richiesta jsonb)`,
};

/** The register of who looked at whom: written before the answer leaves, only ever added to. */
@Injectable()
export class RegistroAccessi {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * In the transaction that read what is answered: if the entry cannot be kept, there is no answer.
   * @param at of what happened, where something else is compared with it
   */
  async write(tx: Tx, caller: Caller, accessi: readonly Accesso[], at: Date = this.clock.now()): Promise<void> {
    const { sql, params } = this.#statement(caller, accessi, at);
    await tx.atCommit(sql, params);
  }

  /** Where nothing was read: a request that is refused. */
  async writeAlone(caller: Caller, accesso: Accesso): Promise<void> {
    await this.database.statements('api', { ente: caller.ente }, [
      this.#statement(caller, [accesso], this.clock.now()),
    ]);
  }

  #statement({ ente, clientId, subject }: Caller, accessi: readonly Accesso[], at: Date): Statement {
    const rows = accessi.map((accesso) => Object.assign({ id: uuidv7(at) }, accesso));
    const correlazione = currentCorrelation()?.correlationId ?? '';
    return { sql: INSERT, params: [at, ente, clientId, subject, correlazione, JSON.stringify(rows)] };
  }
}
