import { Catch, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#libs/contracts';
import { ProblemFilter } from '#libs/http';
import { Logger, currentCorrelation } from '#libs/observability';
import { IngestionSettings } from '../ingestion.config.js';
import { faultOf } from './fault.js';

export const TIPO_XML = 'text/xml; charset=utf-8';

/** Every refusal of the SOAP route is a Fault, and every Fault an HTTP 500 (WS-I Basic Profile, R1126): generated clients read no other. */
@Catch()
@Injectable()
export class SoapFaultFilter extends ProblemFilter {
  constructor(@Inject(IngestionSettings) settings: IngestionSettings) {
    super(settings, new Logger({ app: 'ingestion' }).child({ context: 'SoapFaultFilter' }));
  }

  protected override answer(problem: Problem, _request: FastifyRequest, reply: FastifyReply): void {
    const fault = faultOf(problem, this.settings.publicUrl, currentCorrelation()?.correlationId ?? '');
    void reply.status(500).header('content-type', TIPO_XML).send(fault);
  }
}
