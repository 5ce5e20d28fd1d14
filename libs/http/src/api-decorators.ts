import { type Type, applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { ErrorTable } from '#libs/contracts';
import { type DeclaredProblem, JSON_BODY_EXTENSION, PROBLEMS_EXTENSION } from './open-api-standard.js';

/**
 * Documents the errors of an app's own table that an operation may give; those of the edge are added to every operation anyway.
 * `@ApiProblems(INGESTION_ERRORS, 'invio_sconosciuto', 'tracciato_non_attivo')`
 */
export function ApiProblems<T extends ErrorTable>(table: T, ...codes: (keyof T & string)[]): MethodDecorator {
  const declared: DeclaredProblem[] = codes.map((code) => ({ code, row: table[code]! }));
  return ApiExtension(PROBLEMS_EXTENSION, declared);
}

/** Documents the JSON that a route takes beside files: to `@StreamedBody` all bodies are bytes. */
export function ApiJsonBody(model: Type): MethodDecorator {
  return applyDecorators(ApiExtraModels(model), ApiExtension(JSON_BODY_EXTENSION, { $ref: getSchemaPath(model) }));
}
