import type { VoceCopia } from '#libs/contracts';

/** A message is at most 256 KiB (design §4); the rest is for what surrounds the voci. */
const MAX_BLOCK_BYTES = 240 * 1024;

/**
 * Voci in blocks of at most `MAX_BLOCK_BYTES` as JSON, in their order.
 * @throws RangeError for one voce that is too large alone: whoever makes voci must cut them smaller
 */
export function inBlocchi(voci: readonly VoceCopia[], limit = MAX_BLOCK_BYTES): VoceCopia[][] {
  const blocks: VoceCopia[][] = [];
  let room = 0;
  for (const voce of voci) {
    const bytes = Buffer.byteLength(JSON.stringify(voce)) + 1;
    if (bytes > limit) throw new RangeError(`voce ${voce.genere} ${voce.id} of ${bytes} bytes does not fit a message`);
    if (bytes > room) {
      blocks.push([]);
      room = limit;
    }
    blocks.at(-1)!.push(voce);
    room -= bytes;
  }
  return blocks;
}
