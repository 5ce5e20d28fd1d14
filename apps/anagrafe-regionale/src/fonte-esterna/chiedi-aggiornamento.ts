import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { Riferimento } from '../persona/riferimento.js';
import type { Finalita } from '../visibilita/finalita.js';
import { FontiAttive } from './fonti-attive.js';
import { urgenzaOf } from './motivi.js';
import type { RispostaAggiornamento } from './risposta.js';

const GIORNO_MS = 86_400_000;

/** What waits and what was asked, or was not to be: all of it counts, or who counts would learn whose question was left unasked. */
const RECENTI = `SELECT (SELECT count(DISTINCT persona_id) FROM domanda_fonte WHERE ente = $1)
  + (SELECT count(DISTINCT persona_id) FROM interrogazione_fonte WHERE ente = $1 AND chiesta_il > $2) AS quante`;

const INSERT = `INSERT INTO domanda_fonte (id, persona_id, fonte, motivo, urgenza, ente, utente, nata_il, prossima_il)
  SELECT v.id, $3, v.fonte, 'richiesta', $4, $5, $6, $7, $7 FROM unnest($1::uuid[], $2::text[]) AS v (id, fonte)
  ON CONFLICT DO NOTHING`;

/** How many persons an ente may have asked about in a day. */
export class LimiteAggiornamenti {
  constructor(readonly alGiorno: number) {}
}

/** What else a request needs to be noted. */
@Injectable()
export class ContestoAggiornamenti {
  constructor(
    readonly clock: Clock,
    readonly limite: LimiteAggiornamenti,
    readonly riferimento: Riferimento,
  ) {}
}

/** Has other registries asked about a person that the caller may see. */
@Injectable()
export class ChiediAggiornamento {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly attive: FontiAttive,
    private readonly contesto: ContestoAggiornamenti,
  ) {}

  /**
   * The answer is the same whether the person is asked about or, for a protection that the caller must not know of, is not.
   * @throws Problem aggiornamenti_non_attivi, troppi_aggiornamenti; persona_sconosciuta, also for a person that is not the caller's to see
   */
  async request(caller: Caller, id: string, finalita: Finalita): Promise<RispostaAggiornamento> {
    if (this.attive.fonti.length === 0) throw anagrafeProblem('aggiornamenti_non_attivi');
    const chi = this.guarda.richiedenteOf(caller);
    const outcome = await this.database.transaction('api', this.guarda.scopeOf(chi), async (tx) => {
      const found = await this.guarda.look(tx, caller, chi, { id, finalita, verbo: 'lettura' });
      if (found === undefined) return 'persona_sconosciuta' as const;
      return (await this.#note(tx, caller, found.persona)) ? undefined : ('troppi_aggiornamenti' as const);
    });
    if (outcome !== undefined) throw anagrafeProblem(outcome);
    return { accolta_il: this.contesto.clock.now(), fonti: [...this.attive.nomi] };
  }

  async #note(tx: Tx, { ente, subject }: Caller, persona: string): Promise<boolean> {
    const { clock, limite, riferimento } = this.contesto;
    const adesso = clock.now();
    const [recenti] = await tx.query<{ quante: string }>(RECENTI, [ente, new Date(adesso.getTime() - GIORNO_MS)]);
    if (Number(recenti!.quante) >= limite.alGiorno) return false;
    const { nomi } = this.attive;
    const utente = riferimento.ofOperatore(ente, subject);
    await tx.execute(INSERT, [
      nomi.map(() => randomUUID()),
      nomi,
      persona,
      urgenzaOf('richiesta'),
      ente,
      utente,
      adesso,
    ]);
    return true;
  }
}
