import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { type AnswerFile, AnswerForm, ApiProblems, PublicRead } from '#libs/http';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { fileCsv } from '../lettura/file-csv.js';
import { ApiLista, type FormaLista, parteDi } from '../lettura/liste.js';
import { EnteLetto, EntiLetti } from '../lettura/modelli.js';
import { EntiRichiesti, GiornoRichiesto } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../nomenclatore.errors.js';
import { COLONNE_ENTI, righeEnti } from './lista-enti.js';

const ENTE = `ente.id, coalesce(ente.predecessori, '{}') AS predecessori,
  (SELECT voce.revisione FROM voce_pubblicata voce WHERE voce.genere = 'ente' AND voce.id = ente.id::text) AS revisione, ente.denominazione, ente.tipo, ente.dal, ente.al, ente.fonte, ente.affidabilita,
  (SELECT coalesce(jsonb_agg(to_jsonb(uno) - 'ente' ORDER BY sistema, dal), '[]') FROM codice_ente uno WHERE uno.ente = ente.id) AS codici`;
const IN_FORCE = 'dal <= $1 AND (al IS NULL OR $1 <= al)';

/** The registry of enti, read by anyone: legal bodies and their codes, no contacts and no persons. */
@Controller('rest/nomenclatore/v1/enti')
@PublicRead()
export class EntiController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaEnti',
    tags: ['enti'],
    summary: 'Enti',
    description: 'Gli enti in vigore in un giorno, con tutti i loro codici.',
  })
  @ApiLista(EntiLetti, 'Enti; nel CSV una riga per ogni codice.')
  async listEnti(@Query() richiesta: EntiRichiesti, @AnswerForm() forma: FormaLista): Promise<EntiLetti | AnswerFile> {
    const giorno = richiesta.giorno ?? legalDayOf(this.clock.now());
    const rows = await this.database.statement<EnteLetto & { totale: number }>(
      'api',
      {},
      `SELECT ${ENTE}, count(*) OVER () AS totale FROM ente WHERE ${IN_FORCE} AND ($2::text IS NULL OR tipo = $2)
        ORDER BY denominazione, id OFFSET $3 LIMIT $4`,
      [giorno, richiesta.tipo ?? null, ...parteDi(forma, richiesta)],
    );
    const enti = rows.map(({ totale: _, ...ente }) => ente);
    if (forma === 'json') return { totale: rows[0]?.totale ?? 0, enti };
    return fileCsv({ nome: ['enti', giorno], colonne: COLONNE_ENTI, righe: righeEnti(enti) }, richiesta);
  }

  @Get(':codice')
  @ApiOperation({
    operationId: 'leggiEnte',
    tags: ['enti'],
    summary: 'Un ente',
    description: 'L’ente che in un giorno ha il codice indicato.',
  })
  @ApiParam({
    name: 'codice',
    description: 'Un codice dell’ente, o il suo identificativo.',
    schema: { type: 'string', maxLength: 80, pattern: '^[A-Za-z0-9_-]+$', example: 'G479' },
  })
  @ApiOkResponse({ type: EnteLetto, description: 'Ente.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto')
  async readEnte(@Param('codice') codice: string, @Query() { giorno }: GiornoRichiesto): Promise<EnteLetto> {
    const [ente] = await this.database.statement<EnteLetto>(
      'api',
      {},
      `SELECT ${ENTE} FROM ente
        WHERE id::text = lower($2) OR id IN (SELECT codice_ente.ente FROM codice_ente WHERE upper(codice) = upper($2) AND ${IN_FORCE})
        LIMIT 1`,
      [giorno ?? legalDayOf(this.clock.now()), codice],
    );
    if (ente === undefined) throw nomenclatoreProblem('ente_sconosciuto');
    return ente;
  }
}
