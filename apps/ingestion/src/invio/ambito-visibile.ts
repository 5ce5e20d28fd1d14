import { Injectable } from '@nestjs/common';
import { Clock, Database, type SessionScope, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { rigaIdRange } from '../riga/riga-id.js';

/**
 * The scope under which a caller reads, for row-level security: its own ente with those that ceased into it, and of the enti
 * erogatori of what it asks for those that it may deposit for, by an act in force today.
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
      await this.#erogatoriOf(
        `SELECT i.tracciato, array_remove(
             coalesce(i.ente_erogatore, (SELECT ente_erogatore FROM rilievo WHERE riga_id BETWEEN $2 AND $3 LIMIT 1))
             || ARRAY(SELECT ente_erogatore FROM erogatore_invio WHERE invio_id = i.id), NULL) AS enti
         FROM invio i WHERE i.id = $1`,
        [invioId, from, to],
      ),
    );
  }

  async overRiga(caller: Caller, rigaId: string): Promise<SessionScope> {
    return this.#over(
      caller,
      await this.#erogatoriOf(
        `SELECT ARRAY[r.ente_erogatore] AS enti, i.tracciato FROM riga r JOIN invio i ON i.id = r.invio_id WHERE r.id = $1`,
        [rigaId],
      ),
    );
  }

  #over(caller: Caller, of: Erogatori | undefined): SessionScope {
    const own = this.entiOf(caller);
    const altri = of?.enti.filter((ente) => !own.includes(ente)) ?? [];
    if (of === undefined || altri.length === 0) return this.own(caller);
    const codice = of.tracciato.split('@')[0]!;
    const oggi = legalDayOf(this.clock.now());
    const deleganti = altri.filter(
      (ente) => this.riferimenti.depositoConsentito(caller.ente, ente, codice, oggi).consentito,
    );
    return deleganti.length > 0 ? { ...this.own(caller), deleganti: deleganti.join(',') } : this.own(caller);
  }

  /** As consumer: which act to look for is asked before the caller is let near any row. Nothing of it is answered. */
  async #erogatoriOf(sql: string, params: readonly unknown[]): Promise<Erogatori | undefined> {
    const [row] = await this.database.statement<Erogatori>('consumer', {}, sql, params);
    return row;
  }
}

/** The enti that some righe are of. */
interface Erogatori {
  readonly enti: readonly string[];
  readonly tracciato: string;
}
