import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { PublicRead } from '#libs/http';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { PaginaRichiesta } from '../lettura/richieste.js';
import { SISTEMA } from '../lettura/proprieta.js';
import { type CorrispondenzaLetta, CorrispondenzeLette } from './modelli-associazioni.js';
import { CORRISPONDENZA, ETICHETTE } from './vista-associazione.js';

class CorrispondenzeRichieste extends PaginaRichiesta {
  @ApiPropertyOptional({
    description: 'Sistema di arrivo; tutti se manca.',
    maxLength: 40,
    pattern: '^[A-Z][A-Z0-9_:-]+$',
    example: 'ISTAT',
  })
  @IsOptional()
  @Matches(/^[A-Z][A-Z0-9_:-]{1,39}$/)
  a?: string;
}

/** Crosswalks of the region and of the State, read by anyone. Lists of enti are theirs: their codes are translated by `/traduzioni`. */
@Controller('rest/nomenclatore/v1/sistemi')
@PublicRead()
export class CorrispondenzeController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get(':sistema/corrispondenze')
  @ApiOperation({
    operationId: 'elencaCorrispondenze',
    tags: ['nomenclature'],
    summary: 'Corrispondenze di una nomenclatura',
    description:
      'Che cosa sono, in un giorno, i codici di una nomenclatura della Regione o nazionale nelle altre (INPS, ISTAT, FNPS, LEPS), con i limiti ' +
      'dichiarati e la provenienza. Solo quelle approvate.',
  })
  @ApiParam(SISTEMA)
  @ApiOkResponse({ type: CorrispondenzeLette, description: 'Corrispondenze in vigore nel giorno.' })
  async list(
    @Param('sistema') sistema: string,
    @Query() { a, giorno, da, limite }: CorrispondenzeRichieste,
  ): Promise<CorrispondenzeLette> {
    const rows = await this.database.statement<CorrispondenzaLetta & { totale: number }>(
      'api',
      {},
      `SELECT ${CORRISPONDENZA}, trovata.totale
         FROM (SELECT *, count(*) OVER () AS totale FROM associazione
                WHERE da = $1 AND ($2::text IS NULL OR a = $2) AND dal <= $3 AND (al IS NULL OR $3 <= al)
                ORDER BY codice, a OFFSET $4 LIMIT $5) AS trovata
         CROSS JOIN LATERAL ${ETICHETTE('trovata')}
        ORDER BY trovata.codice, trovata.a`,
      [sistema, a ?? null, giorno ?? legalDayOf(this.clock.now()), da, limite],
    );
    return { totale: rows[0]?.totale ?? 0, associazioni: rows.map(({ totale: _, ...one }) => one) };
  }
}
