import { isUUID } from 'class-validator';

/** Nobody's. */
const NESSUNO = '00000000-0000-0000-0000-000000000000';

/** What is not even an id is looked for all the same, under one that nobody has: as much work, the same answer. */
export function identificativoOf(given: string): string {
  return isUUID(given) ? given.toLowerCase() : NESSUNO;
}
