import { ApiProperty } from '@nestjs/swagger';
import { IdCursor, PageSize } from '#libs/http';

/** Of one page. */
const LIMITE = 200;

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;

export class DomandaAssenze {
  @IdCursor()
  cursor?: string;

  @PageSize(LIMITE, { elements: 'Righe', usual: 50 })
  limit: number = 50;
}

export class RigaNonPiuDichiarata {
  @ApiProperty(
    id('Riga con cui il comune l’ha detta, o variata, l’ultima volta: si legge fra gli esiti, con la sua chiave.'),
  )
  riga: string;
  @ApiProperty({
    description: 'Matricola del comune (`id_anagrafico`) che la riga diceva; nulla se non ne diceva.',
    type: String,
    maxLength: 64,
    nullable: true,
  })
  id_anagrafico: string | null;
  @ApiProperty({
    description: 'Quando quella riga è stata accettata.',
    type: String,
    format: 'date-time',
    maxLength: 30,
  })
  accettata_il: string;
}

export class RispostaAssenze {
  @ApiProperty(id('Fornitura che non le nomina.')) fornitura: string;
  @ApiProperty({
    description: 'Giorno in cui l’anagrafe è stata letta: da allora non sono più dichiarate.',
    type: String,
    format: 'date',
    maxLength: 10,
    nullable: true,
  })
  dal: string | null;
  @ApiProperty({ description: 'In ordine di riga.', type: [RigaNonPiuDichiarata], maxItems: LIMITE })
  items: RigaNonPiuDichiarata[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}
