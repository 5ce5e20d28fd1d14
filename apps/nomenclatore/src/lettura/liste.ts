import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { AnswersIn } from '#libs/http';

const FORME = { json: 'application/json', csv: 'text/csv' } as const;
export type FormaLista = keyof typeof FORME;

/** How a list is wanted. */
export class ListaRichiesta {
  @ApiPropertyOptional({
    description: 'Formato; se manca decide `Accept`. In CSV la lista è sempre intera: `da` e `limite` non contano.',
    enum: Object.keys(FORME),
  })
  @IsOptional()
  @IsIn(Object.keys(FORME))
  formato?: FormaLista;

  @ApiPropertyOptional({
    description: 'Separatore del CSV; la virgola se manca, il punto e virgola per Excel in italiano.',
    enum: [',', ';'],
  })
  @IsOptional()
  @IsIn([',', ';'])
  separatore?: ',' | ';';

  @ApiPropertyOptional({ description: 'Mette in testa al CSV il segno di UTF-8 (BOM), per Excel.', enum: ['true'] })
  @IsOptional()
  @IsIn(['true'])
  bom?: 'true';
}

/** A list that anyone may read as JSON or download as CSV. */
export function ApiLista(type: Type, description: string): MethodDecorator {
  return applyDecorators(
    AnswersIn(FORME),
    ApiExtraModels(type),
    ApiOkResponse({
      description,
      headers: {
        'Content-Disposition': {
          description: 'Nome del file, nel CSV.',
          schema: { type: 'string', maxLength: 300, pattern: '^attachment; filename="[A-Za-z0-9._-]+"$' },
        },
      },
      content: {
        [FORME.json]: { schema: { $ref: getSchemaPath(type) } },
        [FORME.csv]: {
          schema: {
            type: 'string',
            maxLength: 50_000_000,
            description: 'RFC 4180, UTF-8, prima riga di intestazione; ogni riga con `fonte` e `affidabilita`.',
          },
        },
      },
    }),
  );
}

/** What part of a list to read: who downloads wants it whole. */
export function parteDi(
  forma: FormaLista,
  { da, limite }: { readonly da: number; readonly limite: number },
): [da: number, limite: number | null] {
  return forma === 'csv' ? [0, null] : [da, limite];
}
