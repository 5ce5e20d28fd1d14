import { dayBefore } from '#libs/codici';
import type { Caller } from '#libs/security';

/** The first day there is: who may reach into the past reaches all of it. */
const ALWAYS = '0001-01-01';

/**
 * Last day on which a caller may end what is approved, at the earliest. An ente ends its own from yesterday on, by whatever means: what
 * was read with it stays read. Only the region reaches further back.
 * @param oggi legal day
 */
export function primaChiusuraOf(caller: Pick<Caller, 'ruoli'>, oggi: string): string {
  return caller.ruoli.includes('regione') ? ALWAYS : dayBefore(oggi);
}
