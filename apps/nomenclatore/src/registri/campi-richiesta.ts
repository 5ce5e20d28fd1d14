import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsLegalDay } from '#libs/http';
import { giorno } from '../lettura/proprieta.js';

// One decorator a field: what it may hold and how it is described are said together, so that they cannot part.

type Field = PropertyDecorator;
const LARGEST_REVISION = 2_147_483_647;

/** A field that may be missing, or null. */
export function Facoltativo(field: Field): Field {
  return applyDecorators(field, IsOptional(), ApiProperty({ required: false, nullable: true }));
}

/** Text of a form; the pattern is anchored. */
export function Forma(pattern: RegExp, maxLength: number, description: string, example: string): Field {
  return applyDecorators(
    ApiProperty({ type: String, description, example, maxLength, pattern: pattern.source }),
    Matches(pattern),
  );
}

/** A line of free text. */
export function Testo(description: string, example: string, maxLength = 300): Field {
  return Forma(new RegExp(`^[^\\x00-\\x1f\\x7f]{1,${maxLength}}$`), maxLength, description, example);
}

export function Giorno(description: string, example: string): Field {
  return applyDecorators(ApiProperty(giorno(description, example)), IsLegalDay());
}

/** Any code of an ente, its id, or its name in the files of the pack. */
export function RifEnte(description: string, example = 'G479'): Field {
  return Forma(RIF_ENTE, 60, `${description} Identificativo, o un codice che ha nel primo giorno.`, example);
}
const RIF_ENTE = /^[A-Za-z0-9_:-]{2,60}$/;

export function RifEnti(description: string, maxItems: number): Field {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      description,
      maxItems,
      items: { type: 'string', maxLength: 60, pattern: RIF_ENTE.source, example: 'G479' },
    }),
    IsArray(),
    ArrayMaxSize(maxItems),
    Matches(RIF_ENTE, { each: true }),
  );
}

export function Scelta(values: readonly string[], description: string): Field {
  return applyDecorators(ApiProperty({ enum: values, description }), IsIn(values));
}

export function Scelte(values: readonly string[], description: string): Field {
  return applyDecorators(
    ApiProperty({ enum: values, isArray: true, minItems: 1, maxItems: values.length, description }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(values.length),
    IsIn(values, { each: true }),
  );
}

export function SiNo(description: string): Field {
  return applyDecorators(ApiProperty({ type: Boolean, description, example: false }), IsBoolean());
}

/** The revision that the caller saw of what it changes. @param least 0 where there may be nothing yet */
export function Revisione(least = 1): Field {
  const options: ApiPropertyOptions = {
    type: 'integer',
    format: 'int32',
    minimum: least,
    maximum: LARGEST_REVISION,
    description: 'La revisione che si è letta: se nel frattempo è cambiata la risposta è `variazione_contesa`.',
    example: 3,
  };
  return applyDecorators(ApiProperty(options), IsInt(), Min(least), Max(LARGEST_REVISION));
}

/** Objects of a class, checked one by one. */
export function Elenco(of: new () => object, description: string, minItems: number, maxItems: number): Field {
  return applyDecorators(
    ApiProperty({ type: of, isArray: true, minItems, maxItems, description }),
    IsArray(),
    ArrayMinSize(minItems),
    ArrayMaxSize(maxItems),
    ValidateNested({ each: true }),
    Type(() => of),
  );
}

/** An object of a class. */
export function Oggetto(of: new () => object, description: string): Field {
  return applyDecorators(
    ApiProperty({ type: of, description }),
    // A nested check passes over what is not there.
    IsObject(),
    ValidateNested(),
    Type(() => of),
  );
}
