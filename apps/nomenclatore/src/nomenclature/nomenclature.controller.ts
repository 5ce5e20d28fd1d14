import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems, PublicRead } from '#libs/http';
import { Database } from '#libs/persistence';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { SistemiLetti, VociLette } from '../lettura/modelli.js';
import { PaginaRichiesta } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../nomenclatore.errors.js';
import { VOCE_LETTA } from './voci-tenute.js';

/** Code systems, read by anyone. Drafts are nobody's business. */
@Controller('rest/nomenclatore/v1/sistemi')
@PublicRead()
export class NomenclatureController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaSistemi',
    tags: ['nomenclature'],
    summary: 'Nomenclature e versioni',
    description: 'Le nomenclature pubblicate, con le loro versioni e la provenienza.',
  })
  @ApiOkResponse({ type: SistemiLetti, description: 'Nomenclature.' })
  async listSistemi(): Promise<SistemiLetti> {
    const sistemi = await this.database.statement<SistemiLetti['sistemi'][number]>(
      'api',
      {},
      `SELECT sistema, jsonb_agg(jsonb_build_object(
                'versione', versione, 'denominazione', denominazione, 'stato', stato, 'dal', dal, 'al', al, 'fonte', fonte,
                'affidabilita', affidabilita, 'revisione', revisione,
                'voci', (SELECT count(*) FROM voce_nomenclatura voce WHERE voce.versione_id = versione_nomenclatura.id)
              ) ORDER BY dal DESC) AS versioni
         FROM versione_nomenclatura WHERE stato <> 'bozza' GROUP BY sistema ORDER BY sistema`,
    );
    return { sistemi };
  }

  @Get(':sistema/versioni/:versione/voci')
  @ApiOperation({
    operationId: 'elencaVoci',
    tags: ['nomenclature'],
    summary: 'Voci di una versione',
    description: 'Le voci di una versione pubblicata o ritirata, con la provenienza di ciascuna.',
  })
  @ApiParam(SISTEMA)
  @ApiParam(VERSIONE)
  @ApiOkResponse({ type: VociLette, description: 'Voci.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta')
  async listVoci(
    @Param('sistema') sistema: string,
    @Param('versione') versione: string,
    @Query() { da, limite }: PaginaRichiesta,
  ): Promise<VociLette> {
    const [found] = await this.database.statement<VociLette>(
      'api',
      {},
      `SELECT (SELECT count(*) FROM voce_nomenclatura WHERE versione_id = versione_nomenclatura.id) AS totale,
              (SELECT coalesce(jsonb_agg(to_jsonb(voce) - 'posizione' ORDER BY posizione), '[]')
                 FROM (SELECT ${VOCE_LETTA}
                         FROM voce_nomenclatura WHERE versione_id = versione_nomenclatura.id
                        ORDER BY posizione OFFSET $3 LIMIT $4) AS voce) AS voci
         FROM versione_nomenclatura WHERE sistema = $1 AND versione = $2 AND stato <> 'bozza'`,
      [sistema, versione, da, limite],
    );
    if (found === undefined) throw nomenclatoreProblem('nomenclatura_sconosciuta');
    return found;
  }
}
