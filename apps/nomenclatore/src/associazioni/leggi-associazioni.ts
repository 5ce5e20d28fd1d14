import { Injectable } from '@nestjs/common';
import { Database, type SessionScope } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { Storia } from '../storia/storia.js';
import type { AssociazioneLetta, AssociazioniLette, FattoLetto } from './modelli-associazioni.js';
import { ASSOCIAZIONE, ETICHETTE } from './vista-associazione.js';

/** What to look for; what is missing does not matter. */
export interface Filtri {
  readonly da?: string;
  readonly a?: string;
  readonly codice?: string;
  readonly stato?: string;
  readonly ente?: string;
  readonly salta: number;
  readonly limite: number;
}

/** Reads associations as far as the caller may see: what an ente has proposed is its own and the region's business. */
@Injectable()
export class LeggiAssociazioni {
  constructor(
    private readonly database: Database,
    private readonly raggiungibili: EntiRaggiungibili,
    private readonly storia: Storia,
  ) {}

  /** @throws Problem `ente_sconosciuto` also for an ente that is not the caller's */
  async list(caller: Caller, { da, a, codice, stato, ente, salta, limite }: Filtri): Promise<AssociazioniLette> {
    const owner = ente === undefined ? null : (await this.raggiungibili.find(caller, ente)).id;
    const rows = await this.database.statement<AssociazioneLetta & { totale: number }>(
      'api',
      await this.raggiungibili.scopeOf(caller),
      `SELECT ${ASSOCIAZIONE}, trovata.totale
         FROM (SELECT *, count(*) OVER () AS totale FROM associazione
                WHERE ($1::text IS NULL OR da = $1) AND ($2::text IS NULL OR a = $2) AND ($3::text IS NULL OR codice = $3)
                  AND ($4::text IS NULL OR stato = $4) AND ($5::uuid IS NULL OR ente = $5)
                ORDER BY da, codice, a, dal, id OFFSET $6 LIMIT $7) AS trovata
         CROSS JOIN LATERAL ${ETICHETTE('trovata')}
        ORDER BY trovata.da, trovata.codice, trovata.a, trovata.dal, trovata.id`,
      [da ?? null, a ?? null, codice ?? null, stato ?? null, owner, salta, limite],
    );
    return { totale: rows[0]?.totale ?? 0, associazioni: rows.map(({ totale: _, ...associazione }) => associazione) };
  }

  /** Those that can be seen, in the order of their ids as given. */
  async byIds(caller: Caller, ids: readonly string[]): Promise<AssociazioneLetta[]> {
    const rows = await this.#read(await this.raggiungibili.scopeOf(caller), ids);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** @throws Problem `associazione_sconosciuta` also for one that is not for the caller to see */
  async one(caller: Caller, id: string): Promise<AssociazioneLetta> {
    const [found] = await this.byIds(caller, [id]);
    if (found === undefined) throw nomenclatoreProblem('associazione_sconosciuta');
    return found;
  }

  /**
   * What was done to it, the latest first.
   * @throws Problem `associazione_sconosciuta` also for one that is not for the caller to see
   */
  async history(caller: Caller, id: string): Promise<FattoLetto[]> {
    await this.one(caller, id);
    const facts = await this.database.transaction('consumer', {}, (tx) => this.storia.read(tx, 'associazione', id));
    return facts.map(({ id: _, ...fatto }) => fatto);
  }

  #read(scope: SessionScope, ids: readonly string[]): Promise<AssociazioneLetta[]> {
    return this.database.statement<AssociazioneLetta & Record<string, unknown>>(
      'api',
      scope,
      `SELECT ${ASSOCIAZIONE} FROM associazione trovata CROSS JOIN LATERAL ${ETICHETTE('trovata')}
        WHERE trovata.id = ANY ($1)`,
      [ids],
    );
  }
}
