import type { Ente } from '#libs/riferimenti';

/** How INPS knows an ente. */
export interface EntePerInps {
  readonly id: string;
  readonly denominazione: string;
  /** In INPS's own coding, else the Belfiore code; an ente may have neither, and then INPS cannot be told anything of it. */
  readonly codice: string | undefined;
  readonly belfiore: string | undefined;
}

/** @param giorno legal day on which the codes must be in force; of an ente that has ceased, its last day: INPS knows its past by them */
export function entePerInps({ id, denominazione, codici, al: fine }: Ente, giorno: string): EntePerInps {
  const day = fine !== null && fine < giorno ? fine : giorno;
  const codiceOf = (cercato: string): string | undefined =>
    codici.find(({ sistema, dal, al }) => sistema === cercato && dal <= day && (al === null || day <= al))?.codice;
  const belfiore = codiceOf('belfiore');
  return { id, denominazione, belfiore, codice: codiceOf('inps') ?? belfiore };
}
