import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type AnswerFile, AnswerForm, PublicRead } from '#libs/http';
import { Clock, legalDayOf } from '#libs/persistence';
import { fileCsv } from '../lettura/file-csv.js';
import { ApiLista, type FormaLista, parteDi } from '../lettura/liste.js';
import { COLONNE_VARIAZIONI, LeggiVariazioni, rigaOf } from './leggi-variazioni.js';
import { VariazioniCercate, VariazioniLette } from './modelli-variazioni.js';

/** Changes of the territory, read by anyone. */
@Controller('rest/nomenclatore/v1/territorio/variazioni')
@PublicRead()
export class LeggiVariazioniController {
  constructor(
    private readonly variazioni: LeggiVariazioni,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaVariazioniTerritorio',
    tags: ['territorio'],
    summary: 'Variazioni del territorio',
    description:
      'Le variazioni dei comuni registrate qui dopo il pacchetto nazionale, dalla più recente, con la legge e la fonte; anche quelle che ' +
      'varranno da un giorno futuro. La storia intera di un comune è in `/comuni/{codice}`.',
  })
  @ApiLista(VariazioniLette, 'Variazioni.')
  async list(
    @Query() richiesta: VariazioniCercate,
    @AnswerForm() forma: FormaLista,
  ): Promise<VariazioniLette | AnswerFile> {
    const lette = await this.variazioni.read(...parteDi(forma, richiesta));
    if (forma !== 'csv') return lette;
    const nome = ['variazioni-territorio', legalDayOf(this.clock.now())];
    return fileCsv({ nome, colonne: COLONNE_VARIAZIONI, righe: lette.variazioni.map(rigaOf) }, richiesta);
  }
}
