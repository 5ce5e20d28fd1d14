import { type CustomTypesConfig, types } from 'pg';

/** Object ids in PostgreSQL's own catalogue. */
const DATE: number = types.builtins.DATE;
const INT8: number = types.builtins.INT8;
const NUMERIC: number = types.builtins.NUMERIC;

/**
 * How PostgreSQL values become JavaScript ones, decided here and not by the driver:
 * a DATE is text (`YYYY-MM-DD`; the driver's local midnight is another day elsewhere), an INT8 a number as long as it is exact,
 * a NUMERIC text (the driver's float would round money).
 */
export const TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === DATE || oid === NUMERIC) return (text: string) => text;
      if (oid === INT8) return exactInteger;
    }
    return types.getTypeParser(oid, format) as (text: string) => unknown;
  }) as CustomTypesConfig['getTypeParser'],
};

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError('an int8 beyond 2^53 does not fit a number: select it as text');
  return value;
}
