import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type AnswerFile, AnswerForm, ApiProblems, PublicRead } from '#libs/http';
import { Clock, legalDayOf } from '#libs/persistence';
import { fileCsv } from '../lettura/file-csv.js';
import { ApiLista, type FormaLista } from '../lettura/liste.js';
import { SISTEMA } from '../lettura/proprieta.js';
import { ListaDelGiorno } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { LeggiCorrispondenze } from './leggi-corrispondenze.js';
import { COLONNE_CORRISPONDENZE, righeCorrispondenze } from './lista-corrispondenze.js';
import { CorrispondenzeLette } from './modelli-consultazione.js';

/** Crosswalks between code systems of the region and of the State, read by anyone. */
@ApiTags('nomenclature')
@PublicRead()
@Controller('rest/nomenclatore/v1/sistemi/:da/corrispondenze')
export class CorrispondenzeController {
  constructor(
    private readonly corrispondenze: LeggiCorrispondenze,
    private readonly clock: Clock,
  ) {}

  @Get(':a')
  @ApiOperation({
    operationId: 'elencaCorrispondenze',
    summary: 'Corrispondenze tra due nomenclature',
    description:
      'Che cosa sono i codici di una nomenclatura in un’altra, in un giorno, secondo le associazioni approvate; `limite` dice che cosa ' +
      'ciascuna non dice, e va scritto accanto ai numeri che la usano. Le liste locali degli enti non sono qui.',
  })
  @ApiParam({ ...SISTEMA, name: 'da', description: 'Nomenclatura di partenza.' })
  @ApiParam({
    ...SISTEMA,
    name: 'a',
    description: 'Nomenclatura di arrivo.',
    schema: { ...SISTEMA.schema, example: 'ISTAT' },
  })
  @ApiLista(CorrispondenzeLette, 'Corrispondenze; nel CSV una riga per destinazione.')
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta')
  async list(
    @Param('da') da: string,
    @Param('a') a: string,
    @Query() richiesta: ListaDelGiorno,
    @AnswerForm() forma: FormaLista,
  ): Promise<CorrispondenzeLette | AnswerFile> {
    const giorno = richiesta.giorno ?? legalDayOf(this.clock.now());
    const lette = await this.corrispondenze.read(da, a, giorno);
    if (forma === 'json') return lette;
    const nome = [da, a, 'corrispondenze', giorno];
    return fileCsv({ nome, colonne: COLONNE_CORRISPONDENZE, righe: righeCorrispondenze(lette) }, richiesta);
  }
}
