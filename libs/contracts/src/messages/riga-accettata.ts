import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

/** How the code of a riga became the one that travels. */
export class CodificaRiga {
  /** As the sender wrote it; with a choice, `LOCALE/SCELTO`. */
  @IsString() @MaxLength(80) ricevuto: string;
  /** Versions used, from the sender's list to INPS's: `LOC:E388@1`, `REG@2`, `SIUSS@1.0`. */
  @IsArray() @IsString({ each: true }) versioni: string[];
}

/** One accepted riga: a revision of its logical record, or the cancellation of it. */
export class RigaAccettata {
  @IsUUID() rigaId: string;
  /** 64 hex digits: the keyed identity of the logical record (design §2). */
  @Matches(/^[0-9a-f]{64}$/) recordId: string;
  /** Grows by one at each changed content; receivers apply a newer one and ignore an older one. */
  @IsInt() @IsPositive() revisione: number;
  /** The record ceases to exist at this revision. `contenuto` is then that of the cancelling riga. */
  @IsBoolean() annullamento: boolean;
  @IsUUID() enteErogatore: string;
  /** Canonical record of the tracciato (shape: `libs/tracciati`), already checked riga by riga: never checked again here. */
  @IsObject() contenuto: Record<string, unknown>;
  /** Version of INPS's nomenclatura in which the code of `contenuto` was in force on the event date. */
  @IsString() nomenclatura: string;
  /** Only where the code of `contenuto` is not the one the sender wrote. */
  @IsOptional() @ValidateNested() @IsObject() @Type(() => CodificaRiga) codifica?: CodificaRiga;
}

/** What the document said of its sender, needed again to write what INPS gets. */
export class TestataRighe {
  /** The person of the ente erogatore who answers for the delivery; INPS asks for one in every flusso. */
  @IsString() codiceFiscaleOperatore: string;
  /** As the sender wrote them. */
  @IsString() enteCodice: string;
  @IsString() enteDenominazione: string;
  @IsString() enteIndirizzo: string;
}

/** Righe of one tracciato that passed every check of delivery. At most 500 righe and about 256 KiB a message. */
export abstract class RigheAccettate {
  @IsUUID() invioId: string;
  /** `codice@versione`; each message takes only its own. */
  abstract tracciato: string;
  @IsUUID() enteMittente: string;
  @IsISO8601() accettateIl: string;
  @ValidateNested() @IsObject() @Type(() => TestataRighe) testata: TestataRighe;
  @ValidateNested({ each: true }) @Type(() => RigaAccettata) @ArrayMinSize(1) @ArrayMaxSize(500) righe: RigaAccettata[];
}
