import { ParseUUIDPipe } from '@nestjs/common';

export const ID = new ParseUUIDPipe({ errorHttpStatusCode: 404 });
export const PARAMETRO_ID = {
  name: 'id',
  description: 'Identificativo interno.',
  schema: { type: 'string', format: 'uuid', maxLength: 36, example: 'd290f1ee-6c54-4b01-90e6-d701748f0851' },
} as const;
