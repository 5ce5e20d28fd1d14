import { Controller, Get, Inject, Param, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiPropertyOptional, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ApiProblems, Cursor, PageSize, WholeNumber } from '#libs/http';
import { Public } from '#libs/security';
import { LeggiTeste, ORDINI } from './leggi-teste.js';
import { REGISTRO_ERRORS, registroProblem } from './registro.errors.js';
import { RispostaCoerenza, RispostaPaginaTeste, RispostaTesta } from './risposta-registro.js';

const INTERO = { type: 'integer', format: 'int64', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;

class DomandaCoerenza {
  @ApiProperty({ ...INTERO, description: 'Dimensione della testa conservata.' })
  @WholeNumber(1, Number.MAX_SAFE_INTEGER)
  da: number;

  @ApiPropertyOptional({ ...INTERO, description: 'Dimensione della testa successiva; se manca, l’ultima.' })
  @IsOptional()
  @WholeNumber(1, Number.MAX_SAFE_INTEGER)
  a?: number;
}

class DomandaTeste {
  @Cursor()
  cursor?: string;

  @PageSize(1000)
  limit: number = 100;

  @ApiPropertyOptional({
    description: 'Dalla più recente, o dalla più vecchia: con `crescente` e cursor si riprende da una testa che si ha.',
    enum: [...ORDINI],
    default: 'decrescente',
  })
  @IsOptional()
  @IsIn(ORDINI)
  ordine: (typeof ORDINI)[number] = 'decrescente';
}

/**
 * Open to anyone, as the keys are: a head says how many entries there are and one hash, and the more hands keep one, the less it can be
 * rewritten. Who may no longer call, or never could, must still be able to hold the region to its word.
 * @param base path of the API that has the register, e.g. `rest/esiti/v1`
 */
export function testeRegistroController(base: string): Type {
  @ApiTags('registro')
  @Public()
  @Controller(`${base}/teste-registro`)
  class TesteRegistroController {
    constructor(@Inject(LeggiTeste) private readonly teste: LeggiTeste) {}

    @Get()
    @ApiOperation({
      operationId: 'elencaTesteRegistro',
      summary: 'Teste del registro sigillato',
      description:
        'Dalla più recente, se non si chiede altro. Chi ne conserva una può accorgersi di ogni modifica di ciò che il registro aveva.',
    })
    @ApiResponse({ status: 200, type: RispostaPaginaTeste, description: 'Una pagina.' })
    @ApiProblems(REGISTRO_ERRORS, 'parametro_non_valido', 'registro_discorde')
    list(@Query() { cursor, limit, ordine }: DomandaTeste): Promise<RispostaPaginaTeste> {
      return this.teste.page(cursor, limit, ordine);
    }

    @Get('ultima')
    @ApiOperation({
      operationId: 'leggiUltimaTestaRegistro',
      summary: 'L’ultima testa del registro',
      description: 'Quella da conservare.',
    })
    @ApiResponse({ status: 200, type: RispostaTesta, description: 'La testa.' })
    @ApiProblems(REGISTRO_ERRORS, 'testa_sconosciuta', 'registro_discorde')
    last(): Promise<RispostaTesta> {
      return this.teste.last();
    }

    @Get('coerenze')
    @ApiOperation({
      operationId: 'leggiCoerenzaRegistro',
      summary: 'Prova che una testa continua un’altra',
      description: 'Ciò che il registro aveva con la testa `da` è ancora com’era con la testa `a` (RFC 9162, 2.1.4).',
    })
    @ApiResponse({ status: 200, type: RispostaCoerenza, description: 'La prova.' })
    @ApiProblems(REGISTRO_ERRORS, 'parametro_non_valido', 'testa_sconosciuta', 'registro_discorde')
    consistency(@Query() { da, a }: DomandaCoerenza): Promise<RispostaCoerenza> {
      return this.teste.consistency(da, a);
    }

    @Get(':dimensione')
    @ApiOperation({
      operationId: 'leggiTestaRegistro',
      summary: 'La testa di una dimensione',
      description: 'Per ritrovarne una che si è conservata.',
    })
    @ApiParam({ name: 'dimensione', schema: INTERO })
    @ApiResponse({ status: 200, type: RispostaTesta, description: 'La testa.' })
    @ApiProblems(REGISTRO_ERRORS, 'testa_sconosciuta', 'registro_discorde')
    bySize(@Param('dimensione') dimensione: string): Promise<RispostaTesta> {
      if (!/^[1-9]\d{0,14}$/.test(dimensione)) throw registroProblem('testa_sconosciuta');
      return this.teste.bySize(Number(dimensione));
    }
  }
  return TesteRegistroController;
}
