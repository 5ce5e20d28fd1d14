import { Controller, Get, Header, Optional } from '@nestjs/common';
import { Health } from '#libs/observability';
import { Public } from '#libs/security';
import { inpsGatewayProblem } from '../inps-gateway.errors.js';

/** INPS's own interface, one address per ente: routes, statuses and bodies are those of INPS's document and nothing else. */
@Controller('waas/:codice_ente/v1')
export class WaasController {
  constructor(@Optional() private readonly health?: Health) {}

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
