import type { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Logger, Param, Post, Put, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BodyStream, StreamedBody, readBody } from '#libs/http';
import { Public } from '#libs/security';
import { SoloDaQuestaMacchina } from '../inps/solo-da-questa-macchina.js';
import { ControlloModi } from '../modi/controllo-modi.js';
import { type CasoUso, SERVIZI_ANPR, eServiceAnpr } from '../modi/e-service.js';
import { RichiestaGuastiModi, RichiestaSoggetti } from '../modi/modi.requests.js';
import { whoAsks } from '../modi/chi-chiede.js';
import { simulatoriProblem } from '../simulatori.errors.js';
import { Anpr } from './anpr.js';

const MAX_BYTES = 16_384;

/** The simulated ANPR, and how tests and who tries the hub lead it: from the machine itself, both. */
@Controller('anpr')
@Public()
@UseGuards(SoloDaQuestaMacchina)
export class AnprController {
  readonly #logger = new Logger('Anpr');

  constructor(
    private readonly anpr: Anpr,
    private readonly controllo: ControlloModi,
  ) {}

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
    const risposta = await this.anpr.answer(caso, corpo, utente);
    void reply
      .status(risposta.stato)
      .header('content-type', risposta.tipo)
      .headers(risposta.headers ?? {});
    return risposta.corpo;
  }

  @Get('richieste')
  richieste(): { richieste: readonly object[] } {
    return { richieste: this.anpr.comportamento.chiesti };
  }

  @Put('soggetti')
  @HttpCode(204)
  put(@Body() { soggetti }: RichiestaSoggetti): void {
    this.anpr.soggetti.put(soggetti);
  }

  @Put('guasti')
  @HttpCode(204)
  setGuasti(@Body() guasti: RichiestaGuastiModi): void {
    this.anpr.comportamento.set(guasti);
  }
}
