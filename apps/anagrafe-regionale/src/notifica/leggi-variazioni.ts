import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { type RigaNotifica, type RispostaVariazioni, notificaOf } from './risposta.js';

interface RigaPagina extends RigaNotifica {
  readonly ultimo: number;
  readonly scartate_fino: number;
}

/** In one statement, so that what is thrown away meanwhile cannot make a hole in the page. */
const PAGINA: Sql = {
  name: 'snodo_anagrafe_notifiche',
  text: `SELECT c.ultimo, c.scartate_fino, n.* FROM canale c LEFT JOIN LATERAL (
      SELECT numero, sottoscrizione, soggetto, altro_soggetto, tipo, gruppi, decorrenza, emessa_il FROM notifica
      WHERE ente = $1 AND numero > coalesce($2, 0) ORDER BY numero LIMIT $3) n ON true
    WHERE c.ente = $1 ORDER BY n.numero`,
};

/** The feed of an ente: what it was told, by number. */
@Injectable()
export class LeggiVariazioni {
  constructor(private readonly database: Database) {}

  /**
   * What comes after a place. Numbers are visible in their order and have no gaps, so a place that was passed never gets anything behind
   * it. An empty page answers with the place asked from.
   * @param cursor number of the last one read; without one, from the oldest that is kept
   * @throws Problem cursore_scaduto if something after it was thrown away; cursore_sconosciuto if it is further than the feed
   */
  async page({ ente }: Caller, cursor: number | undefined, limit: number): Promise<RispostaVariazioni> {
    const params = [ente, cursor ?? null, limit + 1];
    const rows = await this.database.statement<RigaPagina>('api', { ente }, PAGINA, params);
    const { ultimo = 0, scartate_fino = 0 } = rows[0] ?? {};
    if (cursor !== undefined && cursor > ultimo) throw anagrafeProblem('cursore_sconosciuto');
    if (cursor !== undefined && cursor < scartate_fino) throw anagrafeProblem('cursore_scaduto');
    const found = rows.filter(({ numero }) => numero !== null);
    const items = found.slice(0, limit).map(notificaOf);
    return {
      items,
      next_cursor: String(items.at(-1)?.numero ?? cursor ?? scartate_fino),
      altre: found.length > limit,
    };
  }
}
