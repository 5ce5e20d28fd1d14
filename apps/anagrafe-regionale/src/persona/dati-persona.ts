import type { Chiavi } from '#libs/abbinamento';
import type { LegalDay, Sesso } from '#libs/codici';
import type { CodiceDetto } from './codice-detto.js';
import type { Fonte } from './fonte.js';
import type { IndiciCodice } from './riferimento.js';

/** Whether somebody is married, and since when if the same source says so. */
export interface StatoCivile {
  /** ANPR's table 1, but for the code of who says that it is not known. */
  readonly codice: string;
  readonly dal?: LegalDay | undefined;
}

/** Who somebody is. Undefined: nobody says. */
export interface DatiPersona {
  /** The one it goes by first; none for who has no code. */
  readonly codici: readonly CodiceDetto[];
  /** Empty: the source says that there is none. */
  readonly cognome: string;
  readonly nome: string;
  readonly annoNascita?: number | undefined;
  readonly dataNascita?: LegalDay | undefined;
  /** Belfiore code of a comune or state. */
  readonly luogoNascita?: string | undefined;
  readonly sesso?: Sesso | undefined;
  /** ISO 3166 numeric codes. */
  readonly cittadinanze: readonly string[];
  readonly statoCivile?: StatoCivile | undefined;
  /** ISTAT code of the comune where the person lives; undefined abroad or where nobody said. */
  readonly comuneResidenza?: string | undefined;
}

/** What one source says of a person. */
export interface DatiDetti extends DatiPersona {
  /** Undefined: it says nothing of it, which is not that the person lives. */
  readonly vita?: 'in_vita' | 'deceduta' | undefined;
  readonly dataDecesso?: LegalDay | undefined;
}

/** One source's record of a person, in its last revision, and when it was accepted. */
export interface Scheda {
  readonly recordId: string;
  readonly revisione: number;
  readonly fonte: Fonte;
  /** Of a registry office: ISTAT code of the comune that speaks. */
  readonly comuneFonte?: string | undefined;
  readonly enteErogatore: string;
  /** The riga that brought it; undefined for what was asked of another registry. */
  readonly rigaId?: string | undefined;
  /** ISO 8601, UTC. */
  readonly accettataIl: string;
  /** Where its codes are found again, in their order. */
  readonly indici: readonly IndiciCodice[];
  /** Under what it is looked for without a code. */
  readonly chiavi: Chiavi;
  readonly dati: DatiDetti;
  /** Whose it is was decided by a person. */
  readonly decisa?: boolean;
}
