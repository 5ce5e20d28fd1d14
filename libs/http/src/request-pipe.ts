import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldRule, ruleOfConstraint } from './field-rules.js';
import { httpProblem } from './http.errors.js';

/** One field of a request that does not hold what it must: path and broken rules, never the value. */
interface CampoNonValido {
  readonly campo: string;
  readonly regole: readonly FieldRule[];
}

/** Checks bodies and queries against their classes; an unknown field is an error, so that a typing mistake is not ignored. */
export function requestPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      httpProblem('campi_non_validi', undefined, { campi: errors.flatMap((error) => fieldsOf(error, '')) }),
  });
}

function fieldsOf(error: ValidationError, parent: string): CampoNonValido[] {
  const campo = parent === '' ? error.property : `${parent}.${error.property}`;
  const regole = [...new Set(Object.keys(error.constraints ?? {}).map(ruleOfConstraint))];
  const own = regole.length === 0 ? [] : [{ campo, regole }];
  return [...own, ...(error.children ?? []).flatMap((child) => fieldsOf(child, campo))];
}
