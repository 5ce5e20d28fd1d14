import { Controller, Get, Headers, Inject, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOperation,
  ApiParam,
  ApiPropertyOptional,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ApiProblems, WholeNumber } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RispostaRicevutaConProva } from '../risposta.js';
import { LeggiRicevuta } from './leggi-ricevuta.js';
import { StampaRicevuta } from './stampa-ricevuta.js';

class DomandaRicevuta {
  @ApiPropertyOptional({ description: 'Formato della risposta, se non lo dice Accept.', enum: ['json', 'pdf'] })
  @IsOptional()
  @IsIn(['json', 'pdf'])
  formato?: 'json' | 'pdf';

  @ApiPropertyOptional({
    description:
      'Dimensione della testa del registro sotto cui provare la ricevuta: quella di una testa conservata. Se manca, la prima che la comprende.',
    type: 'integer',
    format: 'int64',
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
  })
  @IsOptional()
  @WholeNumber(1, Number.MAX_SAFE_INTEGER)
  dimensione?: number;
}

@ApiTags('ricevute')
@ApiExtraModels(RispostaRicevutaConProva)
@Permits('consulta_invii')
@Controller('rest/esiti/v1/ricevute')
export class RicevuteController {
  constructor(
    @Inject(LeggiRicevuta) private readonly ricevute: LeggiRicevuta,
    @Inject(StampaRicevuta) private readonly stampa: StampaRicevuta,
  ) {}

  @Get(':id')
  @ApiOperation({
    operationId: 'leggiRicevuta',
    summary: 'Ricevuta di un invio',
    description:
      'Com’è stata emessa, con la sua firma; da quando è nel registro sigillato (entro 60 secondi) anche con la prova che vi è. In JSON, oppure ' +
      'in PDF da archiviare.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({
    status: 200,
    description: 'La ricevuta.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(RispostaRicevutaConProva) } },
      'application/pdf': { schema: { type: 'string', format: 'binary', maxLength: 1_048_576 } },
    },
  })
  @ApiProblems(
    INGESTION_ERRORS,
    'ricevuta_sconosciuta',
    'ricevuta_alterata',
    'testa_sconosciuta',
    'registro_discorde',
    'parametro_non_valido',
  )
  async read(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Query() { formato, dimensione }: DomandaRicevuta,
    @Headers('accept') accept: string | undefined,
  ): Promise<RispostaRicevutaConProva | StreamableFile> {
    const ricevuta = await this.ricevute.byId(caller, id, dimensione);
    const pdf = formato === undefined ? /\bapplication\/pdf\b/.test(accept ?? '') : formato === 'pdf';
    if (!pdf) return ricevuta;
    const name = `ricevuta-${ricevuta.numero.replace('/', '-')}.pdf`;
    return new StreamableFile(await this.stampa.print(ricevuta), {
      type: 'application/pdf',
      disposition: `inline; filename="${name}"`,
    });
  }
}
