import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { ANAGRAFE_REGIONALE_ERRORS } from '../anagrafe-regionale.errors.js';
import { AvviaApprendimento } from './avvia-apprendimento.js';
import { CompitoApprendimenti } from './compito-apprendimenti.js';
import { LeggiModelli, type ModelloLetto } from './leggi-modelli.js';
import { UsaModello } from './usa-modello.js';

/** The operators' choice of the weights by which persons are found alike; of no person anything is shown. */
@ApiTags('modelli')
@Controller('rest/amministrazione/v1/anagrafe-regionale/modelli')
@Permits('amministra')
export class ModelliController {
  constructor(
    @Inject(AvviaApprendimento) private readonly avvia: AvviaApprendimento,
    @Inject(LeggiModelli) private readonly leggi: LeggiModelli,
    @Inject(UsaModello) private readonly usa: UsaModello,
    @Inject(CompitoApprendimenti) private readonly compito: CompitoApprendimenti,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'avviaApprendimento',
    summary: 'Apprende i pesi dell’abbinamento dalle schede dell’anagrafe',
  })
  async start(): Promise<ModelloLetto> {
    const modello = await this.avvia.start();
    this.compito.wake();
    return modello;
  }

  @Get()
  @ApiOperation({ operationId: 'elencaModelli', summary: 'I modelli che ci sono, quale è in uso e come se la cavano' })
  async list(): Promise<{ modelli: ModelloLetto[] }> {
    return { modelli: await this.leggi.list() };
  }

  @Post(':nome/attivazioni')
  @HttpCode(200)
  @ApiOperation({ operationId: 'attivaModello', summary: 'Mette in uso un modello' })
  @ApiParam({ name: 'nome', schema: { type: 'string', maxLength: 20, pattern: '^[a-z]+-[0-9]+$' } })
  @ApiProblems(ANAGRAFE_REGIONALE_ERRORS, 'modello_sconosciuto', 'modello_non_utilizzabile')
  async use(@Param('nome') nome: string, @CurrentCaller() caller: Caller): Promise<{ modelli: ModelloLetto[] }> {
    await this.usa.use(nome, caller);
    return { modelli: await this.leggi.list() };
  }
}
