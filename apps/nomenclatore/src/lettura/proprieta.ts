import type { Type } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';

// How properties of answers are described: each with its bounds, as the rules for public interfaces ask.

const TEXT = '^[^\\x00-\\x1f]*$';
export const testo = (description: string, example: string): ApiPropertyOptions => ({
  description,
  example,
  maxLength: 600,
  pattern: TEXT,
});
export const codice = (description: string, example: string): ApiPropertyOptions => ({
  description,
  example,
  maxLength: 80,
  pattern: '^[A-Za-z0-9._:@#-]*$',
});
export const giorno = (description: string, example = '2013-01-01'): ApiPropertyOptions => ({
  description,
  example,
  type: String,
  format: 'date',
  maxLength: 10,
});
export const conteggio = (description: string): ApiPropertyOptions => ({
  description,
  type: 'integer',
  format: 'int32',
  minimum: 0,
  maximum: 2_147_483_647,
  example: 105,
});
export const maybe = (options: ApiPropertyOptions): ApiPropertyOptions =>
  ({ ...options, type: String, nullable: true }) as ApiPropertyOptions;
/** A list of codes of a code system. */
export const codici = (description: string): ApiPropertyOptions => ({
  type: String,
  isArray: true,
  maxItems: 1000,
  items: { type: 'string', maxLength: 40, pattern: '^[A-Za-z0-9._:-]+$', example: 'R2' },
  description,
});
export const elenco = (type: Type, description: string, maxItems = 1000): ApiPropertyOptions => ({
  type,
  isArray: true,
  maxItems,
  minItems: 0,
  description,
});

/** Parameters of the routes of one version. */
export const SISTEMA = {
  name: 'sistema',
  description: 'Sigla della nomenclatura.',
  schema: { type: 'string', maxLength: 40, pattern: '^[A-Za-z0-9_:-]+$', example: 'SIUSS' },
} as const;
export const VERSIONE = {
  name: 'versione',
  description: 'Versione.',
  schema: { type: 'string', maxLength: 20, pattern: '^[0-9A-Za-z.-]+$', example: '1.0' },
} as const;
