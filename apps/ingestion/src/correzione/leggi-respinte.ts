import { Injectable } from '@nestjs/common';
import { Database, type SessionScope } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { DifettoDaDire, RigaDaCorreggere } from '#libs/tracciati';
import { numeroOf, rigaId, rigaIdRange } from '../riga/riga-id.js';
import { type RilievoLetto, type RilievoScritto, type Vista, presentRilievo } from '../rilievo/rilievo-letto.js';

/** Refused righe read at once. */
const PER_PAGINA = 500;

interface Respinta {
  readonly id: string;
  readonly linea: number;
  readonly colonna: number;
}

/** Reads the refused righe of an invio with what was found on each, page by page, in the order of the document. */
@Injectable()
export class LeggiRespinte {
  constructor(
    private readonly database: Database,
    private readonly keyRing: KeyRing,
  ) {}

  /** Only those whose values the caller may see: they are about to be given whole. */
  async *read(scope: SessionScope, invioId: string, vista: Vista): AsyncGenerator<RigaDaCorreggere> {
    for (let after: string | undefined = rigaId(invioId, 0); after !== undefined;) {
      const righe: Respinta[] = await this.#page(scope, invioId, vista, after);
      const byRiga = await this.#rilieviOf(scope, righe, vista);
      for (const { id, linea, colonna } of righe) {
        yield { numero: numeroOf(id), linea, colonna, rilievi: byRiga.get(id) ?? [] };
      }
      after = righe.length < PER_PAGINA ? undefined : righe.at(-1)!.id;
    }
  }

  /** What was found on the invio as a whole. */
  async readSullInvio(scope: SessionScope, invioId: string, vista: Vista): Promise<DifettoDaDire[]> {
    const id = rigaId(invioId, 0);
    return (await this.#rilieviOf(scope, [{ id, linea: 1, colonna: 1 }], vista)).get(id) ?? [];
  }

  #page(scope: SessionScope, invioId: string, { mittente, enti }: Vista, after: string): Promise<Respinta[]> {
    return this.database.statement<Respinta>(
      'api',
      scope,
      `SELECT id, linea, colonna FROM riga
       WHERE id > $1 AND id <= $2 AND stato = 'respinta' AND ($3 OR ente_erogatore = ANY ($4::uuid[]))
       ORDER BY id LIMIT $5`,
      [after, rigaIdRange(invioId)[1], mittente, enti, PER_PAGINA],
    );
  }

  async #rilieviOf(
    scope: SessionScope,
    righe: readonly Respinta[],
    vista: Vista,
  ): Promise<ReadonlyMap<string, RilievoLetto[]>> {
    if (righe.length === 0) return new Map();
    const rows = await this.database.statement<RilievoScritto>(
      'api',
      scope,
      `SELECT riga_id, indice, ente_erogatore, linea, colonna, foglio, errore, regola, campo, valore, messaggio, rimedio
       FROM rilievo WHERE riga_id = ANY ($1::uuid[]) AND riga_id BETWEEN $2 AND $3 ORDER BY riga_id, indice`,
      [righe.map(({ id }) => id), righe[0]!.id, righe.at(-1)!.id],
    );
    const byRiga = new Map<string, RilievoLetto[]>();
    for (const row of rows) {
      const found = byRiga.get(row.riga_id) ?? [];
      found.push(presentRilievo(this.keyRing, row, vista));
      byRiga.set(row.riga_id, found);
    }
    return byRiga;
  }
}
