/** A riga that passed the checks of delivery and waits for its revision. */
export interface RigaInAttesa {
  readonly rigaId: string;
  readonly recordId: string;
  readonly enteErogatore: string;
  readonly impronta: string;
  readonly annullamento: boolean;
  /** The sender gave the riga a key of its own. */
  readonly conIdMittente: boolean;
  /** The prestazione it is of, whoever delivers it. */
  readonly doppione: string | null;
  /** Of a provisional riga the last day to complete it. */
  readonly completareEntro: string | null;
  /** Its code leads nowhere yet: what revision it makes waits, instead of being told. */
  readonly trattenuta: boolean;
}
