import type { EsitoCollegamento } from '#libs/contracts';
import type { CorpoFatto } from '../fatto/fatto-collegato.js';
import type { DatiDetti } from '../persona/dati-persona.js';
import type { Grezzi } from '../persona/dati-riservati.js';
import type { Fonte } from '../persona/fonte.js';

/** What a source says of a person in one revision of its record. */
export interface SchedaDaCollegare {
  /** 64 hex digits. */
  readonly recordId: string;
  readonly revisione: number;
  readonly annullamento: boolean;
  readonly fonte: Fonte;
  /** Of a registry office: ISTAT code of the comune that speaks. */
  readonly comuneFonte?: string | undefined;
  /** Who says it, or for whom another registry was asked. */
  readonly ente: string;
  readonly rigaId?: string | undefined;
  /** Code and version. */
  readonly tracciato: string;
  /** ISO 8601. */
  readonly accettataIl: string;
  /** Undefined only for a cancellation that names nobody. */
  readonly dati: DatiDetti | undefined;
  readonly grezzi?: Grezzi | undefined;
  /** What reporting is told of it, without the names under which it knows record and person. */
  readonly fatto?: CorpoFatto | undefined;
}

/** Whose a record is now. */
export interface SchedaCollegata {
  /** Undefined for the cancellation of a record that nobody had, and for `ignota`. */
  readonly personaId: string | undefined;
  /** Undefined for a cancellation; `ignota`: of nobody known, where nobody new may be made, and nothing of it was kept. */
  readonly esito: EsitoCollegamento | 'ignota' | undefined;
  /** Under which reporting hears of it: never lower than one it heard before. */
  readonly fattoRevisione: number;
}
