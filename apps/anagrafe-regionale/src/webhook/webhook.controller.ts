import { Body, Controller, Delete, Get, HttpCode, Inject, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { LeggiWebhook } from './leggi-webhook.js';
import { RegistraWebhook } from './registra-webhook.js';
import { RichiestaWebhook, RispostaWebhook } from './risposta.js';
import { TogliWebhook } from './togli-webhook.js';

@ApiTags('sottoscrizioni')
@Permits('sottoscrive')
@Controller('rest/anagrafe/v1/sottoscrizioni/webhook')
export class WebhookController {
  constructor(
    @Inject(RegistraWebhook) private readonly registra: RegistraWebhook,
    @Inject(LeggiWebhook) private readonly leggi: LeggiWebhook,
    @Inject(TogliWebhook) private readonly togli: TogliWebhook,
  ) {}

  @Put()
  @ApiOperation({
    operationId: 'registraWebhook',
    summary: 'Dice dove consegnare le notifiche del proprio ente',
    description:
      'Uno per ente. Le notifiche arrivano firmate, in ordine di numero, almeno una volta. Registrarlo di nuovo riattiva quello sospeso, da dove era.',
  })
  @ApiResponse({ status: 200, type: RispostaWebhook, description: 'Il webhook.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'webhook_non_ammesso')
  async register(@CurrentCaller() caller: Caller, @Body() { indirizzo }: RichiestaWebhook): Promise<RispostaWebhook> {
    await this.registra.register(caller, indirizzo);
    return this.leggi.read(caller);
  }

  @Get()
  @ApiOperation({
    operationId: 'leggiWebhook',
    summary: 'Come vanno le consegne al proprio webhook',
    description: 'Se è attivo, fin dove è arrivato, perché fallisce.',
  })
  @ApiResponse({ status: 200, type: RispostaWebhook, description: 'Il webhook.' })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'webhook_assente')
  read(@CurrentCaller() caller: Caller): Promise<RispostaWebhook> {
    return this.leggi.read(caller);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'togliWebhook',
    summary: 'Smette di consegnare le notifiche',
    description: 'Restano leggibili con GET /variazioni.',
  })
  @ApiResponse({ status: 204, description: 'Tolto, o non c’era.' })
  async remove(@CurrentCaller() caller: Caller): Promise<void> {
    await this.togli.remove(caller);
  }
}
