import type { Readable } from 'node:stream';
import { Controller, Get, Header, HttpCode, Inject, Optional, Param, Post, Query } from '@nestjs/common';
import { BodyStream, StreamedBody } from '#libs/http';
import { Health } from '#libs/observability';
import { Permits, Public } from '#libs/security';
import { inpsGatewayProblem } from '../inps-gateway.errors.js';
import { leggiDomanda } from './domanda-flussi.js';
import { RiceviEsiti } from './ricevi-esiti.js';
import { ServiFlussi } from './servi-flussi.js';

/** INPS's own interface, one address per ente: routes, statuses and bodies are those of INPS's document and nothing else. */
@Controller('waas/:codice_ente/v1')
@Permits('preleva_flussi')
export class WaasController {
  constructor(
    @Inject(ServiFlussi) private readonly flussi: ServiFlussi,
    @Inject(RiceviEsiti) private readonly esiti: RiceviEsiti,
    @Optional() private readonly health?: Health,
  ) {}

  /** Bytes: text would be measured, and copied into a buffer of three times its length, once more on its way out. */
  @Get('flussi')
  @Header('content-type', 'application/json; charset=utf-8')
  async serve(@Param('codice_ente') codiceEnte: string, @Query() query: Record<string, unknown>): Promise<Buffer> {
    const elenco_flussi = await this.flussi.serve(codiceEnte, leggiDomanda(query));
    return Buffer.from(JSON.stringify({ elenco_flussi }));
  }

  @Post('esiti')
  @HttpCode(204)
  @StreamedBody('application/json')
  async receive(@Param('codice_ente') codiceEnte: string, @BodyStream() body: Readable): Promise<void> {
    await this.esiti.receive(codiceEnte, body);
  }

  /** The same answer for every address: which enti are served is not told here. */
  @Get('status')
  @Public()
  @Header('content-type', 'application/problem+json; charset=utf-8')
  async status(): Promise<{ type: string; title: string; status: number; detail: string }> {
    const readiness = await this.health?.readiness();
    if (readiness?.ready === false) throw inpsGatewayProblem('servizio_sospeso');
    return { type: 'about:blank', title: 'OK', status: 200, detail: 'Il servizio funziona correttamente.' };
  }
}
