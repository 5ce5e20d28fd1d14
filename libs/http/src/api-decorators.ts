import { type Type, applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { ErrorTable } from '#libs/contracts';
import { BODY_EXTENSIONS, type DeclaredProblem, PROBLEMS_EXTENSION } from './open-api-standard.js';

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
  return bodyOf('application/json', model);
}

/** Documents the form that a route takes beside files. */
export function ApiMultipartBody(model: Type): MethodDecorator {
  return bodyOf('multipart/form-data', model);
}

function bodyOf(mediaType: keyof typeof BODY_EXTENSIONS, model: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(model),
    ApiExtension(BODY_EXTENSIONS[mediaType], { $ref: getSchemaPath(model) }),
  );
}
