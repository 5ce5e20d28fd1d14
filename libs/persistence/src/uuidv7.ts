import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Drawn from the system a page at a time: each draw costs more than the id that it is for. None is used twice. */
const STOCK = Buffer.alloc(4096);
const RANDOM_BYTES = 16;
let used = STOCK.length;

/**
 * A time-ordered UUID (RFC 9562): rows that come together lie together, and a partition is found from the id alone. Never for
 * persons or pseudonyms: it tells when it was made.
 * @param instant when it should say it was made; now unless told, and then each is greater than the one before
 */
export function uuidv7(instant?: Date): string {
  return instant === undefined ? v7() : v7({ msecs: instant.getTime(), random: nextRandom() });
}

function nextRandom(): Buffer {
  if (used === STOCK.length) {
    randomFillSync(STOCK);
    used = 0;
  }
  return STOCK.subarray(used, (used += RANDOM_BYTES));
}
