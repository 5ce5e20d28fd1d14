import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsLegalDay, WholeNumber } from '#libs/http';
import { RELAZIONI, type Relazione } from '#libs/riferimenti';
import { STATI_ASSOCIAZIONE, type StatoAssociazione } from './associazione.js';
import { DECISIONI } from './decidi-associazioni.js';

/** Associations decided or proposed in one request. */
const MOST_AT_ONCE = 500;
/** Targets of one choice: more is no choice, it is a list. */
const MOST_TARGETS = 50;

const SISTEMA = /^[A-Z][A-Z0-9_:-]{1,39}$/;
const CODICE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,39}$/;
/** A line of words, without control characters. */
// oxlint-disable-next-line no-control-regex -- they are what is refused
const TESTO = /^[^\x00-\x1f\x7f]{1,500}$/;

const sistema = (description: string, example: string): ApiPropertyOptions => ({
  description,
  example,
  maxLength: 40,
  pattern: SISTEMA.source,
});
const codice = (description: string, example: string): ApiPropertyOptions => ({
  description,
  example,
  maxLength: 40,
  pattern: CODICE.source,
});
const parole = (description: string, example: string): ApiPropertyOptions => ({
  description,
  example,
  maxLength: 500,
  pattern: '^[^\\x00-\\x1f\\x7f]+$',
});
const giorno = (description: string, example: string): ApiPropertyOptions => ({
  description,
  example,
  type: String,
  format: 'date',
  maxLength: 10,
});
const REVISIONE: ApiPropertyOptions = {
  description: 'Revisione che si è vista: se nel frattempo è cambiata, la richiesta è rifiutata.',
  type: 'integer',
  format: 'int32',
  minimum: 1,
  maximum: 2_147_483_647,
  example: 1,
};

export class AssociazioniRichieste {
  @ApiPropertyOptional(sistema('Sistema di partenza.', 'LOC:E388'))
  @IsOptional()
  @Matches(SISTEMA)
  da?: string;

  @ApiPropertyOptional(sistema('Sistema di arrivo.', 'REG'))
  @IsOptional()
  @Matches(SISTEMA)
  a?: string;

  @ApiPropertyOptional(codice('Codice di partenza.', 'SAD-01'))
  @IsOptional()
  @Matches(CODICE)
  codice?: string;

  @ApiPropertyOptional({ enum: STATI_ASSOCIAZIONE, description: 'Stato.' })
  @IsOptional()
  @IsIn(STATI_ASSOCIAZIONE)
  stato?: StatoAssociazione;

  @ApiPropertyOptional({
    description: 'Un codice dell’ente di cui è la lista locale.',
    maxLength: 80,
    pattern: '^[A-Za-z0-9_-]+$',
    example: 'E388',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,80}$/)
  ente?: string;

  @ApiPropertyOptional({
    description: 'Associazioni da saltare.',
    type: 'integer',
    format: 'int32',
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
  })
  @IsOptional()
  @WholeNumber(0, 1_000_000)
  salta = 0;

  @ApiPropertyOptional({
    description: 'Associazioni al più.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 1000,
    default: 200,
  })
  @IsOptional()
  @WholeNumber(1, 1000)
  limite = 200;
}

export class PropostaInviata {
  @ApiProperty(sistema('Sistema di partenza.', 'LOC:E388')) @Matches(SISTEMA) da: string;
  @ApiProperty(codice('Codice di partenza.', 'SAD-01')) @Matches(CODICE) codice: string;
  @ApiProperty(sistema('Sistema di arrivo.', 'REG')) @Matches(SISTEMA) a: string;

  @ApiProperty({
    enum: RELAZIONI,
    description:
      'esatta: la stessa cosa; piu_ampia, piu_ristretta: la destinazione comprende di più, di meno; scelta: una di più, la riga dirà quale.',
  })
  @IsIn(RELAZIONI)
  relazione: Relazione;

  @ApiProperty({
    description: 'Codici di arrivo: due o più di una scelta, altrimenti uno.',
    type: 'array',
    minItems: 1,
    maxItems: MOST_TARGETS,
    items: { type: 'string', maxLength: 40, pattern: CODICE.source, example: 'R4.01.01' },
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TARGETS)
  @Matches(CODICE, { each: true })
  destinazioni: string[];

  @ApiProperty(giorno('Primo giorno.', '2026-01-01')) @IsLegalDay() dal: string;

  @ApiPropertyOptional(giorno('Ultimo giorno, compreso; fino a nuovo avviso se manca.', '2026-12-31'))
  @IsOptional()
  @IsLegalDay()
  al?: string;

  @ApiPropertyOptional(parole('Perché, per chi decide.', 'Come da delibera di giunta'))
  @IsOptional()
  @Matches(TESTO)
  nota?: string;

  @ApiPropertyOptional(parole('Che cosa l’associazione non dice, per chi userà i numeri.', 'Comprende anche i pasti'))
  @IsOptional()
  @Matches(TESTO)
  limite?: string;
}

export class ProposteInviate {
  @ApiProperty({
    type: PropostaInviata,
    isArray: true,
    minItems: 1,
    maxItems: MOST_AT_ONCE,
    description: 'Proposte: tutte o nessuna.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @ValidateNested({ each: true })
  @Type(() => PropostaInviata)
  associazioni: PropostaInviata[];
}

export class DecisioneInviata {
  @ApiProperty({ enum: DECISIONI, description: 'Che cosa si decide.' })
  @IsIn(DECISIONI)
  decisione: (typeof DECISIONI)[number];
  @ApiProperty(REVISIONE) @IsInt() @Min(1) @Max(2_147_483_647) revisione: number;

  @ApiPropertyOptional(parole('Perché; l’ente lo legge nella storia.', 'Il servizio comprende anche i pasti'))
  @IsOptional()
  @Matches(TESTO)
  motivo?: string;

  @ApiPropertyOptional(giorno('Primo giorno, se non è quello proposto.', '2026-01-01'))
  @IsOptional()
  @IsLegalDay()
  dal?: string;
}

export class DecisioneSu extends DecisioneInviata {
  @ApiProperty({ description: 'Associazione.', format: 'uuid', maxLength: 36 }) @IsUUID() id: string;
}

export class DecisioniInviate {
  @ApiProperty({
    type: DecisioneSu,
    isArray: true,
    minItems: 1,
    maxItems: MOST_AT_ONCE,
    description: 'Decisioni: ciascuna ha il suo esito.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @ValidateNested({ each: true })
  @Type(() => DecisioneSu)
  decisioni: DecisioneSu[];
}

export class ChiusuraInviata {
  @ApiProperty(giorno('Ultimo giorno, compreso.', '2026-06-30')) @IsLegalDay() al: string;
  @ApiProperty(REVISIONE) @IsInt() @Min(1) @Max(2_147_483_647) revisione: number;

  @ApiPropertyOptional(parole('Perché.', 'Il servizio è cessato'))
  @IsOptional()
  @Matches(TESTO)
  motivo?: string;
}
