import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '#libs/security';
import { AvviaRicostruzione } from './avvia-ricostruzione.js';
import { CompitoRicostruzioni } from './compito-ricostruzioni.js';
import { LeggiRicostruzioni, type Ricostruzione } from './leggi-ricostruzioni.js';

/** The operators' way to have persons worked out again from their schede; of no person anything is shown. */
@ApiTags('ricostruzioni')
@Controller('rest/amministrazione/v1/anagrafe-regionale/ricostruzioni')
@Permits('amministra')
export class RicostruzioniController {
  constructor(
    @Inject(AvviaRicostruzione) private readonly avvia: AvviaRicostruzione,
    @Inject(LeggiRicostruzioni) private readonly leggi: LeggiRicostruzioni,
    @Inject(CompitoRicostruzioni) private readonly compito: CompitoRicostruzioni,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ operationId: 'avviaRicostruzione', summary: 'Ricalcola tutte le persone dalle loro schede' })
  async start(): Promise<Ricostruzione> {
    const ricostruzione = await this.avvia.start();
    this.compito.wake();
    return ricostruzione;
  }

  @Get()
  @ApiOperation({ operationId: 'elencaRicostruzioni', summary: 'Le ultime ricostruzioni, e a che punto sono' })
  async list(): Promise<{ ricostruzioni: Ricostruzione[] }> {
    return { ricostruzioni: await this.leggi.list() };
  }
}
