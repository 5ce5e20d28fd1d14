import type { Decisione } from '../../persona/persone-note.js';
import type { Attore } from './attore.js';

/** A record that goes to another person, and how its new place is called. */
export interface Mossa {
  readonly recordId: string;
  readonly da: string;
  readonly a: string;
  readonly decisione: Decisione;
  readonly punteggio?: number | null;
  readonly modello?: string | null;
}

/** The operation for which records move. */
export interface Operazione {
  readonly id: string;
  readonly il: Date;
  readonly attore: Attore;
  readonly motivo: string;
}
