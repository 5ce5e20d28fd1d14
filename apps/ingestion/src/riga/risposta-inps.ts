import type { MotivoNonTrasmissibile } from '#libs/contracts';
import type { KeyRing } from '#libs/security';
import { openDescrizione } from '../fatto/descrizione.js';
import type { FattoLetto } from '../fatto/leggi-fatti.js';
import { MOTIVI_IN_PAROLE } from './motivi-in-parole.js';

/** INPS's answer on one flusso. */
export interface EsitoInps {
  readonly flusso: string;
  readonly accolto: boolean;
  readonly codice: string;
  /** INPS's words, whole. */
  readonly descrizione: string | null;
  readonly il: Date;
}

/** What was said of a riga after its verdict, in short. */
export interface SeguitoRiga {
  /** Why nothing of it goes to INPS. */
  readonly motivo: MotivoNonTrasmissibile | null;
  readonly motivo_descrizione: string | null;
  /** The answer that decides: a refusal before an acceptance, then the last one. */
  readonly esito_inps: EsitoInps | null;
  /** The registry knows whose it is. Not how it found out: that would tell of others' righe (I5). */
  readonly collegata: boolean;
}

/** @param fatti in order of time */
export function seguitoOf(keyRing: KeyRing, fatti: readonly FattoLetto[]): SeguitoRiga {
  const last = (...tipi: FattoLetto['tipo'][]): FattoLetto | undefined =>
    fatti.findLast(({ tipo }) => tipi.includes(tipo));
  const decisivo = last('respinto') ?? last('accolto');
  const motivo = motivoOf(last('non_trasmissibile', 'lasciata_al_canale'));
  return {
    motivo,
    motivo_descrizione: motivo === null ? null : MOTIVI_IN_PAROLE[motivo],
    esito_inps: decisivo === undefined ? null : esitoOf(keyRing, decisivo),
    collegata: last('collegata') !== undefined,
  };
}

export function motivoOf(fatto: FattoLetto | undefined): MotivoNonTrasmissibile | null {
  if (fatto === undefined) return null;
  return fatto.tipo === 'lasciata_al_canale' ? 'canale_dell_ente' : (fatto.codice as MotivoNonTrasmissibile);
}

function esitoOf(keyRing: KeyRing, fatto: FattoLetto): EsitoInps {
  const { flusso, tipo, codice, il } = fatto;
  return { flusso, accolto: tipo === 'accolto', codice, descrizione: openDescrizione(keyRing, fatto), il };
}
