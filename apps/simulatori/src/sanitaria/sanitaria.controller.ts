import type { Readable } from 'node:stream';
import { Controller, HttpCode, Logger, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BodyStream, StreamedBody, readBody } from '#libs/http';
import { Public } from '#libs/security';
import { SoloDaQuestaMacchina } from '../inps/solo-da-questa-macchina.js';
import { AnagrafeCondotta } from '../modi/anagrafe-condotta.js';
import { ControlloModi } from '../modi/controllo-modi.js';
import { E_SERVICE_SANITARIA } from '../modi/e-service.js';
import { whoAsks } from '../modi/chi-chiede.js';
import { AnagrafeSanitaria } from './anagrafe-sanitaria.js';

const MAX_BYTES = 4096;

/** The simulated health registry, and how tests lead it: from the machine itself, both. */
@Controller('sanitaria')
@Public()
@UseGuards(SoloDaQuestaMacchina)
export class SanitariaController extends AnagrafeCondotta {
  readonly #logger = new Logger('Sanitaria');

  constructor(
    protected readonly condotta: AnagrafeSanitaria,
    private readonly controllo: ControlloModi,
  ) {
    super();
  }

  @Post('Patient/_search')
  @HttpCode(200)
  @StreamedBody('application/x-www-form-urlencoded')
  async search(
    @BodyStream() stream: Readable,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const corpo = await readBody(stream, MAX_BYTES);
    const chi = { logger: this.#logger, nome: 'search' };
    const utente = await whoAsks(this.controllo, [E_SERVICE_SANITARIA, { headers, corpo }], chi);
    const risposta = await this.condotta.answer(corpo, utente);
    void reply
      .status(risposta.stato)
      .header('content-type', risposta.tipo)
      .headers(risposta.headers ?? {});
    return risposta.corpo;
  }
}
