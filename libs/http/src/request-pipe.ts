import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { type ValidationError, ValidationTypes, getMetadataStorage } from 'class-validator';
import { type FieldRule, ruleOfConstraint } from './field-rules.js';
import { httpProblem } from './http.errors.js';

/** One field of a request that does not hold what it must: path and broken rules, never the value. */
interface CampoNonValido {
  readonly campo: string;
  readonly regole: readonly FieldRule[];
}

/** Names of the fields of each class that `OpenFields` marks. */
const OPEN = new WeakMap<object, ReadonlySet<string>>();

/**
 * A class of which every field is taken as it came, with `@Allow()` alone: whoever answers judges the values, and only the names are
 * checked. Without it each value is copied and judged by no rule.
 * @throws Error at start, for a class of which a field has a rule
 */
export const OpenFields = (): ClassDecorator => (target) => {
  const rules = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
  if (rules.some(({ type }) => type !== ValidationTypes.WHITELIST))
    throw new Error(`${target.name} has a field with a rule`);
  OPEN.set(target, new Set(rules.map(({ propertyName }) => propertyName)));
};

/** Nest's pipe, which an open class with known fields need not go through. */
class RequestPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype } = metadata;
    const fields = metatype === undefined ? undefined : OPEN.get(metatype);
    if (metatype === undefined || fields === undefined || !hasOnly(value, fields))
      return super.transform(value, metadata);
    return Object.assign(new metatype() as object, value);
  }
}

function hasOnly(value: unknown, fields: ReadonlySet<string>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((name) => fields.has(name));
}

/** Checks bodies and queries against their classes; an unknown field is an error, so that a typing mistake is not ignored. */
export function requestPipe(): ValidationPipe {
  return new RequestPipe({
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
