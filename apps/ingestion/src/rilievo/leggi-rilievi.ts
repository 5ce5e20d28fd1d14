import { Injectable } from '@nestjs/common';
import { Database, type SessionScope } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { cursorOf, placeOf } from '../cursore.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { type Pagina, allPages } from '../pagine.js';
import { rigaId, rigaIdRange } from '../riga/riga-id.js';
import { type RilievoLetto, type RilievoScritto, type Vista, presentRilievo } from './rilievo-letto.js';

export type { RilievoLetto } from './rilievo-letto.js';

/** Rilievi read at once where all are asked for. */
const PER_PAGINA = 1000;

/** Which rilievi to list. */
export interface SceltaRilievi {
  readonly regola?: string | undefined;
  readonly gravita?: 'errore' | 'avviso' | undefined;
  /** Number of a riga; 0 for those on the invio as a whole. */
  readonly riga?: number | undefined;
}

interface Ricerca extends SceltaRilievi {
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** Reads the rilievi of an invio under the row-level security of the caller, in the order of the document. */
@Injectable()
export class LeggiRilievi {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly keyRing: KeyRing,
  ) {}

  /** @throws Problem invio_sconosciuto, also for an invio of others; parametro_non_valido for a cursor that is not ours */
  async page(
    caller: Caller,
    invioId: string,
    { cursor, limit, regola, gravita, riga }: Ricerca,
  ): Promise<Pagina<RilievoLetto>> {
    const scope = await this.ambito.overInvio(caller, invioId);
    const vista = await this.#vistaOf(caller, invioId, scope);
    const [first, last] = rigaIdRange(invioId);
    const [from, to] = riga === undefined ? [first, last] : [rigaId(invioId, riga), rigaId(invioId, riga)];
    const after = cursor === undefined ? { id: first, indice: -1 } : placeOf(cursor);
    const rows = await this.database.statement<RilievoScritto>(
      'api',
      scope,
      `SELECT riga_id, indice, ente_erogatore, linea, colonna, foglio, errore, regola, campo, valore, messaggio, rimedio
       FROM rilievo
       WHERE riga_id BETWEEN $1 AND $2 AND (riga_id, indice) > ($3, $4)
         AND ($6::text IS NULL OR regola = $6) AND ($7::boolean IS NULL OR errore = $7)
       ORDER BY riga_id, indice LIMIT $5`,
      [
        from,
        to,
        after.id,
        after.indice,
        limit + 1,
        regola ?? null,
        gravita === undefined ? null : gravita === 'errore',
      ],
    );
    const items = rows.slice(0, limit);
    const end = items.at(-1);
    return {
      items: items.map((row) => presentRilievo(this.keyRing, row, vista)),
      next_cursor: rows.length > limit ? cursorOf({ id: end!.riga_id, indice: end!.indice }) : null,
    };
  }

  all(caller: Caller, invioId: string, scelta: SceltaRilievi = {}): AsyncGenerator<RilievoLetto[]> {
    return allPages((cursor) => this.page(caller, invioId, { ...scelta, cursor, limit: PER_PAGINA }));
  }

  async #vistaOf(caller: Caller, invioId: string, scope: SessionScope): Promise<Vista> {
    const [invio] = await this.database.statement<{
      mittente: string;
      depositante: string;
      formato: string | null;
      tracciato: string;
    }>('api', scope, `SELECT ente_mittente AS mittente, depositante, formato, tracciato FROM invio WHERE id = $1`, [
      invioId,
    ]);
    if (invio === undefined) throw ingestionProblem('invio_sconosciuto');
    const own = this.ambito.entiOf(caller);
    const mittente = own.includes(invio.mittente) || own.includes(invio.depositante);
    return { mittente, enti: own, formato: invio.formato, tracciato: invio.tracciato };
  }
}
