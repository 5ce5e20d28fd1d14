import { ApiProperty } from '@nestjs/swagger';
import { RispostaProva } from '#libs/registro';

const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;

class RispostaCampo {
  @ApiProperty(testo('Nome del campo.', 40)) nome: string;
  @ApiProperty({ ...testo('Valore; nullo se non c’è.', 200), nullable: true, type: String }) valore: string | null;
  @ApiProperty({ ...testo('Sale del campo, di questa voce sola.', 32), pattern: '^[0-9a-f]{32}$' }) sale: string;
}

class RispostaTaciuto {
  @ApiProperty(testo('Nome del campo.', 40)) nome: string;
  @ApiProperty({ ...testo('SHA-256 del campo con il suo sale.', 64), pattern: '^[0-9a-f]{64}$' }) impronta: string;
}

class RispostaAccessoSigillato {
  @ApiProperty({ description: 'Genere della foglia.', enum: ['accesso.v1'] }) genere: string;
  @ApiProperty({
    description: 'Posto della foglia nel registro, da 0.',
    type: 'integer',
    format: 'int64',
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
  })
  indice: number;
  @ApiProperty({ description: 'Ciò che un comune legge dell’accesso.', type: [RispostaCampo], maxItems: 40 })
  campi: RispostaCampo[];
  @ApiProperty({ description: 'Gli altri campi, come impronte.', type: [RispostaTaciuto], maxItems: 40 })
  taciuti: RispostaTaciuto[];
}

export class RispostaAccessiSigillati {
  @ApiProperty({ description: 'Dal più recente.', type: [RispostaAccessoSigillato], maxItems: 1000 })
  items: RispostaAccessoSigillato[];
  @ApiProperty({
    description: 'Da ripetere nel parametro cursor; nullo all’ultima pagina.',
    format: 'uuid',
    maxLength: 36,
    nullable: true,
    type: String,
  })
  next_cursor: string | null;
}

export class RispostaProvaAccesso {
  @ApiProperty({ description: 'L’accesso.', type: RispostaAccessoSigillato }) voce: RispostaAccessoSigillato;
  @ApiProperty({ description: 'Che è nel registro.', type: RispostaProva }) prova: RispostaProva;
}
