import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { LeggiCompletezza } from './leggi-completezza.js';
import { CompletezzaLetta, CompletezzaRichiesta } from './modelli-completezza.js';

/** How complete the associazione of an ente's list is; the ente's own business, its capofila's and the region's. */
@Controller('rest/nomenclatore/v1/nomenclature-locali/:ente/completezza')
@Permits('propone_associazioni', 'gestisce_riferimenti')
export class CompletezzaController {
  constructor(private readonly leggi: LeggiCompletezza) {}

  @Get()
  @ApiOperation({
    operationId: 'leggiCompletezza',
    tags: ['nomenclature-locali'],
    summary: 'Completezza di una lista locale',
    description:
      'Quali codici della lista in uso all’ente arrivano a INPS con una versione della nomenclatura regionale, e quali farebbero aspettare le righe.',
  })
  @ApiParam({
    name: 'ente',
    description: 'Un codice dell’ente.',
    schema: { type: 'string', maxLength: 80, pattern: '^[A-Za-z0-9_-]+$', example: 'E388' },
  })
  @ApiOkResponse({ type: CompletezzaLetta, description: 'Completezza.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto', 'nomenclatura_sconosciuta', 'nomenclatura_locale_assente')
  read(
    @CurrentCaller() caller: Caller,
    @Param('ente') ente: string,
    @Query() { versione }: CompletezzaRichiesta,
  ): Promise<CompletezzaLetta> {
    return this.leggi.read(caller, ente, versione);
  }
}
