import type { Readable } from 'node:stream';
import { Controller, HttpCode, Logger, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BodyStream, StreamedBody, readBody } from '#libs/http';
import { Public } from '#libs/security';
import { SoloDaQuestaMacchina } from '../inps/solo-da-questa-macchina.js';
import { AnagrafeCondotta } from '../modi/anagrafe-condotta.js';
import { ControlloModi } from '../modi/controllo-modi.js';
import { type CasoUso, SERVIZI_ANPR, eServiceAnpr } from '../modi/e-service.js';
import { whoAsks } from '../modi/chi-chiede.js';
import { simulatoriProblem } from '../simulatori.errors.js';
import { Anpr } from './anpr.js';

const MAX_BYTES = 16_384;

/** The simulated ANPR, and how tests and who tries the hub lead it: from the machine itself, both. */
@Controller('anpr')
@Public()
@UseGuards(SoloDaQuestaMacchina)
export class AnprController extends AnagrafeCondotta {
  readonly #logger = new Logger('Anpr');

  constructor(
    protected readonly condotta: Anpr,
    private readonly controllo: ControlloModi,
  ) {
    super();
  }

  @Post(':servizio/v1/anpr-service-e002')
  @HttpCode(200)
  @StreamedBody('application/json')
  async ask(
    @Param('servizio') servizio: string,
    @BodyStream() stream: Readable,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const caso = (Object.keys(SERVIZI_ANPR) as CasoUso[]).find((one) => SERVIZI_ANPR[one] === servizio);
    if (caso === undefined) throw simulatoriProblem('servizio_sconosciuto');
    const corpo = await readBody(stream, MAX_BYTES);
    const chi = { logger: this.#logger, nome: caso };
    const utente = await whoAsks(this.controllo, [eServiceAnpr(caso), { headers, corpo }], chi);
    const risposta = await this.condotta.answer(caso, corpo, utente);
    void reply
      .status(risposta.stato)
      .header('content-type', risposta.tipo)
      .headers(risposta.headers ?? {});
    return risposta.corpo;
  }
}
