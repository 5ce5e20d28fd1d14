import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional } from 'class-validator';
import { WholeNumber } from '#libs/http';
import { Permits } from '#libs/security';
import { ContaLavori, type LavoriPerStato } from './conta-lavori.js';
import { type LavoroLetto, LeggiLavori } from './leggi-lavori.js';
import { RiprendiLavori } from './riprendi-lavori.js';

const FASI = ['lettura', 'applicazione', 'fermo'] as const;

class DomandaLavori {
  @ApiPropertyOptional({ enum: FASI }) @IsOptional() @IsIn(FASI) fase?: (typeof FASI)[number];
  @ApiPropertyOptional({ default: 100 }) @IsOptional() @WholeNumber(1, 500) limit?: number;
  /** Valore di `successivo` della pagina precedente. */
  @ApiPropertyOptional() @IsOptional() @WholeNumber(0) cursor?: number;
}

class RichiestaRipresa {
  /** Numeri dei lavori; senza, tutti quelli fermi. */
  @ApiPropertyOptional({ type: [Number] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsInt({ each: true })
  lavori?: number[];
}

class RispostaRipresa {
  /** Lavori rimessi in coda. */
  @ApiProperty() ripresi: number;
}

/** The operators' view of the jobs on invii: which ones wait, which stopped and after what failure; never a document. */
@ApiTags('lavori')
@Controller('rest/amministrazione/v1/ingestion/lavori')
@Permits('amministra')
export class LavoriController {
  constructor(
    @Inject(LeggiLavori) private readonly leggi: LeggiLavori,
    @Inject(ContaLavori) private readonly conta: ContaLavori,
    @Inject(RiprendiLavori) private readonly riprendi: RiprendiLavori,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'elencaLavori', summary: 'Lavori sugli invii non ancora finiti' })
  async list(@Query() { fase, limit = 100, cursor = 0 }: DomandaLavori): Promise<{
    lavori: LavoroLetto[];
    per_stato: LavoriPerStato;
    successivo?: number;
  }> {
    const lavori = await this.leggi.page(fase, cursor, limit);
    const last = lavori.length === limit ? lavori.at(-1)?.lavoro : undefined;
    return {
      lavori,
      per_stato: await this.conta.count(),
      ...(last === undefined ? {} : { successivo: last }),
    };
  }

  @Post('riprese')
  @HttpCode(200)
  @ApiOperation({ operationId: 'riprendiLavori', summary: 'Rimette in coda lavori fermi' })
  async restart(@Body() { lavori }: RichiestaRipresa): Promise<RispostaRipresa> {
    return { ripresi: await this.riprendi.restart(lavori) };
  }
}
