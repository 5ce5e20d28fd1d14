import pg from 'pg';

const { DATE, INT8, NUMERIC } = pg.types.builtins;

/**
 * How PostgreSQL values become JavaScript ones, decided here and not by the driver:
 * a DATE is text (`YYYY-MM-DD`; the driver's local midnight is another day elsewhere), an INT8 a number as long as it is exact,
 * a NUMERIC text (the driver's float would round money).
 */
export const TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === DATE || oid === NUMERIC) return (text: string) => text;
      if (oid === INT8) return exactInteger;
    }
    return pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown;
  }) as pg.CustomTypesConfig['getTypeParser'],
};

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError('an int8 beyond 2^53 does not fit a number: select it as text');
  return value;
}
