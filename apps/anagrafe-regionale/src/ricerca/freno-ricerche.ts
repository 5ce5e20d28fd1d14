import { metrics } from '#libs/observability';
import { Clock, type Statement, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { Riferimento } from '../persona/riferimento.js';
import type { Finalita } from '../visibilita/finalita.js';
import type { Tentativo } from './linee.js';

/** How much may be looked for in an hour before nothing is answered until the next. */
export interface LimitiRicerche {
  /** Searches that find nobody, of one client (or operator), and of an ente in all. */
  readonly vuote: number;
  readonly vuoteEnte: number;
  /** Values tried along one line. */
  readonly linea: number;
}

/** What a client has looked for in this hour, as `FrenoRicerche.before` reads it. */
export interface StatoFreno {
  readonly sue: number;
  readonly tutte: number;
  readonly linea: number;
}

/** Why nothing is answered, and for how long. */
export interface Fermo {
  readonly motivo: 'vuote' | 'vuote_ente' | 'linea';
  readonly secondi: number;
}

/** What became of a search, as far as it counts. */
export interface RicercaFatta {
  readonly tentativi: readonly Tentativo[];
  readonly vuota: boolean;
  /** Searches by code leave no trace if they found somebody: who looks for persons it has at its desk goes through nobody. */
  readonly perCodice: boolean;
}

const ORA_MS = 3_600_000;

const FERMATE = metrics.counter(
  'snodo_anagrafe_ricerche_fermate_total',
  'Searches of persons refused because their client goes through names, dates or codes, by limit',
  ['motivo'],
);

const VUOTA = {
  name: 'snodo_anagrafe_ricerca_vuota',
  text: `INSERT INTO ricerche_vuote AS r (ente, chi, ora, quante) VALUES ($1, $2, $3, 1)
    ON CONFLICT (ente, ora, chi) DO UPDATE SET quante = r.quante + 1`,
};
const TRACCE = {
  name: 'snodo_anagrafe_traccia_ricerca',
  text: `INSERT INTO traccia_ricerca (ente, chi, ora, linea, valore)
    SELECT $1, $2, $3, * FROM unnest($4::bytea[], $5::bytea[]) ON CONFLICT DO NOTHING`,
};

/**
 * Stops who goes through the registry instead of looking for somebody. It counts what was asked and whether something was answered,
 * nothing that the asker does not know: being stopped tells it nothing of persons it may not see.
 */
export class FrenoRicerche {
  constructor(
    private readonly clock: Clock,
    private readonly riferimento: Riferimento,
    private readonly limiti: LimitiRicerche,
  ) {}

  /**
   * The same question with the state of its client beside each row: one journey for both. There is always a row; where nobody was found
   * its other columns are null.
   */
  before({ sql, params }: Statement, caller: Caller, tentativi: readonly Tentativo[]): Statement {
    const { name, text } = typeof sql === 'string' ? { name: undefined, text: sql } : sql;
    const [ente, chi, ora, linee] = [1, 2, 3, 4].map((at) => `$${params.length + at}`);
    const wrapped = `SELECT f.freno, v.* FROM (
      SELECT jsonb_build_object('sue', coalesce(sum(quante) FILTER (WHERE chi = ${chi}), 0), 'tutte', coalesce(sum(quante), 0),
        'linea', (SELECT coalesce(max(t.quanti), 0) FROM (SELECT count(*) AS quanti FROM traccia_ricerca
          WHERE ente = ${ente} AND chi = ${chi} AND ora = ${ora} AND linea = ANY (${linee}::bytea[]) GROUP BY linea) t)) AS freno
      FROM ricerche_vuote WHERE ente = ${ente} AND ora = ${ora}) f LEFT JOIN LATERAL (${text}) v ON true`;
    return {
      sql: name === undefined ? wrapped : { name: `${name}_freno`, text: wrapped },
      params: [...params, caller.ente, chiOf(caller), this.#ora(), tentativi.map(({ linea }) => this.#digest(linea))],
    };
  }

  /** @returns undefined while the client may go on */
  fermoOf({ sue, tutte, linea }: StatoFreno): Fermo | undefined {
    const { vuote, vuoteEnte, linea: mostLinea } = this.limiti;
    const motivo =
      sue >= vuote ? 'vuote' : tutte >= vuoteEnte ? 'vuote_ente' : linea >= mostLinea ? 'linea' : undefined;
    if (motivo === undefined) return undefined;
    FERMATE.inc({ motivo });
    return { motivo, secondi: Math.ceil((this.#ora().getTime() + ORA_MS - this.clock.now().getTime()) / 1000) };
  }

  /**
   * As `fermoOf`, for a person named by its id. Who must open somebody in an emergency is not stopped by what it asked before: it has a limit
   * of its own.
   */
  fermoPerId(stato: StatoFreno, finalita: Finalita): Fermo | undefined {
    return finalita === 'tutela_urgente' ? undefined : this.fermoOf(stato);
  }

  /** Counts an id that led to nobody that its asker sees: ids that it was not given are tried by who goes through them. */
  async noteId(tx: Tx, caller: Caller, trovata: boolean): Promise<void> {
    if (!trovata) await this.note(tx, caller, { tentativi: [], vuota: true, perCodice: true });
  }

  /** Counts a search that was answered, with its transaction. */
  async note(tx: Tx, caller: Caller, { tentativi, vuota, perCodice }: RicercaFatta): Promise<void> {
    const chi = [caller.ente, chiOf(caller), this.#ora()];
    if (vuota) await tx.atCommit(VUOTA, chi);
    if (!vuota && perCodice) return;
    const digests = (part: keyof Tentativo): Buffer[] => tentativi.map((one) => this.#digest(one[part]));
    if (tentativi.length === 0) return;
    await tx.atCommit(TRACCE, [...chi, digests('linea'), digests('valore')]);
  }

  #ora(): Date {
    return new Date(Math.floor(this.clock.now().getTime() / ORA_MS) * ORA_MS);
  }

  #digest(value: string): Buffer {
    return Buffer.from(this.riferimento.ofTentativo(value), 'hex');
  }
}

/** Operators of one client are counted one by one: the haste of one may not stop the others. */
function chiOf({ clientId, subject, identity }: Caller): string {
  return identity === 'oidc' ? `${clientId} ${subject}` : clientId;
}
