import { Controller, Get, Inject, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { WholeNumber } from '#libs/http';
import { Public } from '#libs/security';
import { LeggiFoglie } from './leggi-foglie.js';

const AL_PIU = 10_000;
const POSTO = { type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

class DomandaFoglie {
  @ApiPropertyOptional({ ...POSTO, description: 'Posto della prima foglia, da 0.', default: 0 })
  @IsOptional()
  @WholeNumber(0, Number.MAX_SAFE_INTEGER)
  da: number = 0;

  @ApiPropertyOptional({
    description: 'Foglie per pagina.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: AL_PIU,
    default: 1000,
  })
  @IsOptional()
  @WholeNumber(1, AL_PIU)
  limit: number = 1000;
}

class RispostaFoglie {
  @ApiProperty({ ...POSTO, description: 'Posto della prima.' }) da: number;
  @ApiProperty({ ...POSTO, description: 'Foglie che il registro ha.' }) dimensione: number;
  @ApiProperty({
    description: 'Impronte, in ordine; nessuna oltre l’ultima.',
    type: 'array',
    maxItems: AL_PIU,
    items: { type: 'string', maxLength: 64, pattern: '^[0-9a-f]{64}$' },
  })
  foglie: string[];
}

/**
 * Open to anyone, as the heads are: from them all heads are made again, without asking the region whether they are right.
 * @param base path of the API that has the register, e.g. `rest/anagrafe/v1`
 */
export function foglieRegistroController(base: string): Type {
  @ApiTags('registro')
  @Public()
  @Controller(`${base}/registro/foglie`)
  class FoglieRegistroController {
    constructor(@Inject(LeggiFoglie) private readonly foglie: LeggiFoglie) {}

    @Get()
    @ApiOperation({
      operationId: 'elencaFoglieRegistro',
      summary: 'Impronte delle foglie del registro sigillato',
      description:
        'Dalla prima. Con tutte si rifanno le radici di tutte le teste: lo fa `snodo accessi verifica`. Un’impronta non dice nulla della sua voce.',
    })
    @ApiResponse({ status: 200, type: RispostaFoglie, description: 'Una pagina.' })
    list(@Query() { da, limit }: DomandaFoglie): Promise<RispostaFoglie> {
      return this.foglie.page(da, limit);
    }
  }
  return FoglieRegistroController;
}
