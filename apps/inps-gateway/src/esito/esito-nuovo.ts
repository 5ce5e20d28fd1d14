import type { EsitoNormalizzato } from './esito-normalizzato.js';

/** A published flusso that INPS speaks of. */
export interface FlussoGiudicato {
  readonly ts: number;
  readonly idFlusso: string;
  readonly rigaId: string;
  readonly recordId: string;
  readonly revisione: number;
  readonly di: number;
  readonly operazione: 'I' | 'C';
}

/** An outcome that is new, with its flusso. */
export interface EsitoNuovo {
  readonly flusso: FlussoGiudicato;
  readonly esito: Omit<EsitoNormalizzato, 'idFlusso' | 'impronta'>;
}
