import type { FornituraRighe } from '#libs/contracts';
import type { FormatoDocumento } from '#libs/tracciati';

/** What the whole document said, once its end was reached; kept with the job until the invio is concluded. */
export interface EsitoLettura {
  readonly stato: 'letto' | 'illeggibile';
  readonly schemaValido: boolean;
  /** Righe in the document. */
  readonly righe: number;
  /** A fault of the heading, or an ente that may not be deposited for: every riga is refused. */
  readonly respintoPerIntero: boolean;
  /** The ente the document is of: righe of tables and of JSON may say another. */
  readonly enteErogatore: string;
  /** How it was written; missing of what the release before read, which was XML. */
  readonly formato?: FormatoDocumento | undefined;
  /** Version of the nomenclatura the righe were judged with; empty of a tracciato without prestazioni. */
  readonly nomenclatura: string;
  /** Only of a tracciato whose documents are forniture. */
  readonly fornitura?: FornituraRighe;
}
