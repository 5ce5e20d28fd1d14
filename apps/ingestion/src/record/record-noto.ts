/** What is known of a logical record. Keys and digests are hex. */
export interface RecordNoto {
  readonly recordId: string;
  readonly enteErogatore: string;
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
  /** The prestazione it is of, whoever delivers it; null of a provisional one, and of those of releases that knew none. */
  readonly doppione: string | null;
  /** When it took that name, another record of its ente had it. */
  readonly gemello: boolean;
  /** Last day to complete it; null when it is complete. */
  readonly completareEntro: string | null;
}
