import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { Visibilita } from '../visibilita/visibilita.js';
import type { RispostaAccessi } from './risposta.js';

interface RigaAccesso {
  readonly id: string;
  readonly ente: string;
  readonly finalita: string;
  readonly verbo: string;
  readonly profilo: string;
  readonly avvenuto_il: Date;
}

/** One walk down the index for each code that the comune has had: the register is long, and most of it is of other comuni. */
const PAGINA = `SELECT v.* FROM unnest($3::text[]) AS c (comune) CROSS JOIN LATERAL (
    SELECT a.id, a.ente, a.finalita, a.verbo, a.profilo, a.avvenuto_il FROM accesso a
    WHERE a.comune = c.comune AND ($1::uuid IS NULL OR a.id < $1) ORDER BY a.id DESC LIMIT $2) v
  ORDER BY v.id DESC LIMIT $2`;

/** Reads the register for the comune whose residents were looked at. */
@Injectable()
export class LeggiAccessi {
  constructor(
    private readonly database: Database,
    private readonly riferimenti: Riferimenti,
    private readonly visibilita: Visibilita,
  ) {}

  /** Newest first; empty for who is not a comune. */
  async page(caller: Caller, cursor: string | undefined, limit: number): Promise<RispostaAccessi> {
    const { comuniPropri } = this.visibilita.richiedenteOf(caller);
    const rows = await this.database.statement<RigaAccesso>('api', { residenti: comuniPropri.join() }, PAGINA, [
      cursor ?? null,
      limit + 1,
      comuniPropri,
    ]);
    const items = rows.slice(0, limit).map(({ ente, ...accesso }) => {
      const denominazione = this.riferimenti.ente(ente)?.denominazione ?? null;
      return Object.assign(accesso, { ente: { id: ente, denominazione } });
    });
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
  }
}
