import { Controller, Get, Inject, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { LeggiSigillo } from './leggi-sigillo.js';
import { RispostaSigillo } from './risposta-sigillo.js';

@ApiTags('registro')
@Permits('consulta_invii')
@Controller('rest/esiti/v1/invii/:id/sigillo')
export class SigilliController {
  constructor(@Inject(LeggiSigillo) private readonly leggi: LeggiSigillo) {}

  @Get()
  @ApiOperation({
    operationId: 'leggiSigilloInvio',
    summary: 'Ciò che il registro ha sigillato degli esiti di un invio',
    description:
      'Una radice sola per gli esiti di tutte le righe, con la prova che è nel registro. Chi ha le righe e i rilievi può ricalcolarla: lo fa ' +
      '`snodo sigillo`, e la guida dice come.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({ status: 200, type: RispostaSigillo, description: 'Il sigillo.' })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto', 'sigillo_non_pronto', 'registro_discorde')
  async read(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
  ): Promise<RispostaSigillo> {
    return (await this.leggi.byInvio(caller, id)) as unknown as RispostaSigillo;
  }
}
