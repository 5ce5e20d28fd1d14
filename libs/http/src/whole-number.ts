import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** Written with digits only: what JavaScript also takes for a number (`1e3`, `0x10`, a blank) is a mistake of the caller. */
const DIGITS = /^\d{1,15}$/;

/** Parameter of a query that is a whole number within bounds, both included. */
export function WholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): PropertyDecorator {
  const read = Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && DIGITS.test(value) ? Number(value) : value,
  );
  return applyDecorators(read, IsInt(), Min(min), Max(max));
}
