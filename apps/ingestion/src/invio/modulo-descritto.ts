import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** The form of a deposit, for the OpenAPI document: it is read by `openModulo`, field by field as it arrives. */
export class ModuloDescritto {
  @ApiPropertyOptional({
    description: 'Codice del tracciato, con o senza versione; vale più del parametro nell’indirizzo.',
    example: 'PS_PSA_SINA',
    maxLength: 60,
  })
  tracciato?: string;

  @ApiPropertyOptional({
    description: 'Codice dell’ente per conto del quale si deposita.',
    example: 'H501',
    maxLength: 64,
  })
  ente?: string;

  @ApiPropertyOptional({ description: 'Come l’intestazione Idempotency-Key.', maxLength: 100 })
  chiave_idempotenza?: string;

  @ApiProperty({ description: 'Il documento, dopo gli altri campi.', type: 'string', format: 'binary' })
  documento: string;
}
