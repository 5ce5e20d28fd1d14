import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

const istante = (description: string) =>
  ({ description, type: String, format: 'date-time', maxLength: 30, nullable: true }) as const;
const numero = (description: string) =>
  ({ description, type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) as const;

export class RichiestaWebhook {
  @ApiProperty({
    description: 'Indirizzo https pubblico a cui mandare le notifiche con POST.',
    maxLength: 2048,
    format: 'uri',
    example: 'https://cartella.comune.example/snodo/notifiche',
  })
  @IsString()
  @MaxLength(2048)
  indirizzo: string;
}

export class RispostaWebhook {
  @ApiProperty({
    description: 'Schema, nome e porta; il resto, che può essere segreto, non si mostra.',
    maxLength: 300,
  })
  origine: string;
  @ApiProperty({ description: 'Quando è stato registrato.', type: String, format: 'date-time', maxLength: 30 })
  registrato_il: Date;
  @ApiProperty({
    description:
      '`sospeso`: non ha preso notifiche per troppo tempo; riprende, da dove era, quando lo si registra di nuovo.',
    enum: ['attivo', 'sospeso'],
  })
  stato: 'attivo' | 'sospeso';
  @ApiProperty(numero('Numero dell’ultima notifica consegnata.')) consegnate_fino: number;
  @ApiProperty(numero('Notifiche che aspettano di essere consegnate.')) in_attesa: number;
  @ApiProperty(istante('Ultima consegna riuscita.')) ultima_consegna_il: Date | null;
  @ApiProperty(numero('Tentativi falliti dall’ultima consegna riuscita.')) tentativi: number;
  @ApiProperty(istante('Da quando fallisce.')) fallito_dal: Date | null;
  @ApiProperty({ description: 'Perché è fallito l’ultimo tentativo.', maxLength: 100, nullable: true, type: String })
  ultimo_errore: string | null;
  @ApiProperty(istante('Quando si ritenta; nullo se l’ultimo tentativo è riuscito o è sospeso.'))
  prossimo_tentativo_il: Date | null;
}
