import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaElenco } from './domanda.js';
import {
  CAMPI,
  type RigaPresaInCarico,
  type RispostaPresaInCarico,
  type RispostaPreseInCarico,
  answerOf,
} from './risposta.js';

/** Newest first, by id: it grows with time. */
const PAGINA = `SELECT ${CAMPI} FROM presa_in_carico WHERE ente = ANY ($1) AND ($2::uuid IS NULL OR id < $2)
  AND (NOT $3::boolean OR al IS NULL) ORDER BY id DESC LIMIT $4`;
const UNA = `SELECT ${CAMPI} FROM presa_in_carico WHERE id = $1 AND ente = ANY ($2)`;

/** Reads the cases of the caller's own ente, never those of others: who follows a person the registry does not tell. */
@Injectable()
export class LeggiPreseInCarico {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly clock: Clock,
  ) {}

  async page(caller: Caller, { aperte, cursor, limit }: DomandaElenco): Promise<RispostaPreseInCarico> {
    const rows = await this.#query(caller, PAGINA, (enti) => [enti, cursor ?? null, aperte === 'true', limit + 1]);
    const items = rows.slice(0, limit);
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
  }

  /** @throws Problem presa_in_carico_sconosciuta */
  async one(caller: Caller, id: string): Promise<RispostaPresaInCarico> {
    const [found] = isUUID(id) ? await this.#query(caller, UNA, (enti) => [id, enti]) : [];
    if (found === undefined) throw anagrafeProblem('presa_in_carico_sconosciuta');
    return found;
  }

  async #query(
    caller: Caller,
    sql: string,
    paramsOf: (enti: readonly string[]) => readonly unknown[],
  ): Promise<RispostaPresaInCarico[]> {
    const chi = this.visibilita.richiedenteOf(caller);
    const scope = this.visibilita.scopeOf(chi);
    const rows = await this.database.statement<RigaPresaInCarico>('api', scope, sql, paramsOf(chi.entiPropri));
    const oggi = legalDayOf(this.clock.now());
    return rows.map((riga) => answerOf(riga, oggi));
  }
}
