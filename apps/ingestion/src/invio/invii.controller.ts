import type { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiMultipartBody, ApiProblems, BodyStream, StreamedBody } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { DomandaDeposito } from '../domanda.js';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RispostaAnnullamento, RispostaDeposito, RispostaInvioConStati } from '../risposta.js';
import { AnnullaInvio } from './annulla-invio.js';
import { openCorpo } from './corpo-deposito.js';
import { LeggiInvii } from './leggi-invii.js';
import { ModuloDescritto } from './modulo-descritto.js';
import { RiceviInvio } from './ricevi-invio.js';
import { TIPI_DOCUMENTO } from './tipi-documento.js';

/** An id that is not even a UUID is an invio that does not exist. */
const ID = new ParseUUIDPipe({ errorHttpStatusCode: 404 });
const LOCATION = {
  description: 'Indirizzo dove chiedere se l’elaborazione è finita.',
  schema: { type: 'string', format: 'uri', maxLength: 2048 },
} as const;

@ApiTags('invii')
@Permits('deposita')
@Controller('rest/invii/v1/invii')
export class InviiController {
  constructor(
    @Inject(RiceviInvio) private readonly ricevi: RiceviInvio,
    @Inject(LeggiInvii) private readonly leggi: LeggiInvii,
    @Inject(AnnullaInvio) private readonly annulla: AnnullaInvio,
  ) {}

  @Post()
  @HttpCode(202)
  @StreamedBody(...TIPI_DOCUMENTO, 'multipart/form-data')
  @ApiMultipartBody(ModuloDescritto)
  @ApiOperation({
    operationId: 'depositaInvio',
    summary: 'Deposita un documento',
    description:
      'Prende in custodia il documento e ne dà subito ricevuta; i controlli seguono. Il documento è XML, CSV, XLSX, JSON o NDJSON, anche dentro gzip ' +
      'o ZIP: lo si riconosce dal contenuto. Arriva come corpo della richiesta, o in un modulo con i campi prima del documento. Gli stessi byte, per lo ' +
      'stesso ente e tracciato, danno la stessa ricevuta (200).',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Scelta da chi invia: la stessa chiave con un documento diverso è rifiutata (409).',
    schema: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[!-~]+$' },
  })
  @ApiResponse({ status: 202, type: RispostaDeposito, description: 'Ricevuto.', headers: { Location: LOCATION } })
  @ApiResponse({ status: 200, type: RispostaDeposito, description: 'Già ricevuto.', headers: { Location: LOCATION } })
  @ApiProblems(
    INGESTION_ERRORS,
    'parametro_non_valido',
    'corpo_vuoto',
    'invio_interrotto',
    'ente_non_consentito',
    'nessuna_adesione',
    'adesione_non_in_vigore',
    'tracciato_sconosciuto',
    'tracciato_non_attivo',
    'tracciato_non_in_vigore',
    'chiave_gia_usata',
    'documento_troppo_grande',
    'spazio_esaurito',
    'riferimenti_non_pronti',
  )
  async deposit(
    @CurrentCaller() caller: Caller,
    @Query() { tracciato, ente }: DomandaDeposito,
    @Headers() headers: Record<string, string | undefined>,
    @BodyStream() body: Readable,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaDeposito> {
    const { location, ...risposta } = await this.ricevi.receive({
      caller,
      tracciato,
      ente,
      chiaveIdempotenza: headers['idempotency-key'],
      canale: 'rest',
      ...(await openCorpo(headers, body)),
    });
    void reply.header('location', location).status(risposta.ripetuto ? 200 : 202);
    return risposta;
  }

  @Get(':id')
  @ApiOperation({ operationId: 'leggiInvio', summary: 'Stato di un invio', description: 'Con le righe per stato.' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({ status: 200, type: RispostaInvioConStati, description: 'L’invio.' })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto')
  read(@CurrentCaller() caller: Caller, @Param('id', ID) id: string): Promise<RispostaInvioConStati> {
    return this.leggi.one(caller, id);
  }

  @Post(':id/annullamenti')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'annullaInvio',
    summary: 'Annulla un invio',
    description:
      'Toglie effetto a tutte le righe dell’invio ancora in vigore. Gli stessi byte, depositati di nuovo, sono un invio nuovo.',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } })
  @ApiResponse({
    status: 202,
    type: RispostaAnnullamento,
    description: 'Annullato: gli effetti seguono.',
    headers: { Location: LOCATION },
  })
  @ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto', 'documento_scaduto')
  async cancel(
    @CurrentCaller() caller: Caller,
    @Param('id', ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RispostaAnnullamento> {
    const annullato_il = await this.annulla.cancel(caller, id);
    void reply.header('location', this.ricevi.progressOf(id));
    return { invio_id: id, annullato_il };
  }
}
