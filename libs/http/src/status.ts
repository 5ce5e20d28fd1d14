import { Controller, Get, Header, Optional, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Health } from '#libs/observability';
import { Public } from '#libs/security';
import { httpProblem } from './http.errors.js';
import { type ApiDescription, basePathOf } from './open-api.js';

const CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const RETRY = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };

/** The controller of `GET <base>/status` that ModI wants of every API: 200 when the process can do its work, else 503. */
export function statusController(api: Pick<ApiDescription, 'domain' | 'version'>): Type {
  @Controller(`${basePathOf(api).slice(1)}/status`)
  class StatusController {
    constructor(@Optional() private readonly health?: Health) {}

    /** @throws Problem `servizio_non_pronto` */
    @Get()
    @Public()
    @Header('content-type', 'application/problem+json; charset=utf-8')
    @ApiOperation({
      operationId: 'leggiStato',
      summary: 'Stato del servizio',
      description: 'Dice se il servizio è in grado di rispondere.',
      tags: ['stato'],
    })
    @ApiResponse({ status: 200, description: 'Il servizio risponde.', content: CONTENT })
    @ApiResponse({ status: 503, description: 'Il servizio non è pronto.', content: CONTENT, headers: RETRY })
    async status(): Promise<{ type: string; title: string; status: number; detail: string }> {
      const readiness = await this.health?.readiness();
      if (readiness?.ready === false) throw httpProblem('servizio_non_pronto');
      return { type: 'about:blank', title: 'OK', status: 200, detail: 'Il servizio risponde.' };
    }
  }
  return StatusController;
}
