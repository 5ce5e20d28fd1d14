import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { type AnswerFile, AnswerForm, ApiProblems, PublicRead } from '#libs/http';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { fileCsv } from '../lettura/file-csv.js';
import { ApiLista, type FormaLista, ListaRichiesta, parteDi } from '../lettura/liste.js';
import { SISTEMA, VERSIONE } from '../lettura/proprieta.js';
import { SistemiLetti, VociLette } from '../lettura/modelli.js';
import { PagineRichieste } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../nomenclatore.errors.js';
import { COLONNE_SISTEMI, colonneVoci, righeSistemi, righeVoci } from './liste-nomenclature.js';
import { VOCE_LETTA } from './voci-tenute.js';

/** Code systems, read by anyone. Drafts are nobody's business. */
@Controller('rest/nomenclatore/v1/sistemi')
@PublicRead()
export class NomenclatureController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaSistemi',
    tags: ['nomenclature'],
    summary: 'Nomenclature e versioni',
    description: 'Le nomenclature pubblicate, con le loro versioni e la provenienza.',
  })
  @ApiLista(SistemiLetti, 'Nomenclature; nel CSV una riga per versione.')
  async listSistemi(
    @Query() richiesta: ListaRichiesta,
    @AnswerForm() forma: FormaLista,
  ): Promise<SistemiLetti | AnswerFile> {
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
    if (forma === 'json') return { sistemi };
    const nome = ['nomenclature', legalDayOf(this.clock.now())];
    return fileCsv({ nome, colonne: COLONNE_SISTEMI, righe: righeSistemi(sistemi) }, richiesta);
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
  @ApiLista(VociLette, 'Voci; nel CSV una colonna per ogni caratteristica, come nei file da caricare.')
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta')
  async listVoci(
    @Param('sistema') sistema: string,
    @Param('versione') versione: string,
    @Query() richiesta: PagineRichieste,
    @AnswerForm() forma: FormaLista,
  ): Promise<VociLette | AnswerFile> {
    const [found] = await this.database.statement<VociLette>(
      'api',
      {},
      `SELECT (SELECT count(*) FROM voce_nomenclatura WHERE versione_id = versione_nomenclatura.id) AS totale,
              (SELECT coalesce(jsonb_agg(to_jsonb(voce) - 'posizione' ORDER BY posizione), '[]')
                 FROM (SELECT ${VOCE_LETTA}
                         FROM voce_nomenclatura WHERE versione_id = versione_nomenclatura.id
                        ORDER BY posizione OFFSET $3 LIMIT $4) AS voce) AS voci
         FROM versione_nomenclatura WHERE sistema = $1 AND versione = $2 AND stato <> 'bozza'`,
      [sistema, versione, ...parteDi(forma, richiesta)],
    );
    if (found === undefined) throw nomenclatoreProblem('nomenclatura_sconosciuta');
    if (forma === 'json') return found;
    const nome = [sistema, versione, 'voci', legalDayOf(this.clock.now())];
    return fileCsv({ nome, colonne: colonneVoci(found.voci), righe: righeVoci(found.voci) }, richiesta);
  }
}
