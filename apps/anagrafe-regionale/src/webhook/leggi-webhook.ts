import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { openIndirizzo } from './indirizzo-cifrato.js';
import type { RispostaWebhook } from './risposta.js';

const WEBHOOK = `SELECT w.indirizzo, w.registrato_il, w.stato, w.consegnate_fino, w.ultima_consegna_il, w.tentativi, w.fallito_dal,
    w.ultimo_errore, CASE WHEN w.stato = 'attivo' AND w.tentativi > 0 THEN w.prossimo_il END AS prossimo_tentativo_il,
    greatest(coalesce(c.ultimo, 0) - w.consegnate_fino, 0) AS in_attesa
  FROM webhook w LEFT JOIN canale c ON c.ente = w.ente WHERE w.ente = $1`;

/** Tells an ente how the bringing to its receiver goes. */
@Injectable()
export class LeggiWebhook {
  constructor(
    private readonly database: Database,
    private readonly chiavi: KeyRing,
  ) {}

  /** @throws Problem webhook_assente */
  async read({ ente }: Caller): Promise<RispostaWebhook> {
    const [row] = await this.database.statement<Omit<RispostaWebhook, 'origine'> & { indirizzo: Buffer }>(
      'api',
      { ente },
      WEBHOOK,
      [ente],
    );
    if (row === undefined) throw anagrafeProblem('webhook_assente');
    const { indirizzo, ...rest } = row;
    return { origine: new URL(openIndirizzo(this.chiavi, ente, indirizzo)).origin, ...rest };
  }
}
