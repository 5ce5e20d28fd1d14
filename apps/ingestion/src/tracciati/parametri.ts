import { ApiProperty } from '@nestjs/swagger';
import { Matches, MaxLength } from 'class-validator';

/** Parts of the path that name a version of a tracciato. */
export const CODICE = {
  name: 'codice',
  description: 'Codice del tracciato.',
  schema: { type: 'string', maxLength: 40, pattern: '^[A-Z_]+$', example: 'PS_PSA_SINA' },
} as const;
export const VERSIONE = {
  name: 'versione',
  description: 'Versione del tracciato.',
  schema: { type: 'string', maxLength: 19, pattern: '^[0-9.]+$', example: '201812' },
} as const;

/** Query of the differences between two versions. */
export class DomandaDifferenze {
  @ApiProperty({ description: 'Versione da cui si parte.', maxLength: 19, pattern: '^[0-9.]+$', example: '201812' })
  @MaxLength(19)
  @Matches(/^[0-9.]+$/)
  da: string;
}
