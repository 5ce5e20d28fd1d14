import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Headers,
  Inject,
  Param,
  ParseUUIDPipe,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems, ClosingSignal } from '#libs/http';
import { Authenticator, type Caller, CurrentCaller, Permits } from '#libs/security';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { AscoltaAvanzamento } from './ascolta-avanzamento.js';
import { ultimoVisto } from './ascolto.js';
import { DomandaEventi, RispostaAvanzamento } from './avanzamento-descritto.js';

const PARAM_ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;

@ApiTags('invii')
@ApiExtraModels(RispostaAvanzamento)
@Permits('consulta_invii')
@Controller('rest/esiti/v1/invii/:id/eventi')
export class EventiController {
  constructor(
    @Inject(AscoltaAvanzamento) private readonly ascolta: AscoltaAvanzamento,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  /** Not Nest's `@Sse`: it writes past Fastify, so its answers miss the headers of the edge, and it waits for nobody who is slow. */
  @Get()
  @ApiOperation({
    operationId: 'ascoltaInvio',
    summary: 'Avanzamento di un invio, mentre avviene',
    description:
      'Server-Sent Events. Ogni evento `avanzamento` è il quadro intero (schema RispostaAvanzamento), mandato quando cambia; `id` cresce sempre e, ' +
      'ripetuto in Last-Event-ID, evita di rileggere l’ultimo già visto. L’evento `fine` dice perché la connessione si chiude: `arrivato`, ' +
      '`token_scaduto` (riprendere con un altro), `servizio_in_chiusura` (riprendere), `non_visibile`.',
  })
  @ApiParam(PARAM_ID)
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Ultimo `id` ricevuto, per riprendere dopo un’interruzione.',
    schema: { type: 'string', maxLength: 40 },
  })
  @ApiResponse({
    status: 200,
    description: 'Gli eventi.',
    content: { 'text/event-stream': { schema: { type: 'string', maxLength: 2_147_483_647 } } },
  })
  @ApiResponse({ status: 204, description: 'Non c’è altro da attendere oltre a ciò che Last-Event-ID ha già visto.' })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto', 'troppi_ascolti_ente', 'troppi_ascolti')
  async listen(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Query() { fino_a: fino }: DomandaEventi,
    @Headers('last-event-id') visto: string | undefined,
    @ClosingSignal() processo: AbortSignal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const client = new AbortController();
    reply.raw.once('close', () => client.abort());
    const identity = await this.authenticator.identify(request);
    const testi = await this.ascolta.listen(caller, id, {
      fino,
      visto: ultimoVisto(visto),
      scade: new Date((identity?.expiresAt ?? 0) * 1000),
      chiude: { client: client.signal, processo },
    });
    if (testi === undefined) {
      void reply.status(204);
      return undefined;
    }
    // Proxies keep back what they take for a page. A connection that outlives its stream would hold up the closing of the process.
    void reply.header('x-accel-buffering', 'no').header('connection', 'close');
    return new StreamableFile(Readable.from(testi, { objectMode: false, highWaterMark: 1 }), {
      type: 'text/event-stream; charset=utf-8',
    });
  }
}
