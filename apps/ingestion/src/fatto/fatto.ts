import type { EsitoCollegamento } from '#libs/contracts';
import type { FattoRiga } from '../riga/stato-riga.js';

/** `trattenuta`, `sbloccata`: what ingestion itself says of a riga that waited for its code; the rest is said by other apps. */
export type TipoFatto =
  | 'trattenuta'
  | 'sbloccata'
  | 'collegata'
  | 'non_trasmissibile'
  | 'lasciata_al_canale'
  | 'pubblicato'
  | 'ritirato'
  | 'accolto'
  | 'respinto';

/** Something that happened to a riga after its verdict, or held it. */
export interface Fatto {
  /** The riga that made the revision; those that repeat its content share its facts. */
  readonly rigaId: string;
  readonly tipo: TipoFatto;
  /** Id of the flusso; empty when the fact is of the riga as a whole. */
  readonly flusso: string;
  readonly il: Date;
  /** Why it waits or cannot go to INPS, how its person was found, or INPS's own code; else empty. */
  readonly codice: string;
  /** Flussi the riga was made into. */
  readonly di: number | null;
  /** `I` insertion, `C` cancellation; known of what was published. */
  readonly operazione: 'I' | 'C' | null;
  /** INPS's own words: they may quote the record. */
  readonly descrizione: string | null;
  /** When INPS took the flusso, in its words. */
  readonly acquisitoIl: Date | null;
}

/** A fact as it comes, with the record and the revision that it is about. */
export interface FattoRicevuto extends Fatto {
  readonly recordId: string;
  readonly revisione: number;
}

/** What every kind of fact leaves empty unless it says otherwise. */
export const FATTO_VUOTO = {
  flusso: '',
  codice: '',
  di: null,
  operazione: null,
  descrizione: null,
  acquisitoIl: null,
} as const satisfies Partial<Fatto>;

/** The fact as the rule of the ledger wants it. */
export function fattoRigaOf({ tipo, il, codice, flusso, di }: Omit<Fatto, 'rigaId' | 'descrizione'>): FattoRiga {
  const when = il.toISOString();
  switch (tipo) {
    case 'trattenuta':
      return { tipo: 'giudicata', il: when, giudizio: 'in_attesa_di_codifica' };
    case 'sbloccata':
      return { tipo, il: when, da: 'in_attesa_di_codifica' };
    case 'collegata':
      return { tipo, il: when, esito: codice as EsitoCollegamento };
    case 'non_trasmissibile':
      return { tipo, il: when, motivo: codice };
    case 'lasciata_al_canale':
      return { tipo, il: when };
    default:
      return { tipo: 'flusso', il: when, flusso, di: di ?? 1, passo: tipo };
  }
}
