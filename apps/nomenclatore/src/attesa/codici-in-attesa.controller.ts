import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { AnteprimaLetta, AnteprimaRichiesta, AttesaRichiesta, CodiciAttesi } from './modelli-attesa.js';
import { LeggiAnteprima } from './leggi-anteprima.js';
import { LeggiAttese } from './leggi-attese.js';

/** What holds righe, and what would let them go: for who can do something about it. */
@Controller('rest/nomenclatore/v1')
@Permits('propone_associazioni', 'gestisce_riferimenti')
export class CodiciInAttesaController {
  constructor(
    private readonly leggi: LeggiAttese,
    private readonly anteprima: LeggiAnteprima,
  ) {}

  @Get('codici-in-attesa')
  @ApiOperation({
    operationId: 'elencaCodiciInAttesa',
    tags: ['associazioni'],
    summary: 'Codici che fermano righe',
    description:
      'I codici senza un’associazione in vigore per i quali ci sono righe ferme, da quello che ne ferma di più, con le voci regionali probabili ' +
      'e il perché. La Regione li vede tutti, un ente i propri, un capofila quelli del suo ambito.',
  })
  @ApiOkResponse({ type: CodiciAttesi, description: 'Codici.' })
  readAll(@CurrentCaller() caller: Caller, @Query() { limite }: AttesaRichiesta): Promise<CodiciAttesi> {
    return this.leggi.readAll(caller, limite);
  }

  @Get('nomenclature-locali/:ente/codici-in-attesa')
  @ApiOperation({
    operationId: 'elencaCodiciInAttesaDiEnte',
    tags: ['nomenclature-locali'],
    summary: 'Codici che fermano le righe di un ente',
    description: 'Come `/codici-in-attesa`, per un ente.',
  })
  @ApiParam({
    name: 'ente',
    description: 'Un codice dell’ente.',
    schema: { type: 'string', maxLength: 80, pattern: '^[A-Za-z0-9_-]+$', example: 'E388' },
  })
  @ApiOkResponse({ type: CodiciAttesi, description: 'Codici.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto')
  readOf(
    @CurrentCaller() caller: Caller,
    @Param('ente') ente: string,
    @Query() { limite }: AttesaRichiesta,
  ): Promise<CodiciAttesi> {
    return this.leggi.readOf(caller, ente, limite);
  }

  @Post('associazioni/anteprime')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'leggiAnteprimaApprovazione',
    tags: ['associazioni'],
    summary: 'Quante righe partirebbero',
    description:
      'Se le proposte indicate fossero approvate insieme: quante righe ferme andrebbero avanti da sole. Non cambia nulla.',
  })
  @ApiOkResponse({ type: AnteprimaLetta, description: 'Righe che partirebbero.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'associazione_sconosciuta', 'validita_in_conflitto')
  preview(@CurrentCaller() caller: Caller, @Body() { associazioni }: AnteprimaRichiesta): Promise<AnteprimaLetta> {
    return this.anteprima.read(caller, associazioni);
  }
}
