export type Gravita = 'errore' | 'avviso';
/** Who can mend it: the ente that sent, or the hub's operators. */
export type Colpa = 'mittente' | 'hub';

/** One finding. `errore` refuses the riga (or the invio), `avviso` does not. */
export interface Rilievo {
  /** Number of the riga, from 1 in the order of the document; null when the finding is on the invio as a whole. */
  riga: number | null;
  /** From 1. A line ends at LF, CR LF or CR. In a table: its row, as a spreadsheet numbers rows. */
  linea: number;
  /** From 1, in code points of the decoded text. In a table: its column. */
  colonna: number;
  /** Name of the sheet, in a workbook. */
  foglio?: string;
  /** `B12`, in a table. */
  cella?: string;
  /** `Element/@Attribute`, or `Element`; empty when the finding is on the document. */
  campo: string;
  /** As received, at most 200 characters. Personal data: only the sender may read it. */
  valore?: string;
  regola: string;
  gravita: Gravita;
  messaggio: string;
  rimedio: string;
  fonte: string;
  colpa: Colpa;
}
