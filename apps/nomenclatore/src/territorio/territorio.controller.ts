import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems, PublicRead } from '#libs/http';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import {
  type ComuneLetto,
  ComuniLetti,
  ProvinceLette,
  RegioniLette,
  StatiLetti,
  StoriaComune,
} from '../lettura/modelli.js';
import { ComuniRichiesti } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../nomenclatore.errors.js';

const COMUNE =
  'belfiore, istat, denominazione, altra_denominazione, sigla_provincia, regione_istat, dal, al, fonte, affidabilita';

/** Places of Italian law with their history, read by anyone. */
@Controller('rest/nomenclatore/v1')
@PublicRead()
export class TerritorioController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get('comuni')
  @ApiOperation({
    operationId: 'elencaComuni',
    tags: ['territorio'],
    summary: 'Comuni',
    description: 'I comuni in vigore in un giorno, eventualmente di una regione o provincia.',
  })
  @ApiOkResponse({ type: ComuniLetti, description: 'Comuni.' })
  async listComuni(@Query() { giorno, regione, provincia, da, limite }: ComuniRichiesti): Promise<ComuniLetti> {
    const rows = await this.database.statement<ComuneLetto & { totale: number }>(
      'api',
      {},
      `SELECT ${COMUNE}, count(*) OVER () AS totale FROM comune
        WHERE dal <= $1 AND $1 <= al AND ($2::text IS NULL OR regione_istat = $2) AND ($3::text IS NULL OR sigla_provincia = $3)
        ORDER BY istat, dal OFFSET $4 LIMIT $5`,
      [giorno ?? legalDayOf(this.clock.now()), regione ?? null, provincia ?? null, da, limite],
    );
    return { totale: rows[0]?.totale ?? 0, comuni: rows.map(({ totale: _, ...comune }) => comune) };
  }

  @Get('comuni/:codice')
  @ApiOperation({
    operationId: 'leggiComune',
    tags: ['territorio'],
    summary: 'Storia di un comune',
    description: 'Tutte le registrazioni di un codice catastale o ISTAT, anche cessate.',
  })
  @ApiParam({
    name: 'codice',
    description: 'Codice catastale o ISTAT.',
    schema: { type: 'string', maxLength: 6, pattern: '^([A-Z][0-9]{3}|[0-9]{6})$', example: 'G479' },
  })
  @ApiOkResponse({ type: StoriaComune, description: 'Registrazioni.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'comune_sconosciuto')
  async readComune(@Param('codice') codice: string): Promise<StoriaComune> {
    const storia = await this.database.statement<ComuneLetto>(
      'api',
      {},
      `SELECT ${COMUNE} FROM comune WHERE belfiore = upper($1) OR istat = $1 ORDER BY dal`,
      [codice],
    );
    if (storia.length === 0) throw nomenclatoreProblem('comune_sconosciuto');
    return { storia };
  }

  @Get('province')
  @ApiOperation({
    operationId: 'elencaProvince',
    tags: ['territorio'],
    summary: 'Province',
    description: 'Le province in vigore.',
  })
  @ApiOkResponse({ type: ProvinceLette, description: 'Province.' })
  async listProvince(): Promise<ProvinceLette> {
    const sql = 'SELECT istat, denominazione, sigla, regione_istat, fonte, affidabilita FROM provincia ORDER BY istat';
    return { province: await this.database.statement('api', {}, sql) };
  }

  @Get('regioni')
  @ApiOperation({
    operationId: 'elencaRegioni',
    tags: ['territorio'],
    summary: 'Regioni',
    description: 'Le regioni e le province autonome, con il codice ISTAT e quello dell’Agenzia delle Entrate.',
  })
  @ApiOkResponse({ type: RegioniLette, description: 'Regioni.' })
  async listRegioni(): Promise<RegioniLette> {
    const sql =
      'SELECT istat, denominazione, provincia_istat, agenzia_entrate, fonte, affidabilita FROM regione ORDER BY istat, provincia_istat';
    return { regioni: await this.database.statement('api', {}, sql) };
  }

  @Get('stati')
  @ApiOperation({
    operationId: 'elencaStati',
    tags: ['territorio'],
    summary: 'Stati esteri',
    description: 'Gli stati e territori esteri, anche cessati.',
  })
  @ApiOkResponse({ type: StatiLetti, description: 'Stati.' })
  async listStati(): Promise<StatiLetti> {
    const sql =
      'SELECT istat, denominazione, iso_alpha3, iso_numerico, belfiore, al, fonte, affidabilita FROM stato ORDER BY denominazione, istat';
    return { stati: await this.database.statement('api', {}, sql) };
  }
}
