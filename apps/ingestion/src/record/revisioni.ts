import type { RegolaConStato } from '../rilievo/regole-con-stato.js';
import { RecordVivi } from './record-vivi.js';
import type { RecordNoto } from './record-noto.js';
import type { RigaInAttesa } from './riga-in-attesa.js';

export interface RigaDecisa {
  readonly rigaId: string;
  /** Of a cancellation without a key of the sender: the record that it cancels. */
  readonly recordId: string;
  readonly stato: 'accettata' | 'in_attesa_di_codifica' | 'provvisoria' | 'respinta' | 'superata' | 'annullata';
  /** Missing when the riga is refused or came too late to make a revision. */
  readonly revisione?: number;
  /** True if receivers must hear of it: it made a revision, or repeats one of which they hear again, and nothing holds it. */
  readonly daPubblicare: boolean;
  /** It made a revision that waits, whatever became of it since. */
  readonly trattenuta: boolean;
  /** The riga that superseded or cancelled this one. */
  readonly sostituitaDa?: string;
  /** Of a riga that repeats the content of another: the one that made the revision. */
  readonly rigaOrigine?: string;
  /** What there is to say of it. */
  readonly regola?: RegolaConStato;
  /** Set of a provisional one, whatever became of it since. */
  readonly completareEntro?: string;
}

export interface RevisioniDecise {
  /** In document order, one for each riga given. */
  readonly righe: readonly RigaDecisa[];
  /** New current state of each record that changed. */
  readonly record: readonly RecordNoto[];
  /** Righe of earlier lotti or invii that are not live any more. */
  readonly sostituite: readonly RigaSostituita[];
  /** Righe of earlier lotti or invii whose revision is not the current one any more: if it waits, it waits in vain. */
  readonly lasciate: readonly string[];
}

export interface RigaSostituita {
  readonly rigaId: string;
  /** The riga that made its revision. */
  readonly rigaOrigine: string;
  readonly stato: 'superata' | 'annullata';
  /** Null: its whole invio was cancelled. */
  readonly da: string | null;
  /** It was provisional until now. */
  readonly provvisoria: boolean;
}

/**
 * Assigns revisions to righe in document order.
 *
 * - first content, or content after a cancellation, or another content: a new revision;
 * - same content: no new revision, nothing to publish (unless it is all to be said again), the repeated riga becomes the live one;
 * - a cancellation of an active record: a new revision that cancels; of an unknown or cancelled one: the riga is refused. Without a key
 *   of the sender it cancels the one record of its ente that is of the same prestazione;
 * - a riga of an invio received before the one that made the current revision is superseded at once;
 * - a revision whose code leads nowhere yet waits; one that repeats it waits with it;
 * - a provisional one is told to nobody, and neither is its cancellation; it never takes the place of a complete one, and keeps its term
 *   however often it is sent again;
 * - a prestazione that another ente of the ambito has is refused; one that its own ente has under another key is accepted, and said.
 */
export function decideRevisions(
  noti: ReadonlyMap<string, RecordNoto>,
  righe: readonly RigaInAttesa[],
  ordine: number,
  ancheUguali = false,
): RevisioniDecise {
  const decisione = new Decisione(new RecordVivi(noti), ordine, ancheUguali);
  for (const riga of righe) decisione.decide(riga);
  return decisione.decise;
}

class Decisione {
  readonly #righe = new Map<string, RigaDecisa>();
  readonly #sostituite: RigaSostituita[] = [];
  readonly #lasciate: string[] = [];

  constructor(
    private readonly vivi: RecordVivi,
    private readonly ordine: number,
    private readonly ancheUguali: boolean,
  ) {}

  get decise(): RevisioniDecise {
    return {
      righe: [...this.#righe.values()],
      record: this.vivi.variati,
      sostituite: this.#sostituite,
      lasciate: this.#lasciate,
    };
  }

  decide(riga: RigaInAttesa): void {
    const noto = this.vivi.of(riga);
    const recordId = noto?.recordId ?? riga.recordId;
    const none = { rigaId: riga.rigaId, recordId, daPubblicare: false, trattenuta: false } as const;
    const end = (rest: Pick<RigaDecisa, 'stato' | 'regola' | 'sostituitaDa'>): void =>
      void this.#righe.set(riga.rigaId, { ...none, ...rest });
    if (noto !== undefined && noto.ordine > this.ordine) return end({ stato: 'superata', sostituitaDa: noto.rigaId });
    const attivo = noto?.stato === 'attivo' ? noto : undefined;
    if (riga.annullamento) {
      if (attivo === undefined) return end({ stato: 'respinta', regola: 'annullamentoSconosciuto' });
      return this.#cancel(attivo, riga);
    }
    if (riga.completareEntro !== null && attivo !== undefined && attivo.completareEntro === null) {
      return end({ stato: 'respinta', regola: 'giaCompleta' });
    }
    if (attivo !== undefined && isSame(attivo, riga)) return this.#repeat(attivo, riga);
    const altri = this.vivi.altriDi(riga, attivo);
    if (altri === 'di_altro_ente') return end({ stato: 'respinta', regola: 'diAltroEnte' });
    this.#revise(noto, riga, altri === 'gemelli');
  }

  #revise(noto: RecordNoto | undefined, riga: RigaInAttesa, gemello: boolean): void {
    const { rigaId, recordId, enteErogatore, impronta, doppione } = riga;
    const attivo = noto?.stato === 'attivo' ? noto : undefined;
    const revisione = (noto?.revisione ?? 0) + 1;
    if (attivo !== undefined) this.#replace(attivo, 'superata', rigaId);
    // Sent again, a provisional riga does not win time.
    const completareEntro = riga.completareEntro === null ? null : (attivo?.completareEntro ?? riga.completareEntro);
    const trattenuta = riga.trattenuta && completareEntro === null;
    const stato = completareEntro !== null ? 'provvisoria' : trattenuta ? 'in_attesa_di_codifica' : 'accettata';
    this.#righe.set(rigaId, {
      rigaId,
      recordId,
      stato,
      revisione,
      daPubblicare: stato === 'accettata',
      trattenuta,
      ...(completareEntro === null ? {} : { completareEntro }),
      ...(gemello ? { regola: 'altroIdMittente' } : {}),
    });
    const kept = attivo !== undefined && attivo.doppione === doppione ? attivo.gemello : gemello;
    this.vivi.set({
      recordId,
      enteErogatore,
      revisione,
      stato: 'attivo',
      impronta,
      rigaId,
      rigaOrigine: rigaId,
      ordine: this.ordine,
      doppione: completareEntro === null ? doppione : null,
      gemello: kept,
      completareEntro,
    });
  }

  /** The repeated riga becomes the live one. */
  #repeat(attivo: RecordNoto, { rigaId, recordId, trattenuta }: RigaInAttesa): void {
    const { revisione, rigaOrigine, completareEntro } = attivo;
    this.#supersede(attivo, 'superata', rigaId);
    this.#righe.set(rigaId, {
      rigaId,
      recordId,
      stato: completareEntro === null ? 'accettata' : 'provvisoria',
      revisione,
      daPubblicare: this.ancheUguali && completareEntro === null && !trattenuta,
      trattenuta: false,
      rigaOrigine,
      regola: 'giaPresente',
      ...(completareEntro === null ? {} : { completareEntro }),
    });
    this.vivi.set({ ...attivo, rigaId, ordine: this.ordine });
  }

  #cancel(attivo: RecordNoto, { rigaId, impronta }: RigaInAttesa): void {
    const { recordId, completareEntro } = attivo;
    const revisione = attivo.revisione + 1;
    this.#replace(attivo, 'annullata', rigaId);
    // Of what was provisional nobody has heard.
    const daPubblicare = completareEntro === null;
    this.#righe.set(rigaId, { rigaId, recordId, stato: 'accettata', revisione, daPubblicare, trattenuta: false });
    const { ordine } = this;
    const after = { revisione, impronta, rigaId, rigaOrigine: rigaId, ordine, completareEntro: null };
    this.vivi.set({ ...attivo, ...after, stato: 'annullato' });
  }

  /** Its revision is not the current one any more. */
  #replace(attivo: RecordNoto, stato: 'superata' | 'annullata', da: string): void {
    this.#supersede(attivo, stato, da);
    if (!this.#righe.has(attivo.rigaOrigine)) this.#lasciate.push(attivo.rigaOrigine);
  }

  #supersede({ rigaId, rigaOrigine, completareEntro }: RecordNoto, stato: 'superata' | 'annullata', da: string): void {
    const here = this.#righe.get(rigaId);
    if (here !== undefined) this.#righe.set(rigaId, { ...here, stato, sostituitaDa: da });
    else this.#sostituite.push({ rigaId, rigaOrigine, stato, da, provvisoria: completareEntro !== null });
  }
}

function isSame(attivo: RecordNoto, { impronta, completareEntro }: RigaInAttesa): boolean {
  return attivo.impronta === impronta && (attivo.completareEntro === null) === (completareEntro === null);
}
