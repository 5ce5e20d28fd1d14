import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { ApriPossibileDuplicato } from './apri-possibile-duplicato.js';
import { DecidiCoppia } from './decidi-coppia.js';
import { DomandaAperturaRiesame, DomandaDecisione, DomandaPossibiliDuplicati } from './domanda.js';
import { LeggiPossibiliDuplicati } from './leggi-possibili-duplicati.js';
import { RispostaDecisione } from './risposta-decisioni.js';
import { RispostaApertura, RispostaPossibiliDuplicati } from './risposta.js';

const PROBLEMI = ['possibile_duplicato_sconosciuto', 'riesame_non_aperto', 'riesame_superato'] as const;
const ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;

@ApiTags('riesame')
@Permits('riesamina_duplicati')
@Controller('rest/anagrafe/v1/possibili-duplicati')
export class PossibiliDuplicatiController {
  constructor(
    @Inject(LeggiPossibiliDuplicati) private readonly leggi: LeggiPossibiliDuplicati,
    @Inject(ApriPossibileDuplicato) private readonly apri: ApriPossibileDuplicato,
    @Inject(DecidiCoppia) private readonly decidi: DecidiCoppia,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaPossibiliDuplicati',
    summary: 'Le coppie di persone che forse sono una',
    description:
      'Quelle di cui entrambe le persone sono di un ente che ha nominato steward chi chiede: vi risiedono, o ne hanno una prestazione. Senza nomi. Le coppie con una persona protetta non ci sono.',
  })
  @ApiResponse({ status: 200, type: RispostaPossibiliDuplicati, description: 'Una pagina.' })
  list(
    @CurrentCaller() caller: Caller,
    @Query() domanda: DomandaPossibiliDuplicati,
  ): Promise<RispostaPossibiliDuplicati> {
    return this.leggi.page(caller, domanda);
  }

  @Post(':id/aperture')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'apriPossibileDuplicato',
    summary: 'Apre un possibile duplicato per riesaminarlo',
    description:
      'Con un motivo, che resta agli atti: le due persone con profilo M e, campo per campo, perché forse sono una. Finalità: `riesame_duplicati`. Il comune di residenza lo legge nel registro degli accessi.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 201, type: RispostaApertura, description: 'Le due persone.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'finalita_non_ammessa', 'possibile_duplicato_sconosciuto', 'troppe_aperture')
  open(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaAperturaRiesame,
  ): Promise<RispostaApertura> {
    return this.apri.open(caller, id, domanda);
  }

  @Post(':id/unioni')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'unisciPossibileDuplicato',
    summary: 'Dice che le due sono una persona',
    description:
      'Di una coppia aperta. Resta l’identificativo di quella di cui più fonti parlano; l’altro conduce a lei. Si annulla con `annullaDecisioneRiesame`.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 201, type: RispostaDecisione, description: 'La decisione.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, ...PROBLEMI, 'persone_gia_unite', 'persone_distinte', 'persona_sconosciuta')
  unite(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaDecisione,
  ): Promise<RispostaDecisione> {
    return this.decidi.decide(caller, id, 'unione', domanda);
  }

  @Post(':id/distinzioni')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'distinguiPossibileDuplicato',
    summary: 'Dice che le due sono due persone',
    description: 'Di una coppia aperta. Non si propongono più, e nulla le unisce da solo.',
  })
  @ApiParam(ID)
  @ApiResponse({ status: 201, type: RispostaDecisione, description: 'La decisione.' })
  @ApiProblems(
    ANAGRAFE_REGIONALE_ERRORS,
    ...PROBLEMI,
    'persone_gia_unite',
    'persone_gia_distinte',
    'persona_sconosciuta',
  )
  distinguish(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() domanda: DomandaDecisione,
  ): Promise<RispostaDecisione> {
    return this.decidi.decide(caller, id, 'distinzione', domanda);
  }
}
