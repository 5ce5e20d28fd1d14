import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { ApiProblems, WholeNumber } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { REPORTING_ERRORS } from '../reporting.errors.js';
import { LeggiTabella } from './leggi-tabella.js';
import { RispostaTabella, rispostaOf } from './risposta-tabella.js';
import { csvOf } from './tabella-csv.js';

const FORMATI = ['json', 'csv'] as const;

class DomandaTabella {
  @ApiProperty({
    description: 'Anno delle prestazioni.',
    type: 'integer',
    format: 'int32',
    minimum: 1900,
    maximum: 2200,
    example: 2026,
  })
  @WholeNumber(1900, 2200)
  anno: number;

  @ApiPropertyOptional({ description: 'Formato della risposta, se non lo dice Accept.', enum: FORMATI })
  @IsOptional()
  @IsIn(FORMATI)
  formato?: (typeof FORMATI)[number];
}

@ApiTags('tabelle')
@ApiExtraModels(RispostaTabella)
@Permits('consulta_aggregati')
@Controller('rest/reporting/v1/tabelle')
export class TabelleController {
  constructor(private readonly leggi: LeggiTabella) {}

  @Get('prestazioni-per-ambito')
  @ApiOperation({
    operationId: 'leggiPrestazioniPerAmbito',
    summary: 'Persone e spesa per ambito, area e anno',
    description:
      'L’ultima revisione pubblicata della tabella. La Regione vede ogni ambito, un ente il proprio; di un altro ambito non c’è alcuna riga. ' +
      'Ogni cella è in uno solo di quattro stati: valore, zero, riservato, non pervenuto. In CSV i decimali hanno la virgola.',
  })
  @ApiResponse({
    status: 200,
    description: 'La tabella.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(RispostaTabella) } },
      'text/csv': { schema: { type: 'string', maxLength: 10_000_000 } },
    },
  })
  @ApiProblems(REPORTING_ERRORS, 'anno_non_pubblicato')
  async read(
    @CurrentCaller() caller: Caller,
    @Query() { anno, formato }: DomandaTabella,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaTabella | string> {
    const { tabella, celle } = await this.leggi.read(caller, anno);
    const risposta = rispostaOf(tabella, celle);
    void reply.header('vary', 'Accept');
    const csv = formato === undefined ? /\btext\/csv\b/.test(accept ?? '') : formato === 'csv';
    if (!csv) return risposta;
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="prestazioni-per-ambito-${anno}.csv"`);
    return csvOf(risposta);
  }
}
