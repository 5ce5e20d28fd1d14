import { ValidateBy } from 'class-validator';
import { parseLegalDay } from '#libs/codici';

/** A field that holds a day that exists, `YYYY-MM-DD`. */
export function IsLegalDay(): PropertyDecorator {
  const validate = (text: unknown): boolean => typeof text === 'string' && parseLegalDay(text) !== undefined;
  return ValidateBy({ name: 'giorno', validator: { validate } });
}
