import type { FattoCollegato } from '#libs/contracts';

/** A message holds at most 500 items and 256 KiB. A fact takes some 500 bytes, and 35 more for each year it touches: fifty, at most. */
const FATTI = 250;
const ANNI = 2_500;

/** Facts cut into messages, in their order. */
export function inMessaggi(fatti: readonly FattoCollegato[]): FattoCollegato[][] {
  const messages: FattoCollegato[][] = [];
  let years = 0;
  for (const fatto of fatti) {
    const open = messages.at(-1);
    years += fatto.anni.length;
    if (open !== undefined && open.length < FATTI && years <= ANNI) open.push(fatto);
    else {
      messages.push([fatto]);
      years = fatto.anni.length;
    }
  }
  return messages;
}
