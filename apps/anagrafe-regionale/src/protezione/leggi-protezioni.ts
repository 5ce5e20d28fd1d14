import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { GuardaPersona } from '../identita/guarda-persona.js';
import type { DomandaElencoProtezioni } from './domanda.js';
import { CAMPI, Motivi, type RigaProtezione } from './motivi.js';
import type { RispostaProtezioni } from './risposta.js';

const PAGINA = `SELECT ${CAMPI} FROM protezione WHERE ente = ANY ($1) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

/** Reads the protections that the caller's ente put, past ones too; never those of others. */
@Injectable()
export class LeggiProtezioni {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly motivi: Motivi,
  ) {}

  /** Newest first. */
  async page(caller: Caller, { cursor, limit }: DomandaElencoProtezioni): Promise<RispostaProtezioni> {
    const chi = this.guarda.richiedenteOf(caller);
    const params = [chi.entiPropri, cursor ?? null, limit + 1];
    const rows = await this.database.statement<RigaProtezione>('api', this.guarda.scopeOf(chi), PAGINA, params);
    const items = rows.slice(0, limit).map((riga) => this.motivi.answerOf(riga));
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
  }
}
