/** What is wrong with one row of a pack, in the words of who must mend it. */
export interface Problema {
  readonly file: string;
  /** 1-based line of the file; null when the fault is of the file as a whole. */
  readonly riga: number | null;
  readonly campo: string;
  /** Italian. */
  readonly messaggio: string;
}

/** A pack that cannot be loaded; nothing of it has been. Names every fault found, not the first. */
export class PacchettoRifiutato extends Error {
  override readonly name = 'PacchettoRifiutato';

  constructor(readonly problemi: readonly Problema[]) {
    super(problemi.slice(0, 20).map(describe).join('\n'));
  }
}

function describe({ file, riga, campo, messaggio }: Problema): string {
  return `${file}${riga === null ? '' : `:${riga}`} ${campo}: ${messaggio}`;
}
