import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Public } from '#libs/security';
import { RichiestaTraduzioni, TraduzioniLette } from './modelli-traduzioni.js';
import { TraduciCodici } from './traduci-codici.js';

/** Translation of codes for anyone: reference facts, the same answer that every service of the hub gives itself. */
@Controller('rest/nomenclatore/v1/traduzioni')
@Public()
export class TraduzioniController {
  constructor(private readonly traduci: TraduciCodici) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'traduciCodici',
    tags: ['traduzioni'],
    summary: 'Traduce codici',
    description:
      'Dice che cosa è ciascun codice di una nomenclatura in un’altra, in un giorno, con le associazioni approvate e le versioni in vigore ' +
      'quel giorno: la stessa risposta che Snodo usa per le righe. Un codice che può essere più cose si scrive «LOCALE/SCELTO».',
  })
  @ApiOkResponse({ type: TraduzioniLette, description: 'Una traduzione per codice, nello stesso ordine.' })
  translate(@Body() richiesta: RichiestaTraduzioni): Promise<TraduzioniLette> {
    return this.traduci.translate(richiesta);
  }
}
