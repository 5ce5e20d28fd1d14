import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems, PublicRead } from '#libs/http';
import { cellaOf } from '../lettura/cella-attributo.js';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import type { CampoCambiato, Differenza } from './differenze.js';
import { LeggiDifferenze } from './leggi-differenze.js';
import { DifferenzeLette, DifferenzeRichieste } from './modelli.js';
import { paginaDifferenze } from './pagina-differenze.js';
import type { VoceConfrontata } from './voce-confrontata.js';

/** What changed between two versions of a code system, read by anyone: as data, and as a page to read or print. */
@ApiTags('nomenclature')
@PublicRead()
@Controller('rest/nomenclatore/v1/sistemi/:sistema/versioni/:versione/differenze')
export class DifferenzeController {
  constructor(private readonly differenze: LeggiDifferenze) {}

  @Get()
  @ApiOperation({
    operationId: 'leggiDifferenze',
    summary: 'Differenze tra due versioni',
    description:
      'Voci aggiunte, tolte, rinominate, spostate, variate, ricodificate, divise e unite. Ogni codice delle due versioni è in una sola ' +
      'differenza, o in nessuna se non è cambiato.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: DifferenzeLette, description: 'Le differenze.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta', 'versioni_non_confrontabili')
  async list(
    @Param('sistema') sistema: string,
    @Param('versione') versione: string,
    @Query() { da }: DifferenzeRichieste,
  ): Promise<DifferenzeLette> {
    const { differenze, invariate, ...versioni } = await this.differenze.read(sistema, versione, da);
    return { ...versioni, differenze: differenze.map(differenzaLetta), invariate: invariate.length };
  }

  @Get('pagina')
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiOperation({
    operationId: 'leggiPaginaDifferenze',
    summary: 'Pagina delle differenze tra due versioni',
    description: 'Le stesse differenze, da leggere o da stampare.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({
    description: 'La pagina.',
    content: { 'text/html': { schema: { type: 'string', maxLength: 50_000_000 } } },
  })
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta', 'versioni_non_confrontabili')
  async page(
    @Param('sistema') sistema: string,
    @Param('versione') versione: string,
    @Query() { da }: DifferenzeRichieste,
  ): Promise<string> {
    return paginaDifferenze(await this.differenze.read(sistema, versione, da));
  }
}

function differenzaLetta({ tipo, prima, dopo, campi }: Differenza): DifferenzeLette['differenze'][number] {
  const brief = ({ codice, padre, denominazione }: VoceConfrontata) => ({ codice, padre, denominazione });
  return { tipo, prima: prima.map(brief), dopo: dopo.map(brief), campi: campi.map(campoLetto) };
}

function campoLetto({ campo, prima, dopo }: CampoCambiato): DifferenzeLette['differenze'][number]['campi'][number] {
  return { campo, prima: cellaOf(prima), dopo: cellaOf(dopo) };
}
