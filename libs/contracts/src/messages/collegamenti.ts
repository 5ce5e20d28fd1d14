import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
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

/** How the beneficiario of a riga was found in the registry. `dubbia`: the code is known, the given name is another's. */
const ESITI_COLLEGAMENTO = ['risolta', 'nuova', 'dubbia'] as const;
export type EsitoCollegamento = (typeof ESITI_COLLEGAMENTO)[number];

export class RigaCollegata {
  /** The riga that made the revision. */
  @IsUUID() rigaId: string;
  @Matches(/^[0-9a-f]{64}$/) recordId: string;
  @IsInt() @IsPositive() revisione: number;
  @IsIn(ESITI_COLLEGAMENTO) esito: EsitoCollegamento;
}

/** The registry knows whose righe these are. Says nothing of who the person is. */
export class RigaCollegataV1 {
  @IsISO8601() collegateIl: string;
  @ValidateNested({ each: true }) @Type(() => RigaCollegata) @ArrayMinSize(1) @ArrayMaxSize(500) righe: RigaCollegata[];
}
export const rigaCollegataV1 = messageType('riga.collegata', 1, RigaCollegataV1);

export const GENERI_FATTO = ['prestazione', 'accesso', 'percorso', 'minore'] as const;
export type GenereFatto = (typeof GENERI_FATTO)[number];

/** Classes of citizenship: never the State, which with a small comune would name a person. */
export const CITTADINANZE = ['italiana', 'ue', 'extra_ue', 'non_disponibile'] as const;
export type ClasseCittadinanza = (typeof CITTADINANZE)[number];

/** Age in completed years at the event, in bands: both ends included. */
export const FASCE_ETA = ['0-2', '3-5', '6-13', '14-17', '18-29', '30-44', '45-64', '65-74', '75-84', '85+'] as const;
export type FasciaEta = (typeof FASCE_ETA)[number];

/** The share of a fact that falls in one calendar year. */
export class QuotaAnno {
  @IsInt() anno: number;
  /** Integer cents. */
  @IsInt() spesa: number;
}

/** What reporting may know of one accepted record: nothing that names a person, and no id that INPS's data carry too. */
export class FattoCollegato {
  /** 32 hex digits: keyed digest of the record, known to nobody else. */
  @Matches(/^[0-9a-f]{32}$/) fattoId: string;
  /** A newer one replaces an older one, in whatever order they arrive. */
  @IsInt() @IsPositive() revisione: number;
  /** The record ceased to exist at this revision; the rest is then that of the cancelled record, or empty. */
  @IsBoolean() annullato: boolean;
  @IsIn(GENERI_FATTO) genere: GenereFatto;
  /** 32 hex digits, equal for facts of one person, of no use outside reporting; null where nobody could be told apart. */
  @IsOptional() @Matches(/^[0-9a-f]{32}$/) pseudonimo: string | null;
  @IsOptional() @IsIn(FASCE_ETA) fasciaEta: FasciaEta | null;
  @IsOptional() @IsIn(['M', 'F']) sesso: 'M' | 'F' | null;
  @IsIn(CITTADINANZE) cittadinanza: ClasseCittadinanza;
  /** ISTAT code; null abroad or unknown. */
  @IsOptional() @Matches(/^[0-9]{6}$/) comuneResidenza: string | null;
  @IsUUID() enteErogatore: string;
  /** Code and version of the nomenclatura it was judged with. */
  @IsString() @MaxLength(10) codice: string;
  @IsString() nomenclatura: string;
  /** 1 family and minors, 2 disability, 3 poverty; null when the sender did not say. */
  @IsOptional() @IsIn(['1', '2', '3']) area: '1' | '2' | '3' | null;
  @IsBoolean() presaInCarico: boolean;
  /** One item for each calendar year the record touches, in order. */
  @ValidateNested({ each: true }) @Type(() => QuotaAnno) @IsArray() anni: QuotaAnno[];
}

/** Pseudonymous facts for aggregates. After a merge or a separation of persons the facts touched are said again. */
export class FattiCollegatiV1 {
  @IsISO8601() collegatiIl: string;
  /** Said again on demand, to rebuild a projection. */
  @IsBoolean() ricostruzione: boolean;
  @ValidateNested({ each: true })
  @Type(() => FattoCollegato)
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  fatti: FattoCollegato[];
}
export const fattiCollegatiV1 = messageType('fatti.collegati', 1, FattiCollegatiV1);
