import { Injectable } from '@nestjs/common';
import { Clock, Database, type SessionScope, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { rigaIdRange } from '../riga/riga-id.js';

/**
 * The scope under which a caller reads, for row-level security: its own ente with those that ceased into it, and the ente erogatore of
 * what it asks for when an act in force today lets it deposit for that ente.
 */
@Injectable()
export class AmbitoVisibile {
  constructor(
    private readonly database: Database,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  own(caller: Caller): SessionScope {
    return { enti: this.entiOf(caller).join(',') };
  }

  /** The ente of the caller and those that it continues. */
  entiOf({ ente }: Caller): string[] {
    return this.riferimenti.continuita(ente, legalDayOf(this.clock.now()));
  }

  async overInvio(caller: Caller, invioId: string): Promise<SessionScope> {
    const [from, to] = rigaIdRange(invioId);
    return this.#over(
      caller,
      // The ente of the invio is known at its end, that of its first rilievo or riga before.
      await this.#erogatoreOf(
        `SELECT coalesce(i.ente_erogatore, (SELECT ente_erogatore FROM rilievo WHERE riga_id BETWEEN $2 AND $3 LIMIT 1)) AS ente,
           i.tracciato FROM invio i WHERE i.id = $1`,
        [invioId, from, to],
      ),
    );
  }

  async overRiga(caller: Caller, rigaId: string): Promise<SessionScope> {
    return this.#over(
      caller,
      await this.#erogatoreOf(
        `SELECT r.ente_erogatore AS ente, i.tracciato FROM riga r JOIN invio i ON i.id = r.invio_id WHERE r.id = $1`,
        [rigaId],
      ),
    );
  }

  #over(caller: Caller, of: { ente: string | null; tracciato: string } | undefined): SessionScope {
    if (of === undefined || of.ente === null || this.entiOf(caller).includes(of.ente)) return this.own(caller);
    const codice = of.tracciato.split('@')[0]!;
    const oggi = legalDayOf(this.clock.now());
    const { consentito } = this.riferimenti.depositoConsentito(caller.ente, of.ente, codice, oggi);
    return consentito ? { ...this.own(caller), deleganti: of.ente } : this.own(caller);
  }

  /** As consumer: which act to look for is asked before the caller is let near any row. Nothing of it is answered. */
  async #erogatoreOf(
    sql: string,
    params: readonly unknown[],
  ): Promise<{ ente: string | null; tracciato: string } | undefined> {
    const [row] = await this.database.statement<{ ente: string | null; tracciato: string }>(
      'consumer',
      {},
      sql,
      params,
    );
    return row;
  }
}
