/** What is known of a logical record before a lotto is applied. Keys and digests are hex. */
export interface RecordNoto {
  readonly recordId: string;
  readonly revisione: number;
  readonly stato: 'attivo' | 'annullato';
  /** Keyed digest of the canonical content of the current revision. */
  readonly impronta: string;
  /** The riga that made the current revision, or repeated it last: the only live one of the record. */
  readonly rigaId: string;
  /** The riga whose message made the current revision: the one that other apps speak of. */
  readonly rigaOrigine: string;
  /** Place of the live riga's invio in the order of receipt. */
  readonly ordine: number;
}

/** A riga that passed the checks of delivery and waits for its revision. */
export interface RigaInAttesa {
  readonly rigaId: string;
  readonly recordId: string;
  readonly impronta: string;
  readonly annullamento: boolean;
  /** Its code leads nowhere yet: what revision it makes waits, instead of being told. */
  readonly trattenuta: boolean;
}

export interface RigaDecisa {
  readonly rigaId: string;
  readonly recordId: string;
  readonly stato: 'accettata' | 'in_attesa_di_codifica' | 'respinta' | 'superata' | 'annullata';
  /** Missing when the riga is refused or came too late to make a revision. */
  readonly revisione?: number;
  /** True if receivers must hear of it: it made a revision, and nothing holds it. */
  readonly daPubblicare: boolean;
  /** It made a revision that waits, whatever became of it since. */
  readonly trattenuta: boolean;
  /** The riga that superseded or cancelled this one. */
  readonly sostituitaDa?: string;
  /** Of a riga that repeats the content of another: the one that made the revision. */
  readonly rigaOrigine?: string;
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
}

/**
 * Assigns revisions to righe in document order.
 *
 * - first content, or content after a cancellation, or another content: a new revision;
 * - same content: no new revision, nothing to publish, the repeated riga becomes the live one;
 * - a cancellation of an active record: a new revision that cancels; of an unknown or cancelled one: the riga is refused;
 * - a riga of an invio received before the one that made the current revision is superseded at once;
 * - a revision whose code leads nowhere yet waits; one that repeats it waits with it.
 */
export function decideRevisions(
  noti: ReadonlyMap<string, RecordNoto>,
  righe: readonly RigaInAttesa[],
  ordine: number,
): RevisioniDecise {
  const decise = new Map<string, RigaDecisa>();
  const changed = new Map<string, RecordNoto>();
  const sostituite: RigaSostituita[] = [];
  const lasciate: string[] = [];

  const replace = ({ rigaId, rigaOrigine }: RecordNoto, stato: 'superata' | 'annullata', da: string): void => {
    const here = decise.get(rigaId);
    if (here === undefined) sostituite.push({ rigaId, rigaOrigine, stato, da });
    else decise.set(rigaId, { ...here, stato, sostituitaDa: da });
  };

  for (const riga of righe) {
    const { rigaId, recordId, impronta, annullamento } = riga;
    const none = { rigaId, recordId, daPubblicare: false, trattenuta: false } as const;
    const noto = changed.get(recordId) ?? noti.get(recordId);
    if (noto !== undefined && noto.ordine > ordine) {
      decise.set(rigaId, { ...none, stato: 'superata', sostituitaDa: noto.rigaId });
      continue;
    }
    const attivo = noto?.stato === 'attivo';
    if (annullamento && !attivo) {
      decise.set(rigaId, { ...none, stato: 'respinta' });
      continue;
    }
    const unchanged = attivo && !annullamento && noto.impronta === impronta;
    const revisione = (noto?.revisione ?? 0) + (unchanged ? 0 : 1);
    if (attivo) {
      replace(noto, annullamento ? 'annullata' : 'superata', rigaId);
      if (!unchanged && !decise.has(noto.rigaOrigine)) lasciate.push(noto.rigaOrigine);
    }
    const origine = unchanged ? { rigaOrigine: noto.rigaOrigine } : {};
    const trattenuta = riga.trattenuta && !unchanged;
    const stato = trattenuta ? 'in_attesa_di_codifica' : 'accettata';
    const daPubblicare = !unchanged && !trattenuta;
    decise.set(rigaId, { ...none, stato, revisione, daPubblicare, trattenuta, ...origine });
    changed.set(recordId, {
      recordId,
      revisione,
      stato: annullamento ? 'annullato' : 'attivo',
      impronta,
      rigaId,
      rigaOrigine: rigaId,
      ordine,
      ...origine,
    });
  }
  return { righe: [...decise.values()], record: [...changed.values()], sostituite, lasciate };
}
