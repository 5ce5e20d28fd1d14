import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { testo } from '../campi-risposta.js';
import { RispostaRiga } from '../risposta-righe.js';
import { CercaRighe } from './cerca-righe.js';

class RicercaRighe {
  @ApiProperty({ ...testo('Chiave che l’ente ha dato alla riga (colonna id_mittente).', 64), minLength: 1 })
  @IsString()
  @Length(1, 64)
  id_mittente: string;
}

class RispostaRicerca {
  @ApiProperty({ type: [RispostaRiga], maxItems: 20, description: 'Dalla più recente, al più venti.' })
  items: RispostaRiga[];
}

@ApiTags('righe')
@Permits('consulta_invii')
@Controller('rest/esiti/v1/righe/ricerche')
export class RicercheRigheController {
  constructor(@Inject(CercaRighe) private readonly cerca: CercaRighe) {}

  /** Not a query: nothing keeps a sender from making its keys of a person's data, and addresses end in logs. */
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cercaRighe',
    summary: 'Dove si trovano le righe a cui l’ente ha dato una chiave',
    description: 'In qualunque invio del proprio ente, accettate o respinte, ciascuna con i suoi passi.',
  })
  @ApiResponse({ status: 200, type: RispostaRicerca, description: 'Le righe.' })
  async search(@CurrentCaller() caller: Caller, @Body() { id_mittente }: RicercaRighe): Promise<RispostaRicerca> {
    return { items: (await this.cerca.byIdMittente(caller, id_mittente)) as RispostaRiga[] };
  }
}
