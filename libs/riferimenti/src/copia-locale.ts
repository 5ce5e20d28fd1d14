import type { VoceCopia } from '#libs/contracts';
import type { Database, Tx } from '#libs/persistence';
import type { Voce } from './contenuti.js';

/** What the copy holds at one instant, as far as `since` did not know it, or the first part of that. */
export interface Movimenti {
  /** Up to which movement this goes. */
  readonly movimento: number;
  readonly completa: boolean;
  readonly voci: readonly Voce[];
  /** There may be more above `movimento`: only with it do state and voci agree. */
  readonly continua: boolean;
}

/** One chunk of an answer to our request. */
export interface Blocco {
  readonly richiestaId: string;
  readonly fornitaIl: string;
  readonly indice: number;
  readonly totale: number;
}

/**
 * Voci of one reading, about: a region's 160,000 in one would be 60 MB of JSON, and the process would hear nothing else while it parses
 * them. The local list of an ente is one voce, of some 13 KB.
 */
const PAGINA = 1_000;

type Riga = Voce & { readonly movimento: number };

/** The copy in the app's schema. Writers take turns on its one row of state, so that movements commit in their order. */
export class CopiaLocale {
  constructor(private readonly database: Database) {}

  /** Puts newer voci in place and ignores older ones: messages may come in any order, and twice. */
  async apply(tx: Tx, voci: readonly VoceCopia[]): Promise<void> {
    const movimento = await this.#move(tx);
    await tx.execute(
      `INSERT INTO copia_voce AS copia (genere, id, revisione, contenuto, movimento)
       SELECT DISTINCT ON (genere, id) genere, id, revisione, contenuto, $2
         FROM jsonb_to_recordset($1::jsonb) AS voce (genere text, id text, revisione integer, contenuto jsonb)
        ORDER BY genere, id, revisione DESC
       ON CONFLICT (genere, id) DO UPDATE
          SET revisione = excluded.revisione, contenuto = excluded.contenuto, movimento = excluded.movimento
        WHERE copia.revisione < excluded.revisione`,
      [JSON.stringify(voci), movimento],
    );
  }

  /**
   * Notes a chunk; the copy is complete when one answer has come whole. Chunks of two answers are never counted together: the
   * second may have been cut in another place. Only the last chunk knows how many there are.
   */
  async noteBlocco(tx: Tx, { richiestaId, fornitaIl, indice, totale }: Blocco, now: Date): Promise<void> {
    await tx.execute(
      `INSERT INTO copia_blocco (richiesta_id, fornita_il, indice, totale) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [richiestaId, fornitaIl, indice, totale],
    );
    await tx.execute(
      `UPDATE copia_stato
          SET ultimo_segno_il = $1,
              completa_il = CASE WHEN (SELECT count(*) = max(totale) FILTER (WHERE indice = totale - 1)
                                         FROM copia_blocco WHERE richiesta_id = $2 AND fornita_il = $3)
                                 THEN $1::timestamptz ELSE completa_il END`,
      [now, richiestaId, fornitaIl],
    );
  }

  /**
   * What changed above a movement, some voci at a time. Movements commit in their order, so whatever changes while the parts are read
   * is above them: with the last part, state and voci agree.
   */
  async read(since: number, page = PAGINA): Promise<Movimenti> {
    const righe = await this.database.statement<{ corrente: number; completa: boolean } & Partial<Riga>>(
      'consumer',
      {},
      `SELECT stato.movimento AS corrente, completa_il IS NOT NULL AS completa, voce.*
         FROM copia_stato stato LEFT JOIN LATERAL (
           SELECT genere, id, revisione, contenuto, movimento FROM copia_voce
            WHERE stato.movimento > $1 AND movimento > $1 AND movimento <= (
              SELECT max(movimento)
                FROM (SELECT movimento FROM copia_voce WHERE movimento > $1 ORDER BY movimento LIMIT $2) AS first)
         ) AS voce ON true`,
      [since, page],
    );
    const [stato] = righe;
    if (stato === undefined) return { movimento: 0, completa: false, voci: [], continua: false };
    const { corrente, completa } = stato;
    const voci = righe.filter((riga): riga is typeof riga & Riga => riga.movimento !== null);
    const continua = voci.length >= page;
    const movimento = continua ? voci.reduce((last, voce) => Math.max(last, voce.movimento), since) : corrente;
    return { movimento, completa, voci, continua };
  }

  /**
   * Takes the right to ask for a snapshot, if the copy is not complete and nothing was heard for `patience(attempts)` milliseconds.
   * @returns the request to send in this transaction
   */
  async takeRequest(
    tx: Tx,
    newId: () => string,
    now: Date,
    patience: (attempts: number) => number,
  ): Promise<string | undefined> {
    await tx.execute(`INSERT INTO copia_stato DEFAULT VALUES ON CONFLICT DO NOTHING`);
    const [stato] = await tx.query<{
      richiestaId: string | null;
      tentativi: number;
      segno: Date | null;
      completa: boolean;
    }>(
      `SELECT richiesta_id AS "richiestaId", tentativi, ultimo_segno_il AS segno, completa_il IS NOT NULL AS completa
         FROM copia_stato FOR UPDATE`,
    );
    const { richiestaId, tentativi, segno, completa } = stato!;
    if (completa) return undefined;
    if (segno !== null && now.getTime() < segno.getTime() + patience(tentativi)) return undefined;
    const id = richiestaId ?? newId();
    await tx.execute(`UPDATE copia_stato SET richiesta_id = $1, tentativi = tentativi + 1, ultimo_segno_il = $2`, [
      id,
      now,
    ]);
    return id;
  }

  async #move(tx: Tx): Promise<number> {
    const [moved] = await tx.query<{ movimento: number }>(
      `INSERT INTO copia_stato AS stato (movimento) VALUES (1)
       ON CONFLICT (unica) DO UPDATE SET movimento = stato.movimento + 1 RETURNING movimento`,
    );
    return moved!.movimento;
  }
}
