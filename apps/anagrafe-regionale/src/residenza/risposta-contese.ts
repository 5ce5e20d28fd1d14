import { ApiProperty } from '@nestjs/swagger';
import { IdCursor, PageSize } from '#libs/http';

/** Of one page. */
const LIMITE = 200;

const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
const comune = (description: string) => ({ description, maxLength: 6, pattern: '^[0-9]{6}$', type: String }) as const;

export class DomandaContese {
  @IdCursor()
  cursor?: string;

  @PageSize(LIMITE, { elements: 'Contese', usual: 50 })
  limit: number = 50;
}

export class RispostaContesa {
  @ApiProperty(id('Identificativo della contesa.')) id: string;
  @ApiProperty(comune('Codice ISTAT del comune che dichiara propria la persona.')) comune: string;
  @ApiProperty(comune('Codice ISTAT del comune in cui risiede, o in cui la sanno i servizi sociali.'))
  stabilita: string;
  @ApiProperty({ description: 'Giorno dal quale è dichiarata.', format: 'date', maxLength: 10, type: String })
  dal: string;
  @ApiProperty({ description: 'Da quando è contesa.', format: 'date-time', maxLength: 30, type: String })
  aperta_il: string;
  @ApiProperty({
    ...id('Riga con cui l’ha detta chi chiede; nulla se non l’ha detta, e per lo steward.'),
    nullable: true,
    type: String,
  })
  riga: string | null;
}

export class RispostaContese {
  @ApiProperty({ description: 'In ordine di identificativo.', type: [RispostaContesa], maxItems: LIMITE })
  items: RispostaContesa[];
  @ApiProperty({ ...id('Da ripetere nel parametro cursor; nullo all’ultima pagina.'), nullable: true, type: String })
  next_cursor: string | null;
}
