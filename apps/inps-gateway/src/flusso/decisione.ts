import type { MotivoNonTrasmissibile } from '#libs/contracts';
import type { Modalita } from '../modalita/modalita.js';

/** What is known of a logical record before a message about it. */
export interface RecordNoto {
  readonly revisione: number;
  /** INPS holds something of it, as far as we know: flussi of ours, or the content that the ente sent through its own channel. */
  readonly vivo: 'flussi' | 'canale' | 'nulla';
}

/** A revision of a record, or its cancellation. */
export interface RigaInArrivo {
  readonly revisione: number;
  readonly annullamento: boolean;
}

/** On what a publication depends, besides the record. */
export interface Condizioni {
  /** In force on the day the riga was accepted. */
  readonly modalita: Modalita;
  /** The ente has given the region an act to publish for it, in force now. */
  readonly atto: boolean;
  /** The ente has a code that INPS knows it by. */
  readonly codice: boolean;
  /** INPS's schema can say that something is taken back. */
  readonly cancellabile: boolean;
  /** Why INPS's schema cannot take the person. */
  readonly persona: MotivoNonTrasmissibile | undefined;
}

/** What to do with a riga. */
export interface Decisione {
  /** False: a revision as new is known already, nothing happens. */
  readonly applica: boolean;
  /** Take back what INPS holds of the record. */
  readonly annulla: boolean;
  /** Publish the content of the riga. */
  readonly inserisce: boolean;
  /** The ente itself tells INPS: from here on INPS holds what this riga says. */
  readonly lascia: boolean;
  /** Why nothing of the riga is published; to be said. */
  readonly motivo?: MotivoNonTrasmissibile;
}

const NIENTE: Decisione = { applica: false, annulla: false, inserisce: false, lascia: false };

/**
 * What becomes of a riga: published, left to the ente's own channel, or quarantined. INPS knows no update: a correction takes back
 * what is there and inserts anew; where its schema has no cancellation, it only inserts anew.
 */
export function decidi(noto: RecordNoto | undefined, riga: RigaInArrivo, condizioni: Condizioni): Decisione {
  if (noto !== undefined && riga.revisione <= noto.revisione) return NIENTE;
  const fatta = { ...NIENTE, applica: true };
  if (condizioni.modalita !== 'snodo') return { ...fatta, lascia: true, motivo: 'canale_dell_ente' };
  const vivo = noto !== undefined && noto.vivo !== 'nulla';
  // The record came and went before anything of it reached INPS.
  if (riga.annullamento && !vivo) return { ...fatta, motivo: 'nulla_da_cancellare' };
  if (!condizioni.atto) return { ...fatta, motivo: 'atto_non_in_vigore' };
  if (!condizioni.codice) return { ...fatta, motivo: 'ente_senza_codice' };
  if (riga.annullamento && !condizioni.cancellabile) return { ...fatta, motivo: 'cancellazione_non_prevista' };
  if (riga.annullamento) return { ...fatta, annulla: true };
  const annulla = vivo && condizioni.cancellabile;
  // What INPS holds is not true any more, even if what is true cannot be told it.
  if (condizioni.persona !== undefined) return { ...fatta, annulla, motivo: condizioni.persona };
  return { ...fatta, annulla, inserisce: true };
}
