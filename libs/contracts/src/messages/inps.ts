import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsPositive,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { messageType } from '../message.js';

/** What every fact about INPS says of the riga it is about. */
class DiRiga {
  /** The riga that made the revision. */
  @IsUUID() rigaId: string;
  @Matches(/^[0-9a-f]{64}$/) recordId: string;
  @IsInt() @IsPositive() revisione: number;
}

/** Why nothing of a riga is published; the first four are limits of INPS's own schema. */
export const MOTIVI_NON_TRASMISSIBILE = [
  'omocodia',
  'stp',
  'eni',
  'codice_non_ammesso',
  'ente_senza_codice',
  'atto_non_in_vigore',
  'documento_non_valido',
  'canale_dell_ente',
  'nulla_da_cancellare',
  'cancellazione_non_prevista',
] as const;
export type MotivoNonTrasmissibile = (typeof MOTIVI_NON_TRASMISSIBILE)[number];

export class RigaNonTrasmissibile extends DiRiga {
  @IsIn(MOTIVI_NON_TRASMISSIBILE) motivo: MotivoNonTrasmissibile;
}

/**
 * Righe that Snodo does not publish. `canale_dell_ente`: not a fault, the ente feeds INPS by itself; `nulla_da_cancellare`: a
 * cancellation of what INPS never had; `cancellazione_non_prevista`: INPS's schema of the tracciato has no way to say one.
 */
export class RigheNonTrasmissibiliV1 {
  @IsUUID() ente: string;
  @IsISO8601() il: string;
  @ValidateNested({ each: true })
  @Type(() => RigaNonTrasmissibile)
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  righe: RigaNonTrasmissibile[];
}
export const righeNonTrasmissibiliV1 = messageType('righe.non_trasmissibili', 1, RigheNonTrasmissibiliV1);

/** One flusso of a riga. A riga has as many as the years it touches, and those that take back what INPS had before. */
export class FlussoDiRiga extends DiRiga {
  @IsString() @MaxLength(64) idFlusso: string;
  /** Flussi the riga was made into, this one included. */
  @IsInt() @IsPositive() di: number;
}

export class FlussoPubblicato extends FlussoDiRiga {
  /** `I` insertion, `C` cancellation: INPS knows no update. */
  @IsIn(['I', 'C']) operazione: 'I' | 'C';
  /** Place in the log of the ente, millisecond. */
  @IsISO8601() tsFlusso: string;
}

/** Flussi that INPS may take from now on. */
export class FlussiPubblicatiV1 {
  @IsUUID() ente: string;
  @ValidateNested({ each: true })
  @Type(() => FlussoPubblicato)
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  flussi: FlussoPubblicato[];
}
export const flussiPubblicatiV1 = messageType('flussi.pubblicati', 1, FlussiPubblicatiV1);

/** Flussi that INPS has taken, as a later `since` of its own shows. */
export class FlussiPrelevatiV1 {
  @IsUUID() ente: string;
  /** When the request that shows it came. */
  @IsISO8601() il: string;
  @ValidateNested({ each: true }) @Type(() => FlussoDiRiga) @ArrayMinSize(1) @ArrayMaxSize(500) flussi: FlussoDiRiga[];
}
export const flussiPrelevatiV1 = messageType('flussi.prelevati', 1, FlussiPrelevatiV1);

export class EsitoRicevuto extends FlussoDiRiga {
  @IsBoolean() accolto: boolean;
  /** INPS's own code: OK, DATI_NON_TROVATI, RICHIESTA_INVALIDA, ERRORE_GENERICO. */
  @IsString() @MaxLength(64) codice: string;
  /** INPS's own words, opaque: they may quote the record. */
  @IsOptional() @IsString() descrizione: string | null;
  @IsOptional() @IsString() idAcquisizione: string | null;
  /** When INPS took the flusso, in its words. */
  @IsISO8601() acquisitoIl: string;
}

/** INPS's answers. Personal because of `descrizione`. */
export class EsitiRicevutiV1 {
  @IsUUID() ente: string;
  @IsISO8601() ricevutiIl: string;
  @ValidateNested({ each: true }) @Type(() => EsitoRicevuto) @ArrayMinSize(1) @ArrayMaxSize(500) esiti: EsitoRicevuto[];
}
export const esitiRicevutiV1 = messageType('esiti.ricevuti', 1, EsitiRicevutiV1, { personal: true });
