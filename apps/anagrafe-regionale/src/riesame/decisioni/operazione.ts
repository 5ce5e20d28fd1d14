/** What a decision does to two persons: `ricongiunge` only takes away that somebody said they are two. */
export type Effetto = 'unisce' | 'divide' | 'distingue' | 'ricongiunge';
export type TipoOperazione = 'unione' | 'separazione' | 'distinzione' | 'annullamento';

/** A doubt about who is no more, carried to who it is. */
export interface DubbioPortato {
  readonly id: string;
  readonly altra: string;
  /** Likeness had not raised it about that one before. */
  readonly nuovo: boolean;
}

/** What an operation did besides moving records, as far as taking it back has to know. */
export interface Dettagli {
  /** Doubts that it settled: about the two, and about who keeps its id and those from whom it is held apart since. */
  readonly dubbi?: readonly string[];
  readonly portati?: readonly DubbioPortato[];
  /** Ids that led to who was absorbed. */
  readonly radici?: readonly string[];
  /** Persons from whom who keeps its id is held apart since, because who was absorbed was. */
  readonly distinti?: readonly string[];
  /** Whether it said, or took back, that the two are two. */
  readonly coppia?: 'distinta' | 'ricongiunta';
}

/** An operation as it is kept. */
export interface OperazioneScritta {
  readonly id: string;
  readonly tipo: TipoOperazione;
  readonly effetto: Effetto;
  readonly il: Date;
  /** Who keeps its id, or from whom the other came out; of a distinction the smaller. */
  readonly rimasta: string;
  readonly altra: string;
  readonly dettagli: Dettagli;
}
