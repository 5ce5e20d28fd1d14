import { Controller, Get, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { ApiProblems, WholeNumber } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { DomandaAccessi } from '../accesso/accessi.controller.js';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { LeggiAccessiSigillati } from './leggi-accessi-sigillati.js';
import { RispostaAccessiSigillati, RispostaProvaAccesso } from './risposta-sigillati.js';

class DomandaProva {
  @ApiPropertyOptional({
    description:
      'Dimensione della testa sotto cui provarlo: quella di una testa conservata. Se manca, la prima che lo comprende.',
    type: 'integer',
    format: 'int64',
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
  })
  @IsOptional()
  @WholeNumber(1, Number.MAX_SAFE_INTEGER)
  dimensione?: number;
}

@ApiTags('accessi')
@Permits('consulta_accessi')
@Controller('rest/anagrafe/v1/accessi')
export class AccessiSigillatiController {
  constructor(@Inject(LeggiAccessiSigillati) private readonly leggi: LeggiAccessiSigillati) {}

  @Get('sigillati')
  @ApiOperation({
    operationId: 'elencaAccessiSigillati',
    summary: 'Gli accessi ai propri residenti, come sono nel registro sigillato',
    description:
      'Gli stessi dell’elenco, da quando sono sigillati: ciò che il comune ne legge con il suo sale, il resto come impronte. Bastano a rifarne ' +
      'la foglia, senza altro: lo fa `snodo accessi verifica`.',
  })
  @ApiResponse({ status: 200, type: RispostaAccessiSigillati, description: 'Una pagina.' })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() { cursor, limit }: DomandaAccessi,
  ): Promise<RispostaAccessiSigillati> {
    return (await this.leggi.page(caller, cursor, limit)) as unknown as RispostaAccessiSigillati;
  }

  @Get(':id/prova')
  @ApiOperation({
    operationId: 'leggiProvaAccesso',
    summary: 'La prova che un accesso è nel registro sigillato',
    description: 'Con ciò che il comune ne legge e le impronte del resto, da cui si rifà la foglia (RFC 9162, 2.1.3).',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({ status: 200, type: RispostaProvaAccesso, description: 'La prova.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'accesso_sconosciuto',
    'accesso_non_sigillato',
    'testa_sconosciuta',
    'registro_discorde',
  )
  async prove(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Query() { dimensione }: DomandaProva,
  ): Promise<RispostaProvaAccesso> {
    return (await this.leggi.prove(caller, id, dimensione)) as unknown as RispostaProvaAccesso;
  }
}
