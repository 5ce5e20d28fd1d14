/** What the whole document said, once its end was reached; kept with the job until the invio is concluded. */
export interface EsitoLettura {
  readonly stato: 'letto' | 'illeggibile';
  readonly schemaValido: boolean;
  /** Righe in the document. */
  readonly righe: number;
  /** A fault of the heading, or an ente that may not be deposited for: every riga is refused. */
  readonly respintoPerIntero: boolean;
  readonly enteErogatore: string;
  /** Version of the nomenclatura the righe were judged with. */
  readonly nomenclatura: string;
}
