import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { LeggiStoria } from '../residenza/leggi-storia.js';
import { RispostaStoria } from '../residenza/risposta.js';
import { LeggiFamiglia } from './leggi-famiglia.js';
import { DomandaFamiglia, RispostaFamiglia } from './risposta.js';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;
const PROBLEMI = ['finalita_non_ammessa', 'persona_sconosciuta', 'troppe_ricerche', 'momento_non_valido'] as const;

@ApiTags('persone')
@Permits('consulta_persone')
@Controller('rest/anagrafe/v1/persone')
export class FamiglieController {
  constructor(
    @Inject(LeggiFamiglia) private readonly famiglia: LeggiFamiglia,
    @Inject(LeggiStoria) private readonly storia: LeggiStoria,
  ) {}

  @Post(':id/famiglia')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'leggiFamiglia',
    summary: 'La famiglia anagrafica di una persona',
    description:
      'Di oggi, di un altro giorno, o com’era nota a un istante (per questi serve la storia, profilo H). I componenti che non competono a chi chiede non si mostrano e non si contano. La richiesta resta nel registro degli accessi, con una riga per ogni componente mostrato.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: RispostaFamiglia, description: 'La famiglia.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, ...PROBLEMI)
  family(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaFamiglia,
  ): Promise<RispostaFamiglia> {
    return this.famiglia.read(caller, id, domanda);
  }

  @Post(':id/storia')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'leggiStoria',
    summary: 'Dove una persona ha risieduto',
    description:
      'Residenze, domicili e famiglie, di ogni giorno o di uno, come sono noti o com’erano noti a un istante. Solo i periodi nei comuni di chi chiede. La richiesta resta nel registro degli accessi.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 200, type: RispostaStoria, description: 'La storia.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, ...PROBLEMI)
  history(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaFamiglia,
  ): Promise<RispostaStoria> {
    return this.storia.read(caller, id, domanda);
  }
}
