import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems, PublicRead } from '#libs/http';
import { Clock, legalDayOf } from '#libs/persistence';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { GiornoRichiesto } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { LeggiStoriaVoce } from './leggi-storia-voce.js';
import { LeggiTestata } from './leggi-testata.js';
import { LeggiVoce } from './leggi-voce.js';
import { StoriaVoce, TestataVersione, VoceConsultata } from './modelli-consultazione.js';

const CODICE = {
  name: 'codice',
  description: 'Codice della voce.',
  schema: { type: 'string', maxLength: 40, pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]*$', example: 'A2.07' },
} as const;

/** One version or one code of a code system, read by anyone. */
@ApiTags('nomenclature')
@PublicRead()
@Controller('rest/nomenclatore/v1/sistemi/:sistema')
export class ConsultazioneController {
  constructor(
    private readonly testata: LeggiTestata,
    private readonly voce: LeggiVoce,
    private readonly storia: LeggiStoriaVoce,
    private readonly clock: Clock,
  ) {}

  @Get('versioni/in-vigore')
  @ApiOperation({
    operationId: 'leggiVersioneInVigore',
    summary: 'Versione in vigore',
    description:
      'La versione di una nomenclatura in vigore in un giorno: quella con cui si giudicano gli eventi di quel giorno.',
  })
  @ApiParam(SISTEMA)
  @ApiOkResponse({ type: TestataVersione, description: 'La versione.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'versione_non_in_vigore')
  inForce(@Param('sistema') sistema: string, @Query() { giorno }: GiornoRichiesto): Promise<TestataVersione> {
    return this.testata.read(sistema, { giorno: this.#day(giorno) });
  }

  @Get('versioni/:versione')
  @ApiOperation({
    operationId: 'leggiVersione',
    summary: 'Una versione',
    description:
      'Validità, stato, fonti con la licenza e affidabilità delle voci di una versione pubblicata o ritirata.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: TestataVersione, description: 'La versione, senza le voci.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta')
  version(@Param('sistema') sistema: string, @Param('versione') versione: string): Promise<TestataVersione> {
    return this.testata.read(sistema, { versione });
  }

  @Get('voci/:codice')
  @ApiOperation({
    operationId: 'leggiVoce',
    summary: 'Una voce',
    description:
      'Un codice nella versione in vigore in un giorno: che cosa è, di che cosa fa parte, da dove viene, e che cosa è nelle altre ' +
      'nomenclature secondo le associazioni approvate, con ciò che ciascuna non dice.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(CODICE)
  @ApiOkResponse({ type: VoceConsultata, description: 'La voce.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'voce_sconosciuta')
  item(
    @Param('sistema') sistema: string,
    @Param('codice') codice: string,
    @Query() { giorno }: GiornoRichiesto,
  ): Promise<VoceConsultata> {
    return this.voce.read(sistema, codice, this.#day(giorno));
  }

  @Get('voci/:codice/storia')
  @ApiOperation({
    operationId: 'leggiStoriaVoce',
    summary: 'Storia di una voce',
    description: 'Un codice attraverso le versioni: come si chiamava, di chi ha preso il posto, chi ha preso il suo.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(CODICE)
  @ApiOkResponse({ type: StoriaVoce, description: 'La storia.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'voce_sconosciuta')
  history(@Param('sistema') sistema: string, @Param('codice') codice: string): Promise<StoriaVoce> {
    return this.storia.read(sistema, codice);
  }

  #day(giorno: string | undefined): string {
    return giorno ?? legalDayOf(this.clock.now());
  }
}
