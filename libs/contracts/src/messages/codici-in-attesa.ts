import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsPositive,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { messageType } from '../message.js';

/**
 * Righe held for one code whose event days fall in one month. Of an ente with more groups than a message takes, the smaller ones of a code
 * are one group of several months.
 */
export class CodiceInAttesa {
  /** As the ente wrote it; `/` stands for all those for which, one by one, there is no room. */
  @IsString() @MaxLength(40) codice: string;
  /** First and last event day of the righe, mostly of one calendar month: what a mapping in force on both lets go. */
  @Matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/) primoGiorno: string;
  @Matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/) ultimoGiorno: string;
  @IsInt() @IsPositive() righe: number;
  /** Since when the oldest of them waits. */
  @IsISO8601() dal: string;
}

/** Everything that waits for a code at one ente: the whole picture, which takes the place of the one before. No persons. */
export class CodiciInAttesaV1 {
  @IsUUID() ente: string;
  /** Grows with each picture of the ente; an older one that comes late is ignored. */
  @IsInt() @IsPositive() revisione: number;
  @IsISO8601() il: string;
  @ValidateNested({ each: true }) @Type(() => CodiceInAttesa) @IsArray() @ArrayMaxSize(1500) codici: CodiceInAttesa[];
}
export const codiciInAttesaV1 = messageType('codici.in_attesa', 1, CodiciInAttesaV1);
