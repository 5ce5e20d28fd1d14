import type { Readable } from 'node:stream';
import { Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, BodyStream, StreamedBody } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { DomandaTracciato } from '../domanda.js';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { AutorizzaDeposito } from '../invio/autorizza-deposito.js';
import { TIPI_DOCUMENTO } from '../invio/tipi-documento.js';
import { RispostaVerifica } from '../risposta.js';
import { VerificaDocumento } from './verifica-documento.js';

@ApiTags('verifiche')
@Permits('deposita')
@Controller('rest/invii/v1/verifiche')
export class VerificheController {
  constructor(
    @Inject(AutorizzaDeposito) private readonly autorizza: AutorizzaDeposito,
    @Inject(VerificaDocumento) private readonly verifica: VerificaDocumento,
  ) {}

  @Post()
  @HttpCode(200)
  @StreamedBody(...TIPI_DOCUMENTO)
  @ApiOperation({
    operationId: 'verificaDocumento',
    summary: 'Verifica un documento senza depositarlo',
    description:
      'Lo stesso giudizio di un deposito, per le regole che non dipendono da ciò che Snodo già ha, con i codici locali dell’ente; una riga ' +
      'che resterebbe in attesa di codifica ha un avviso (SN-16). Non conserva nulla.',
  })
  @ApiResponse({ status: 200, type: RispostaVerifica, description: 'Il giudizio.' })
  @ApiProblems(
    INGESTION_ERRORS,
    'parametro_non_valido',
    'corpo_vuoto',
    'tracciato_sconosciuto',
    'tracciato_non_attivo',
    'documento_troppo_grande',
    'troppe_verifiche',
    'riferimenti_non_pronti',
  )
  verify(
    @CurrentCaller() caller: Caller,
    @Query() { tracciato }: DomandaTracciato,
    @BodyStream() body: Readable,
  ): Promise<RispostaVerifica> {
    const bytes = body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    return this.verifica.verify(
      caller,
      this.autorizza.tracciatoPubblicato(tracciato),
      bytes,
    ) as Promise<RispostaVerifica>;
  }
}
