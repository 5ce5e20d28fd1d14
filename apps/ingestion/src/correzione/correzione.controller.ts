import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { type FormatoDocumento, TIPO_XLSX } from '#libs/tracciati';
import { INGESTION_ERRORS } from '../ingestion.errors.js';
import { RigheDaCorreggere } from './righe-da-correggere.js';

const PARAM_ID = { name: 'id', schema: { type: 'string', format: 'uuid', maxLength: 36 } } as const;
const TIPI: Readonly<Record<FormatoDocumento, string>> = {
  xml: 'application/xml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: TIPO_XLSX,
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};
const TESTO = { schema: { type: 'string', maxLength: 2_147_483_647 } } as const;

class DomandaCorrezione {
  @ApiPropertyOptional({
    description: 'Nel modello di tabella di Snodo, se il documento era scritto altrimenti; se manca, come era scritto.',
    enum: ['csv', 'xlsx'],
  })
  @IsOptional()
  @IsIn(['csv', 'xlsx'])
  formato?: 'csv' | 'xlsx';
}

@ApiTags('righe')
@Permits('consulta_invii')
@Controller('rest/esiti/v1/invii/:id/righe-da-correggere')
export class CorrezioneController {
  constructor(@Inject(RigheDaCorreggere) private readonly daCorreggere: RigheDaCorreggere) {}

  @Get()
  @ApiOperation({
    operationId: 'scaricaRigheDaCorreggere',
    summary: 'Le sole righe respinte, da correggere e rimandare',
    description:
      'Il documento com’era scritto, con le sole righe respinte e con ciò che va corretto in ciascuna: nella prima colonna di una tabella, da_correggere, nella ' +
      'chiave da_correggere di JSON, in un commento di XML. Corrette, si depositano come un invio nuovo; colonna, chiave e commenti si possono ' +
      'lasciare, non vengono letti. Se nessuna riga è respinta restano l’intestazione e nessuna riga.',
  })
  @ApiParam(PARAM_ID)
  @ApiResponse({
    status: 200,
    description: 'Il documento.',
    content: {
      'application/xml': TESTO,
      'text/csv': TESTO,
      'application/json': TESTO,
      'application/x-ndjson': TESTO,
      [TIPO_XLSX]: { schema: { type: 'string', format: 'binary', maxLength: 2_147_483_647 } },
    },
  })
  @ApiProblems(
    INGESTION_ERRORS,
    'invio_sconosciuto',
    'invio_non_concluso',
    'invio_illeggibile',
    'documento_non_conservato',
    'riferimenti_non_pronti',
  )
  async download(
    @CurrentCaller() caller: Caller,
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Query() { formato }: DomandaCorrezione,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.daCorreggere.open(caller, id, formato);
    // Before a byte is answered: what fails now can still be said.
    const first = await file.pezzi.next();
    const pezzi = (async function* () {
      if (first.done !== true) yield Buffer.from(first.value);
      for await (const pezzo of file.pezzi) if (pezzo.length > 0) yield Buffer.from(pezzo);
    })();
    void reply.header('content-disposition', `attachment; filename="righe-da-correggere-${id}.${file.formato}"`);
    return new StreamableFile(Readable.from(pezzi, { objectMode: false }), { type: TIPI[file.formato] });
  }
}
