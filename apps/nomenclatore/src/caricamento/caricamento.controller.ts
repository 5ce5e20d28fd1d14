import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { Permits } from '#libs/security';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../nomenclatore.errors.js';
import { PacchettoRifiutato } from '../pacchetto/problema.js';
import { CaricaPacchetto } from './carica-pacchetto.js';
import { PacchettoConfigurato } from './pacchetto-configurato.js';

const COUNT = { type: 'integer', format: 'int32', minimum: 0, maximum: 2_147_483_647 } as const;
/** A wrong file may have a fault in every row; the first ones are enough to mend it. */
const MOST_PROBLEMS = 200;

class RicaricamentoEseguito {
  @ApiProperty({ ...COUNT, description: 'Voci nuove.' }) nuove: number;
  @ApiProperty({ ...COUNT, description: 'Voci cambiate.' }) variate: number;
  @ApiProperty({ ...COUNT, description: 'Voci tolte.' }) tolte: number;
  @ApiProperty({ ...COUNT, description: 'Voci del pacchetto lasciate come sono: sono state cambiate via API.' })
  lasciate: number;
  @ApiProperty({
    type: String,
    isArray: true,
    maxItems: MOST_PROBLEMS,
    items: { type: 'string', maxLength: 200, pattern: '^[^\\x00-\\x1f]*$', example: 'territorio comuni:041#0' },
    description:
      'Quali delle voci lasciate il pacchetto dice diversamente da come sono: se sa qualcosa di più nuovo va registrato con una variazione.',
  })
  discordi: string[];
}

/** Reads the pack of this installation again, after its files were changed. */
@Controller('rest/amministrazione/v1/nomenclatore/ricaricamenti')
export class CaricamentoController {
  constructor(
    private readonly pacchetto: PacchettoConfigurato,
    private readonly carica: CaricaPacchetto,
  ) {}

  @Post()
  @HttpCode(200)
  @Permits('amministra', 'gestisce_riferimenti')
  @ApiOperation({
    operationId: 'ricaricaPacchetto',
    tags: ['nomenclatore'],
    summary: 'Ricarica il pacchetto',
    description: 'Rilegge i file del pacchetto nazionale e regionale e pubblica ciò che è cambiato.',
  })
  @ApiOkResponse({ type: RicaricamentoEseguito, description: 'Che cosa è cambiato.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'pacchetto_rifiutato')
  async reload(): Promise<RicaricamentoEseguito> {
    try {
      const { discordi, ...esito } = await this.carica.load(await this.pacchetto.read());
      return { ...esito, discordi: discordi.slice(0, MOST_PROBLEMS) };
    } catch (error) {
      if (!(error instanceof PacchettoRifiutato)) throw error;
      throw nomenclatoreProblem('pacchetto_rifiutato', undefined, { problemi: error.problemi.slice(0, MOST_PROBLEMS) });
    }
  }
}
