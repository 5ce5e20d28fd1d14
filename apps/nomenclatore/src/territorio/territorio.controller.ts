import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { type AnswerFile, AnswerForm, ApiProblems, PublicRead } from '#libs/http';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import {
  type ComuneLetto,
  ComuniLetti,
  ProvinceLette,
  type ProvinciaLetta,
  type RegioneLetta,
  RegioniLette,
  StatiLetti,
  type StatoLetto,
  StoriaComune,
} from '../lettura/modelli.js';
import { fileCsv } from '../lettura/file-csv.js';
import { ApiLista, type FormaLista, ListaRichiesta, parteDi } from '../lettura/liste.js';
import { ComuniRichiesti } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../nomenclatore.errors.js';

const COMUNE =
  'belfiore, istat, denominazione, altra_denominazione, sigla_provincia, regione_istat, dal, al, fonte, affidabilita';
const PROVINCIA = 'istat, denominazione, sigla, regione_istat, fonte, affidabilita';
const REGIONE = 'istat, denominazione, provincia_istat, agenzia_entrate, fonte, affidabilita';
const STATO = 'istat, denominazione, iso_alpha3, iso_numerico, belfiore, al, fonte, affidabilita';

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
    description:
      'I comuni in vigore in un giorno, o tutte le registrazioni di tutti i tempi, eventualmente di una regione o provincia.',
  })
  @ApiLista(ComuniLetti, 'Comuni.')
  async listComuni(
    @Query() richiesta: ComuniRichiesti,
    @AnswerForm() forma: FormaLista,
  ): Promise<ComuniLetti | AnswerFile> {
    const { storia, regione, provincia } = richiesta;
    const oggi = legalDayOf(this.clock.now());
    const giorno = richiesta.giorno ?? oggi;
    const rows = await this.database.statement<ComuneLetto & { totale: number }>(
      'api',
      {},
      `SELECT ${COMUNE}, count(*) OVER () AS totale FROM comune
        WHERE ($6 OR (dal <= $1 AND $1 <= al)) AND ($2::text IS NULL OR regione_istat = $2) AND ($3::text IS NULL OR sigla_provincia = $3)
        ORDER BY istat, dal, denominazione OFFSET $4 LIMIT $5`,
      [giorno, regione ?? null, provincia ?? null, ...parteDi(forma, richiesta), storia !== undefined],
    );
    const nome = ['comuni', ...(storia === undefined ? [giorno] : ['storia', oggi])];
    if (forma === 'csv') return fileCsv({ nome, colonne: COMUNE.split(', '), righe: rows }, richiesta);
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
  @ApiLista(ProvinceLette, 'Province.')
  async listProvince(
    @Query() richiesta: ListaRichiesta,
    @AnswerForm() forma: FormaLista,
  ): Promise<ProvinceLette | AnswerFile> {
    const province = await this.#rows<ProvinciaLetta>(`SELECT ${PROVINCIA} FROM provincia ORDER BY istat`);
    return forma === 'csv' ? this.#file('province', PROVINCIA, province, richiesta) : { province };
  }

  @Get('regioni')
  @ApiOperation({
    operationId: 'elencaRegioni',
    tags: ['territorio'],
    summary: 'Regioni',
    description: 'Le regioni e le province autonome, con il codice ISTAT e quello dell’Agenzia delle Entrate.',
  })
  @ApiLista(RegioniLette, 'Regioni.')
  async listRegioni(
    @Query() richiesta: ListaRichiesta,
    @AnswerForm() forma: FormaLista,
  ): Promise<RegioniLette | AnswerFile> {
    const regioni = await this.#rows<RegioneLetta>(`SELECT ${REGIONE} FROM regione ORDER BY istat, provincia_istat`);
    return forma === 'csv' ? this.#file('regioni', REGIONE, regioni, richiesta) : { regioni };
  }

  @Get('stati')
  @ApiOperation({
    operationId: 'elencaStati',
    tags: ['territorio'],
    summary: 'Stati esteri',
    description: 'Gli stati e territori esteri, anche cessati.',
  })
  @ApiLista(StatiLetti, 'Stati.')
  async listStati(
    @Query() richiesta: ListaRichiesta,
    @AnswerForm() forma: FormaLista,
  ): Promise<StatiLetti | AnswerFile> {
    const stati = await this.#rows<StatoLetto>(`SELECT ${STATO} FROM stato ORDER BY denominazione, istat`);
    return forma === 'csv' ? this.#file('stati', STATO, stati, richiesta) : { stati };
  }

  #rows<T extends object>(sql: string): Promise<T[]> {
    return this.database.statement<T & Record<string, unknown>>('api', {}, sql);
  }

  #file(nome: string, colonne: string, righe: readonly object[], richiesta: ListaRichiesta): Promise<AnswerFile> {
    const oggi = legalDayOf(this.clock.now());
    return fileCsv({ nome: [nome, oggi], colonne: colonne.split(', '), righe }, richiesta);
  }
}
