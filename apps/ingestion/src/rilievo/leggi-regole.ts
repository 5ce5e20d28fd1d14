import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { rigaIdRange } from '../riga/riga-id.js';
import { type PostoRilievo, postoOf } from './rilievo-letto.js';
import { paginaDi, testiPer } from './testi-regola.js';

/** The rilievi of an invio under one rule. */
export interface RegolaInfranta {
  readonly regola: string;
  readonly gravita: 'errore' | 'avviso';
  readonly messaggio: string;
  readonly rimedio: string;
  readonly fonte: string;
  readonly colpa: string;
  /** Address of the page that explains the rule. */
  readonly pagina: string;
  readonly rilievi: number;
  /** Different righe among them. */
  readonly righe: number;
  /** Fields it is about, most frequent first. */
  readonly campi: readonly { readonly campo: string; readonly rilievi: number }[];
  /** Where the rule is first broken. */
  readonly primo: PostoRilievo;
}

interface Conto {
  readonly regola: string;
  readonly errore: boolean;
  /** Null in the sum over all fields. */
  readonly campo: string | null;
  readonly rilievi: number;
  readonly righe: number;
}

interface Primo {
  readonly regola: string;
  readonly errore: boolean;
  readonly riga_id: string;
  readonly linea: number;
  readonly colonna: number;
  readonly foglio: string | null;
  readonly campo: string;
}

/** Fields named for one rule. */
const CAMPI = 20;

/** Says which rules the righe of an invio break, and how often each: a sender mends a cause, not its thousand effects. No values. */
@Injectable()
export class LeggiRegole {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly settings: IngestionSettings,
  ) {}

  /** Errori first, then by righe. @throws Problem invio_sconosciuto, also for an invio of others */
  async read(caller: Caller, invioId: string): Promise<RegolaInfranta[]> {
    const scope = await this.ambito.overInvio(caller, invioId);
    return this.database.transaction('api', scope, async (tx) => {
      const [invio] = await tx.query<{ tracciato: string; formato: string | null }>(
        `SELECT tracciato, formato FROM invio WHERE id = $1`,
        [invioId],
      );
      if (invio === undefined) throw ingestionProblem('invio_sconosciuto');
      const conti = await countRilievi(tx, invioId);
      const primi = await firstRilievi(tx, invioId);
      return conti
        .filter(({ campo }) => campo === null)
        .map((totale) => this.#regolaOf(totale, conti, primi, invio))
        .toSorted(byWeight);
    });
  }

  #regolaOf(
    { regola, errore, rilievi, righe }: Conto,
    conti: readonly Conto[],
    primi: readonly Primo[],
    { tracciato, formato }: { readonly tracciato: string; readonly formato: string | null },
  ): RegolaInfranta {
    const same = (one: { regola: string; errore: boolean }): boolean => one.regola === regola && one.errore === errore;
    return {
      regola,
      gravita: errore ? 'errore' : 'avviso',
      ...testiPer(regola, { formato, tracciato }),
      pagina: paginaDi(regola, tracciato, this.settings.publicUrl),
      rilievi,
      righe,
      campi: conti
        .filter(
          (conto): conto is Conto & { campo: string } => same(conto) && conto.campo !== null && conto.campo !== '',
        )
        .toSorted((one, other) => other.rilievi - one.rilievi)
        .slice(0, CAMPI)
        .map(({ campo, rilievi: count }) => ({ campo, rilievi: count })),
      primo: postoOf(primi.find(same)!, formato),
    };
  }
}

function byWeight(one: RegolaInfranta, other: RegolaInfranta): number {
  if (one.gravita !== other.gravita) return one.gravita === 'errore' ? -1 : 1;
  return other.righe - one.righe || (one.regola < other.regola ? -1 : 1);
}

function countRilievi(tx: Tx, invioId: string): Promise<Conto[]> {
  return tx.query<Conto>(
    `SELECT regola, errore, CASE WHEN grouping(campo) = 0 THEN campo END AS campo, count(*) AS rilievi,
       count(DISTINCT riga_id) FILTER (WHERE riga_id <> $1) AS righe
     FROM rilievo WHERE riga_id BETWEEN $1 AND $2
     GROUP BY GROUPING SETS ((regola, errore), (regola, errore, campo))`,
    [...rigaIdRange(invioId)],
  );
}

function firstRilievi(tx: Tx, invioId: string): Promise<Primo[]> {
  return tx.query<Primo>(
    `SELECT DISTINCT ON (regola, errore) regola, errore, riga_id, linea, colonna, foglio, campo
     FROM rilievo WHERE riga_id BETWEEN $1 AND $2 ORDER BY regola, errore, riga_id, indice`,
    [...rigaIdRange(invioId)],
  );
}
