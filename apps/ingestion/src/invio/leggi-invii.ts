import { Injectable } from '@nestjs/common';
import { Database, scopeUuids } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { cursorOf, placeOf } from '../cursore.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { countRigheEdSilenti } from '../riga/conta-righe.js';
import { Silenzio } from '../riga/silenzio.js';
import { totalOf } from '../validazione/conteggi.js';
import { AmbitoVisibile } from './ambito-visibile.js';

/** An invio as it is answered; snake_case, instants ISO 8601 UTC. */
export interface InvioLetto {
  readonly id: string;
  readonly stato: 'ricevuto' | 'in_validazione' | 'concluso' | 'illeggibile';
  readonly ente_mittente: string;
  readonly ente_erogatore: string | null;
  readonly tracciato: string;
  readonly canale: string;
  /** Null until the document has been read. */
  readonly formato: string | null;
  /** Of what was received, where the hub kept something else: form, and sheet of a workbook. */
  readonly formato_ricevuto: string | null;
  readonly foglio_ricevuto: string | null;
  readonly dimensione: number;
  readonly ricevuto_il: Date;
  readonly concluso_il: Date | null;
  readonly annullato_il: Date | null;
  readonly schema_valido: boolean | null;
  readonly nomenclatura: string | null;
  /** Righe received, or those that the caller may see; null until the document has been read whole, and in lists of who did not send it. */
  readonly righe: number | null;
  readonly ricevuta_id: string | null;
}

export interface InvioConStati extends InvioLetto {
  readonly righe_per_stato: Record<string, number>;
  /** Of these, those on which INPS has owed an answer for days. */
  readonly righe_silenti: number;
  /** Days without an answer after which a riga counts as such. */
  readonly giorni_silenzio: number;
}

const MIO = `ANY (${scopeUuids('enti')})`;
/** Of who only has righe in it, how many others it holds is nobody's business. */
const COLONNE = `i.id, i.stato, i.ente_mittente, i.ente_erogatore, i.tracciato, i.canale, i.formato, i.formato_ricevuto, i.foglio_ricevuto,
  i.dimensione, i.ricevuto_il, i.concluso_il, i.annullato_il, i.schema_valido, i.nomenclatura,
  CASE WHEN i.ente_mittente = ${MIO} OR i.depositante = ${MIO} OR i.ente_erogatore = ${MIO} THEN i.righe END AS righe,
  (SELECT r.id FROM ricevuta r WHERE r.invio_id = i.id) AS ricevuta_id`;

/** Reads invii under the row-level security of the caller. */
@Injectable()
export class LeggiInvii {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly silenzio: Silenzio,
  ) {}

  /**
   * With the righe that the caller may see counted by state, now; none before the invio is concluded, when those in the ledger are
   * still on their way in. @throws Problem invio_sconosciuto, also for an invio of others
   */
  async one(caller: Caller, id: string): Promise<InvioConStati> {
    const [invio] = await this.database.statement<InvioLetto>(
      'api',
      this.ambito.own(caller),
      `SELECT ${COLONNE} FROM invio i WHERE i.id = $1`,
      [id],
    );
    if (invio === undefined) throw ingestionProblem('invio_sconosciuto');
    const giorni_silenzio = this.silenzio.giorni;
    if (invio.concluso_il === null) return { ...invio, righe_per_stato: {}, righe_silenti: 0, giorni_silenzio };
    // Only now: before its end it may not be known whose the righe are, and none would be seen.
    const scope = await this.ambito.overInvio(caller, id);
    const limite = this.silenzio.limite;
    const { perStato, silenti } = await this.database.transaction('api', scope, (tx) =>
      countRigheEdSilenti(tx, id, limite),
    );
    const righe = invio.righe ?? totalOf(perStato);
    return { ...invio, righe, righe_per_stato: perStato, righe_silenti: silenti, giorni_silenzio };
  }

  /** Newest first. */
  async page(
    caller: Caller,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ items: InvioLetto[]; next_cursor: string | null }> {
    const rows = await this.database.statement<InvioLetto>(
      'api',
      this.ambito.own(caller),
      `SELECT ${COLONNE} FROM invio i WHERE $1::uuid IS NULL OR i.id < $1 ORDER BY i.id DESC LIMIT $2`,
      [cursor === undefined ? null : placeOf(cursor).id, limit + 1],
    );
    const items = rows.slice(0, limit);
    return { items, next_cursor: rows.length > limit ? cursorOf({ id: items.at(-1)!.id, indice: 0 }) : null };
  }
}
