import { v7 } from 'uuid';

/**
 * A time-ordered UUID (RFC 9562): rows that come together lie together, and a partition is found from the id alone. Never for
 * persons or pseudonyms: it tells when it was made.
 * @param instant when it should say it was made; now unless told
 */
export function uuidv7(instant?: Date): string {
  return instant === undefined ? v7() : v7({ msecs: instant.getTime() });
}
