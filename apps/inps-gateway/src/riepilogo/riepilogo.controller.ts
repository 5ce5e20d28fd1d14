import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { RispostaRiepilogo } from '../risposta.js';
import { LeggiRiepilogo } from './leggi-riepilogo.js';

@ApiTags('riepilogo')
@Controller('rest/inps/v1/riepilogo')
@Permits('consulta_aggregati')
export class RiepilogoController {
  constructor(@Inject(LeggiRiepilogo) private readonly riepilogo: LeggiRiepilogo) {}

  @Get()
  @ApiOperation({
    operationId: 'leggiRiepilogo',
    summary: 'Quanti flussi sono a che punto',
    description: 'Per il proprio ente; per la Regione, ente per ente. Solo conteggi.',
  })
  @ApiOkResponse({ type: RispostaRiepilogo, description: 'I conteggi.' })
  read(@CurrentCaller() caller: Caller): Promise<RispostaRiepilogo> {
    return this.riepilogo.read(caller);
  }
}
