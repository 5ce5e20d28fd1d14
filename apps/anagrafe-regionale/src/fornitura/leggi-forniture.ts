import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { Visibilita } from '../visibilita/visibilita.js';
import { COLONNE_FORNITURA, scopeForniture } from './fornitura-mostrata.js';
import type { DomandaForniture, RispostaFornitura, RispostaForniture } from './risposta.js';

const PAGINA = `SELECT ${COLONNE_FORNITURA} FROM fornitura f
  WHERE $1::uuid IS NULL OR (f.ricevuta_il, f.id) < (SELECT c.ricevuta_il, c.id FROM fornitura c WHERE c.id = $1)
  ORDER BY f.ricevuta_il DESC, f.id DESC LIMIT $2`;

/** Reads the forniture of an ente, or for a steward those of all. */
@Injectable()
export class LeggiForniture {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
  ) {}

  /** Newest first. */
  async page(caller: Caller, { cursor, limit }: DomandaForniture): Promise<RispostaForniture> {
    const { entiPropri } = this.visibilita.richiedenteOf(caller);
    const rows = await this.database.statement<RispostaFornitura>('api', scopeForniture(caller, entiPropri), PAGINA, [
      cursor ?? null,
      limit + 1,
    ]);
    const items = rows.slice(0, limit);
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
  }
}
