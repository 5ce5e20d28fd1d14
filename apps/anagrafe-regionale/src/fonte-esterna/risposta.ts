import { ApiProperty } from '@nestjs/swagger';

export class RispostaAggiornamento {
  @ApiProperty({
    description: 'Quando la richiesta è stata accolta.',
    type: String,
    format: 'date-time',
    maxLength: 30,
  })
  accolta_il: Date;

  @ApiProperty({
    description: 'Le anagrafi a cui si chiede: `anpr`, `sanitaria`.',
    type: [String],
    maxItems: 5,
    example: ['anpr'],
  })
  fonti: string[];
}
