import type { AppName } from '#libs/contracts';
import { WholeNumber } from '#libs/http';
import { Permits } from '#libs/security';
import { Body, Controller, Get, HttpCode, Post, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Parked, type ParkedMessage } from './parked.js';

class ParkedSelection {
  /** Tipo del messaggio, `<nome>.v<versione>`. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) tipo?: string;
  /** Ente di cui è il lavoro. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(64) ente?: string;
  /** Inizio del motivo. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) motivo?: string;
}

class ParkedQuery extends ParkedSelection {
  @ApiPropertyOptional({ default: 100 }) @IsOptional() @WholeNumber(1, 500) limit?: number;
  /** Valore di `successivo` della pagina precedente. */
  @ApiPropertyOptional() @IsOptional() @IsUUID() cursor?: string;
}

class ReplayRequest extends ParkedSelection {
  /** Identificativi dei messaggi; senza, tutti quelli che il filtro sceglie. */
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  messaggi?: string[];
}

class ReplayAnswer {
  /** Messaggi rimessi in lavorazione. */
  @ApiProperty() rimessi: number;
}

class ParkedView {
  @ApiProperty() messaggio: string;
  @ApiProperty() tipo: string;
  @ApiProperty() ente: string;
  @ApiProperty() chiave: string;
  @ApiProperty() motivo: string;
  @ApiProperty() tentativi: number;
  @ApiProperty() avvenuto_il: string;
  @ApiProperty() ricevuto_il: string;
  @ApiProperty() parcheggiato_il: string;
  @ApiProperty() correlazione: string;
  /** Messaggio di cui questo raccoglie le righe non riuscite. */
  @ApiPropertyOptional() parte_di?: string;
}

class ParkedAnswer {
  @ApiProperty({ type: [ParkedView] }) messaggi: ParkedView[];
  @ApiProperty() totale: number;
  @ApiPropertyOptional() successivo?: string;
}

/** The operators' view of one app's parked messages: envelope and reason, never a body. */
export function parkedController(app: AppName): Type {
  @ApiTags('messaggi parcheggiati')
  @Controller(`rest/amministrazione/v1/${app}/messaggi-parcheggiati`)
  @Permits('amministra')
  class ParkedController {
    constructor(private readonly parked: Parked) {}

    @Get()
    @ApiOperation({ operationId: 'elencaMessaggiParcheggiati', summary: 'Messaggi che non è stato possibile lavorare' })
    async list(@Query() { limit = 100, cursor, tipo, ente, motivo }: ParkedQuery): Promise<ParkedAnswer> {
      const { messages, total, next } = await this.parked.list({ type: tipo, ente, reason: motivo }, limit, cursor);
      return { messaggi: messages.map(viewOf), totale: total, ...(next === undefined ? {} : { successivo: next }) };
    }

    @Post('riprese')
    @HttpCode(200)
    @ApiOperation({
      operationId: 'riprendiMessaggiParcheggiati',
      summary: 'Rimette in lavorazione messaggi parcheggiati',
    })
    async replay(@Body() { messaggi, tipo, ente, motivo }: ReplayRequest): Promise<ReplayAnswer> {
      return { rimessi: await this.parked.replay({ ids: messaggi, type: tipo, ente, reason: motivo }) };
    }
  }
  return ParkedController;
}

function viewOf(message: ParkedMessage): ParkedView {
  const { id, envelope } = message;
  return {
    messaggio: id,
    tipo: message.type,
    ente: message.ente,
    chiave: message.key,
    motivo: message.reason,
    tentativi: message.attempts,
    avvenuto_il: envelope.occurredAt ?? message.receivedAt.toISOString(),
    ricevuto_il: message.receivedAt.toISOString(),
    parcheggiato_il: message.parkedAt.toISOString(),
    correlazione: envelope.correlationId ?? '',
    ...(message.splitFrom === null ? {} : { parte_di: message.splitFrom }),
  };
}
