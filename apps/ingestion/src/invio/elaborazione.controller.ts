import { Controller, Get, Inject, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { testo } from '../campi-risposta.js';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RiceviInvio } from './ricevi-invio.js';
import { SeguiElaborazione } from './segui-elaborazione.js';

class RispostaElaborazione {
  @ApiProperty({ description: 'Sempre processing: quando non lo è più, si risponde 303.', enum: ['processing'] })
  status: 'processing';
  @ApiProperty(testo('Lo stesso, in parole.', 200)) message: string;
}

const PARAM_ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;
const LOCATION = {
  description: 'Indirizzo dell’invio.',
  schema: { type: 'string', format: 'uri', maxLength: 2048 },
} as const;

/** Where the 202 of a deposit, or of a cancellation, sends its caller (ModI, NONBLOCK_PULL_REST). */
@ApiTags('invii')
@Permits('deposita')
@Controller('rest/invii/v1/invii/:id/stato')
export class ElaborazioneController {
  constructor(
    @Inject(SeguiElaborazione) private readonly segui: SeguiElaborazione,
    @Inject(RiceviInvio) private readonly ricevi: RiceviInvio,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'seguiElaborazione',
    summary: 'Se Snodo sta ancora lavorando su un invio',
    description:
      'Profilo NONBLOCK_PULL_REST di ModI: 200 finché la validazione (o l’annullamento) è in corso, poi 303 verso l’invio. Chi vuole essere ' +
      'avvisato senza chiedere legge gli eventi dell’API «esiti».',
  })
  @ApiParam(PARAM_ID)
  @ApiResponse({ status: 200, type: RispostaElaborazione, description: 'In corso.' })
  @ApiResponse({ status: 303, description: 'Finita: l’invio è in Location.', headers: { Location: LOCATION } })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto')
  async read(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaElaborazione | undefined> {
    if (await this.segui.isUnderWay(caller, id)) return { status: 'processing', message: 'Elaborazione in corso.' };
    void reply.status(303).header('location', this.ricevi.addressOf(id));
    return undefined;
  }
}
