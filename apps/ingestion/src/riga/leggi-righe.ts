import { Injectable } from '@nestjs/common';
import type { StatoRiga } from '#libs/codici';
import { Database, type Tx } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { LeggiAttesa } from '../attesa/leggi-attesa.js';
import type { AttesaRiga } from '../attesa/motivo-attesa.js';
import { cursorOf, placeOf } from '../cursore.js';
import { type FattoLetto, readFatti } from '../fatto/leggi-fatti.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { type Pagina, allPages } from '../pagine.js';
import { cellaIn } from '../rilievo/rilievo-letto.js';
import { openIdMittente } from './id-mittente.js';
import { numeroOf, rigaId, rigaIdRange } from './riga-id.js';
import { type SeguitoRiga, seguitoOf } from './risposta-inps.js';
import { Silenzio } from './silenzio.js';

interface Row {
  readonly id: string;
  readonly linea: number;
  readonly colonna: number;
  readonly foglio: string | null;
  readonly stato: StatoRiga;
  readonly annullamento: boolean;
  readonly revisione: number | null;
  readonly in_attesa_dal: Date | null;
  readonly sostituita_da: string | null;
  /** Null: the riga itself. */
  readonly riga_origine: string | null;
  /** Of a riga that is or was provisional. */
  readonly completare_entro: string | null;
  /** Sealed. */
  readonly id_mittente: Buffer | null;
}

/** A riga in the list of its invio. */
export interface RigaInElenco extends Omit<Row, 'riga_origine' | 'id_mittente'>, SeguitoRiga {
  readonly numero: number;
  /** Where it begins, in a table. */
  readonly cella: string | null;
  /** The sender's own key. */
  readonly id_mittente: string | null;
  readonly silente: boolean;
  /** It is provisional, and its term has passed. */
  readonly scaduta: boolean;
  /** What it waits for, if it waits for its code. */
  readonly attesa: AttesaRiga | null;
}

/** Righe read at once where all are asked for. */
const PER_PAGINA = 1000;

/** Which righe to list. */
export interface SceltaRighe {
  readonly stato: StatoRiga | undefined;
  /** Only those on which INPS has owed an answer for days. */
  readonly silenti: boolean;
  /** Only provisional ones whose term has passed. */
  readonly scadute?: boolean | undefined;
}

/** Which, and from where on. */
export interface RicercaRighe extends SceltaRighe {
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** Reads the righe of an invio under the row-level security of the caller, in the order of the document: where each is, and INPS's answer. */
@Injectable()
export class LeggiRighe {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly keyRing: KeyRing,
    private readonly silenzio: Silenzio,
    private readonly attese: LeggiAttesa,
  ) {}

  /** Empty before the invio is concluded, when righe are still on their way in. @throws Problem invio_sconosciuto, also for an invio of others */
  async page(
    caller: Caller,
    invioId: string,
    { stato, silenti, scadute, cursor, limit }: RicercaRighe,
  ): Promise<Pagina<RigaInElenco>> {
    const [invio] = await this.database.statement<{ concluso: boolean; formato: string | null }>(
      'api',
      this.ambito.own(caller),
      `SELECT concluso_il IS NOT NULL AS concluso, formato FROM invio WHERE id = $1`,
      [invioId],
    );
    if (invio === undefined) throw ingestionProblem('invio_sconosciuto');
    if (!invio.concluso) return { items: [], next_cursor: null };
    // Only now: before its end it may not be known whose the righe are, and none would be seen.
    const scope = await this.ambito.overInvio(caller, invioId);
    const [, to] = rigaIdRange(invioId);
    // The number 0 is the invio itself: the first page begins after it.
    const after = cursor === undefined ? rigaId(invioId, 0) : placeOf(cursor).id;
    return this.database.transaction('api', scope, async (tx) => {
      const rows = await tx.query<Row>(
        `SELECT id, linea, colonna, foglio, stato, annullamento, revisione, in_attesa_dal, sostituita_da, riga_origine,
           id_mittente, completare_entro FROM riga
         WHERE id > $1 AND id BETWEEN $2 AND $3 AND ($4::stato_riga IS NULL OR stato = $4)
           AND ($5::timestamptz IS NULL OR (in_attesa_dal <= $5 AND stato IN ('a_disposizione_di_inps', 'ritirata')))
           AND ($6::date IS NULL OR (completare_entro < $6 AND stato = 'provvisoria'))
         ORDER BY id LIMIT $7`,
        [
          after,
          rigaId(invioId, 1),
          to,
          stato ?? null,
          silenti ? this.silenzio.limite : null,
          scadute === true ? this.silenzio.oggi : null,
          limit + 1,
        ],
      );
      const items = await this.#present(tx, rows.slice(0, limit), invio.formato);
      const last = items.at(-1);
      return { items, next_cursor: rows.length > limit ? cursorOf({ id: last!.id, indice: 0 }) : null };
    });
  }

  all(caller: Caller, invioId: string, scelta: SceltaRighe): AsyncGenerator<RigaInElenco[]> {
    return allPages((cursor) => this.page(caller, invioId, { ...scelta, cursor, limit: PER_PAGINA }));
  }

  async #present(tx: Tx, rows: readonly Row[], formato: string | null): Promise<RigaInElenco[]> {
    const fatti = await readFatti(
      tx,
      rows.flatMap(({ id, riga_origine }) => (riga_origine === null ? [id] : [id, riga_origine])),
    );
    const waiting = rows.filter(({ stato }) => stato === 'in_attesa_di_codifica');
    const attese = await this.attese.readAll(
      tx,
      waiting.map(({ id, riga_origine }) => riga_origine ?? id),
    );
    const factsOf = (id: string | null): readonly FattoLetto[] => (id === null ? [] : (fatti.get(id) ?? []));
    return rows.map(({ riga_origine, id_mittente, ...row }) => ({
      ...row,
      numero: numeroOf(row.id),
      cella: cellaIn(formato, { numero: numeroOf(row.id), linea: row.linea, colonna: 1 }),
      id_mittente: openIdMittente(this.keyRing, row.id, id_mittente),
      silente: this.silenzio.isSilente(row.stato, row.in_attesa_dal),
      scaduta: this.silenzio.isScaduta(row.stato, row.completare_entro),
      attesa: attese.get(riga_origine ?? row.id) ?? null,
      ...seguitoOf(this.keyRing, [...factsOf(riga_origine), ...factsOf(row.id)]),
    }));
  }
}
