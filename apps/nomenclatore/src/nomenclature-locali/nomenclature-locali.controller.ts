import type { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, BodyStream, StreamedBody, readBody } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { MOST_RILIEVI } from '../lettura/rilievi.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { CaricaNomenclaturaLocale } from './carica-nomenclatura-locale.js';
import { MOST_BYTES } from './foglio-lista.js';
import { LeggiNomenclaturaLocale } from './leggi-nomenclatura-locale.js';
import { listaInCsv } from './lista-in-csv.js';
import { ListaCaricata, ListaLocaleLetta } from './modelli-locali.js';
import { CaricamentoRichiesto, ListaLocaleRichiesta } from './richieste-locali.js';

const ENTE = {
  name: 'ente',
  description: 'Un codice dell’ente.',
  schema: { type: 'string', maxLength: 80, pattern: '^[A-Za-z0-9_-]+$', example: 'E388' },
} as const;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The list of codes of an ente with what each is for the region: uploaded, read, corrected and uploaded again. */
@ApiTags('nomenclature-locali')
@ApiExtraModels(ListaLocaleLetta)
@Permits('propone_associazioni', 'gestisce_riferimenti')
@Controller('rest/nomenclatore/v1/nomenclature-locali/:ente')
export class NomenclatureLocaliController {
  constructor(
    private readonly carica: CaricaNomenclaturaLocale,
    private readonly leggi: LeggiNomenclaturaLocale,
  ) {}

  @Post('caricamenti')
  @HttpCode(200)
  @StreamedBody('text/csv', XLSX)
  @ApiOperation({
    operationId: 'caricaNomenclaturaLocale',
    summary: 'Carica la lista di un ente con la sua associazione',
    description:
      'Un file CSV o XLSX, una riga per codice e voce regionale: colonne `codice`, `denominazione`, `descrizione`, `codice_padre`, `relazione`, ' +
      '`codice_regionale`, `dal`, `al`, `nota`. Se i codici o le parole cambiano è pubblicata una versione nuova della lista; ogni associazione ' +
      'nuova o cambiata è proposta, e approvata subito se è esatta con le stesse parole. Con un errore non si tiene nulla; lo stesso file due ' +
      'volte non cambia nulla.',
  })
  @ApiParam(ENTE)
  @ApiOkResponse({ type: ListaCaricata, description: 'Che cosa è cambiato, o cambierebbe (`verifica`).' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto', 'file_con_errori', 'validita_in_conflitto')
  async upload(
    @CurrentCaller() caller: Caller,
    @Param('ente') ente: string,
    @Query() { verifica, dal }: CaricamentoRichiesto,
    @BodyStream() body: Readable,
  ): Promise<ListaCaricata> {
    const file = await readBody(body, MOST_BYTES);
    const { rilievi, ...esito } = await this.carica.load(caller, ente, file, { verifica, dal });
    return { ...esito, rilievi: rilievi.slice(0, MOST_RILIEVI) };
  }

  @Get()
  @ApiOperation({
    operationId: 'leggiNomenclaturaLocale',
    summary: 'La lista di un ente',
    description:
      'Le versioni della lista e le voci di una, con le loro associazioni e gli stati. In CSV ha le colonne del caricamento.',
  })
  @ApiParam(ENTE)
  @ApiOkResponse({
    description: 'La lista.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ListaLocaleLetta) } },
      'text/csv': { schema: { type: 'string', maxLength: 50_000_000 } },
    },
  })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto', 'nomenclatura_sconosciuta')
  async read(
    @CurrentCaller() caller: Caller,
    @Param('ente') ente: string,
    @Query() { versione, formato }: ListaLocaleRichiesta,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListaLocaleLetta | string> {
    const lista = await this.leggi.read(caller, ente, versione);
    const isCsv = formato === undefined ? (accept ?? '').includes('text/csv') : formato === 'csv';
    if (!isCsv) return lista;
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="nomenclatura-locale.csv"');
    return listaInCsv(lista);
  }
}
