import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AnswerFile, AnswerForm, PublicRead } from '#libs/http';
import { Clock, legalDayOf } from '#libs/persistence';
import { fileCsv } from '../lettura/file-csv.js';
import { ApiLista, type FormaLista, ListaRichiesta } from '../lettura/liste.js';
import { LeggiFonti } from './leggi-fonti.js';
import { COLONNE_FONTI, righeFonti } from './lista-fonti.js';
import { FontiLette } from './modelli-fonti.js';

/** What the marks of every public list stand for, read by anyone. */
@ApiTags('fonti')
@PublicRead()
@Controller('rest/nomenclatore/v1/fonti')
export class FontiController {
  constructor(
    private readonly fonti: LeggiFonti,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaFonti',
    summary: 'Fonti delle liste',
    description:
      'Da dove viene ogni riga di ogni lista pubblica: titolo, editore, indirizzo, licenza, giorno, e quante righe di quali liste la ' +
      'nominano, per affidabilità. Una riga può nominare più fonti (`a+b`).',
  })
  @ApiLista(FontiLette, 'Fonti; nel CSV una riga per ogni lista e affidabilità.')
  async list(@Query() richiesta: ListaRichiesta, @AnswerForm() forma: FormaLista): Promise<FontiLette | AnswerFile> {
    const fonti = await this.fonti.read();
    if (forma === 'json') return { fonti };
    const nome = ['fonti', legalDayOf(this.clock.now())];
    return fileCsv({ nome, colonne: COLONNE_FONTI, righe: righeFonti(fonti) }, richiesta);
  }
}
