/** ISTAT code of the comune and its own number of the famiglia: the number alone is of many. */
export interface Famiglia {
  readonly comune: string;
  readonly numero: string;
}

/** As what, and on which days (both included), a record says that its person is in a famiglia or convivenza. */
export interface FamigliaDetta extends Famiglia {
  readonly tipo: 'famiglia' | 'convivenza';
  /** ANPR's table 5. */
  readonly relazione?: string | undefined;
  readonly dal: string;
  readonly al?: string | undefined;
}

/** What one record says of the famiglie of its person. */
export interface FamiglieDiRecord {
  /** 64 hex digits. */
  readonly recordId: string;
  /** Undefined: nobody's, or nobody's any more. */
  readonly personaId: string | undefined;
  readonly famiglie: readonly FamigliaDetta[];
}
