import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { ApriPersona } from './apri-persona.js';
import { DomandaAperturaRiesame, DomandaSeparazione } from './domanda.js';
import { RispostaDecisione, RispostaPersonaAperta } from './risposta-decisioni.js';
import { SeparaRecord } from './separa-record.js';

const ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;

@ApiTags('riesame')
@Permits('riesamina_duplicati')
@Controller('rest/anagrafe/v1/persone/:id')
export class RiesamePersoneController {
  constructor(
    @Inject(ApriPersona) private readonly apri: ApriPersona,
    @Inject(SeparaRecord) private readonly separa: SeparaRecord,
  ) {}

  @Post('aperture-riesame')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'apriPersonaDaRiesaminare',
    summary: 'Apre una persona che forse sono due',
    description:
      'Con un motivo, che resta agli atti: la persona con profilo M e i record che ne parlano, per dire quali sono di un’altra. Finalità: `riesame_duplicati`. Il comune di residenza lo legge nel registro degli accessi.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 201, type: RispostaPersonaAperta, description: 'La persona.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'finalita_non_ammessa', 'persona_sconosciuta', 'troppe_aperture')
  open(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaAperturaRiesame,
  ): Promise<RispostaPersonaAperta> {
    return this.apri.open(caller, id, domanda);
  }

  @Post('separazioni')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'separaPersona',
    summary: 'Dice che alcuni record sono di un’altra persona',
    description:
      'Di una persona aperta. I record vanno a una persona nuova, o a quella di cui erano prima di un’unione, e vi restano. Oltre `SNODO_RIESAME_RECORD_DA_CONFERMARE` record la conferma un’altra persona.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 201, type: RispostaDecisione, description: 'La decisione, o la proposta da confermare.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    'persona_sconosciuta',
    'riesame_non_aperto',
    'riesame_superato',
    'record_estranei',
    'record_tutti',
    'troppi_record',
  )
  separate(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaSeparazione,
  ): Promise<RispostaDecisione> {
    return this.separa.separate(caller, id, domanda);
  }
}
