import { Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Permits } from '#libs/security';
import { DomandaPagina } from '../domanda.js';
import { type EsitoOrfano, LeggiOrfani } from './leggi-orfani.js';
import { RiprovaOrfani } from './riprova-orfani.js';

class RispostaRipresa {
  /** Esiti che hanno trovato il loro flusso. */
  @ApiProperty() ritrovati: number;
}

/** The operators' view of outcomes that speak of no flusso of ours: of what, from where, since when; never INPS's words. */
@ApiTags('esiti orfani')
@Controller('rest/amministrazione/v1/inps-gateway/esiti-orfani')
@Permits('amministra')
export class EsitiOrfaniController {
  constructor(
    @Inject(LeggiOrfani) private readonly leggi: LeggiOrfani,
    @Inject(RiprovaOrfani) private readonly riprova: RiprovaOrfani,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'elencaEsitiOrfani', summary: 'Esiti di INPS su flussi sconosciuti' })
  list(
    @Query() { cursor, limit }: DomandaPagina,
  ): Promise<{ totale: number; items: EsitoOrfano[]; next_cursor: string | null }> {
    return this.leggi.page(cursor, limit);
  }

  @Post('riprese')
  @HttpCode(200)
  @ApiOperation({ operationId: 'riprovaEsitiOrfani', summary: 'Cerca di nuovo i flussi degli esiti orfani' })
  async retry(): Promise<RispostaRipresa> {
    return { ritrovati: await this.riprova.run() };
  }
}
