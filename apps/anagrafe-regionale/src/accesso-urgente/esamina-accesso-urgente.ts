import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Clock } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { FinisciProtezione } from '../protezione/finisci-protezione.js';
import type { DomandaEsame } from './domanda.js';
import { LeggiAccessiUrgenti } from './leggi-accessi-urgenti.js';
import { postoDellEsame } from './posti.js';
import type { RispostaEsame } from './risposta.js';

const ESAMINA = `INSERT INTO accesso_urgente_esame (accesso_id, esito, motivo, ente, client_id, soggetto, esaminato_il)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (accesso_id) DO NOTHING RETURNING accesso_id`;

const ESAMINATO = 'SELECT ente, soggetto, protezione_id AS protezione FROM accesso_urgente WHERE id = $1';

interface Esaminato {
  readonly ente: string;
  readonly soggetto: string;
  /** What the ente put on whom it did not see. */
  readonly protezione: string | null;
}

/**
 * Examines an urgent access after the fact: by a privacy officer, or by the comune whose resident was opened. A protection that was put so
 * and is not justified ends: it hid a person from all who help her, on the word of an office that no rule ties to her.
 */
@Injectable()
export class EsaminaAccessoUrgente {
  constructor(
    private readonly leggi: LeggiAccessiUrgenti,
    private readonly finisci: FinisciProtezione,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem accesso_urgente_sconosciuto, esame_non_consentito, accesso_urgente_esaminato */
  async examine(caller: Caller, given: string, { esito, motivo }: DomandaEsame): Promise<RispostaEsame> {
    if (!isUUID(given)) throw anagrafeProblem('accesso_urgente_sconosciuto');
    const id = given.toLowerCase();
    const { ente, clientId, subject } = caller;
    const now = this.clock.now();
    return this.leggi.under(caller, async (tx) => {
      const [found] = await tx.query<Esaminato>(ESAMINATO, [id]);
      if (found === undefined) throw anagrafeProblem('accesso_urgente_sconosciuto');
      // Nobody examines what it did itself, and a colleague only if its office is to examine.
      const own = found.ente === ente;
      if ((own && !caller.ruoli.includes('dpo')) || (own && found.soggetto === subject))
        throw anagrafeProblem('esame_non_consentito');
      const sealed = this.keyRing.encrypt(Buffer.from(motivo), postoDellEsame(id));
      const written = await tx.query(ESAMINA, [id, esito, sealed, ente, clientId, subject, now]);
      if (written.length === 0) throw anagrafeProblem('accesso_urgente_esaminato');
      if (esito === 'non_giustificato' && found.protezione !== null)
        await this.finisci.end(tx, caller, { id: found.protezione, motivo, perErrore: true });
      return { esito, motivo, esaminato_il: now };
    });
  }
}
