import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { type AnswerFile, AnswerForm, ApiProblems, PublicRead } from '#libs/http';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { fileCsv } from '../lettura/file-csv.js';
import { ApiLista, type FormaLista } from '../lettura/liste.js';
import { AmbitiLetti, AmbitoLetto } from '../lettura/modelli.js';
import { GiornoRichiesto, ListaDelGiorno } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../nomenclatore.errors.js';
import { COLONNE_AMBITI, righeAmbiti } from './lista-ambiti.js';

const inForce = (table: string): string => `${table}.dal <= $1 AND (${table}.al IS NULL OR $1 <= ${table}.al)`;
const periods = (table: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object('ente', ente.id, 'denominazione', ente.denominazione, 'dal', ${table}.dal,
      'al', ${table}.al, 'fonte', ${table}.fonte, 'affidabilita', ${table}.affidabilita) ORDER BY ente.denominazione), '[]')
      FROM ${table} JOIN ente ON ente.id = ${table}.ente WHERE ${table}.ambito = ambito.id AND ${inForce(table)}) AS `;
const AMBITI = `SELECT id, codice,
  (SELECT voce.revisione FROM voce_pubblicata voce WHERE voce.genere = 'ambito' AND voce.id = ambito.id::text) AS revisione,
  denominazione, tipo, fonte, affidabilita, ${periods('capofila')} capofila,
  ${periods('appartenenza')} appartenenze FROM ambito WHERE ${inForce('ambito')}`;

/** Ambiti with their members and capofila on a day, read by anyone. */
@Controller('rest/nomenclatore/v1/ambiti')
@PublicRead()
export class AmbitiController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaAmbiti',
    tags: ['ambiti'],
    summary: 'Ambiti',
    description: 'Gli ambiti in vigore in un giorno, con gli enti che ne fanno parte e il capofila di quel giorno.',
  })
  @ApiLista(AmbitiLetti, 'Ambiti; nel CSV una riga per il capofila e una per ogni ente che ne fa parte.')
  async listAmbiti(
    @Query() richiesta: ListaDelGiorno,
    @AnswerForm() forma: FormaLista,
  ): Promise<AmbitiLetti | AnswerFile> {
    const giorno = richiesta.giorno ?? legalDayOf(this.clock.now());
    const ambiti = await this.database.statement<AmbitoLetto & Record<string, unknown>>(
      'api',
      {},
      `${AMBITI} ORDER BY codice`,
      [giorno],
    );
    if (forma === 'json') return { ambiti };
    return fileCsv({ nome: ['ambiti', giorno], colonne: COLONNE_AMBITI, righe: righeAmbiti(ambiti) }, richiesta);
  }

  @Get(':codice')
  @ApiOperation({
    operationId: 'leggiAmbito',
    tags: ['ambiti'],
    summary: 'Un ambito',
    description: 'Un ambito, con gli enti che ne fanno parte e il capofila in un giorno.',
  })
  @ApiParam({
    name: 'codice',
    description: 'Codice dell’ambito.',
    schema: { type: 'string', maxLength: 20, pattern: '^[A-Z0-9-]+$', example: 'ATS01' },
  })
  @ApiOkResponse({ type: AmbitoLetto, description: 'Ambito.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ambito_sconosciuto')
  async readAmbito(@Param('codice') codice: string, @Query() { giorno }: GiornoRichiesto): Promise<AmbitoLetto> {
    const day = giorno ?? legalDayOf(this.clock.now());
    const [ambito] = await this.database.statement<AmbitoLetto>('api', {}, `${AMBITI} AND codice = $2`, [day, codice]);
    if (ambito === undefined) throw nomenclatoreProblem('ambito_sconosciuto');
    return ambito;
  }
}
