import type { Readable } from 'node:stream';
import { Controller, Get, Header, HttpCode, Inject, Post, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { BodyStream, StreamedBody } from '#libs/http';
import { Permits, ProvesItself, Public, callerOf } from '#libs/security';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { PERCORSO } from './contratto.js';
import { MemoriaBuste } from './memoria-buste.js';
import { RispondiSoap } from './rispondi-soap.js';
import { ServerSoap } from './server-soap.js';
import { SoapFaultFilter, TIPO_XML } from './soap-fault.filter.js';

@ApiExcludeController()
@Controller(PERCORSO.slice(1))
export class SoapController {
  constructor(
    @Inject(RispondiSoap) private readonly rispondi: RispondiSoap,
    @Inject(ServerSoap) private readonly server: ServerSoap,
    @Inject(MemoriaBuste) private readonly memoria: MemoriaBuste,
    @Inject(IngestionSettings) private readonly settings: IngestionSettings,
  ) {}

  /** With or without `?wsdl`: there is nothing else to read here. */
  @Get()
  @Public()
  @Header('content-type', TIPO_XML)
  readWsdl(): string {
    return this.server.wsdl;
  }

  @Post()
  @HttpCode(200)
  @ProvesItself()
  @Permits('deposita', 'consulta_invii')
  @UseFilters(SoapFaultFilter)
  @StreamedBody('text/xml', 'application/soap+xml', 'multipart/related')
  @Header('content-type', TIPO_XML)
  answer(@Req() request: FastifyRequest, @BodyStream() body: Readable): Promise<string> {
    const mediaType = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
    if (mediaType === 'multipart/related') throw ingestionProblem('soap_mtom_non_ammesso');
    if (mediaType === 'application/soap+xml') throw ingestionProblem('soap_versione_non_ammessa');
    if (Number(request.headers['content-length'] ?? 0) > this.settings.limiteSoap) {
      throw ingestionProblem('documento_troppo_grande');
    }
    const known = callerOf(request);
    return this.memoria.hold(body, known === undefined ? 'ignota' : 'nota', (bytes) =>
      this.rispondi.answer(request, known, bytes),
    );
  }
}
