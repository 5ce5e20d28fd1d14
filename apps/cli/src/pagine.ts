import type { Hub } from './hub.js';
import { type Risposta, partOf } from './richiesta.js';

/** The items of a list of the hub, page after page to the end: a delivery with errors everywhere has as many as it has records. */
export async function* pagesOf(
  hub: Hub,
  path: string,
  query: Readonly<Record<string, string>> = {},
): AsyncGenerator<Risposta> {
  let cursor: string | undefined;
  do {
    const asked = new URLSearchParams({ ...query, limit: '100', ...(cursor === undefined ? {} : { cursor }) });
    const { items, next_cursor: next } = await hub.get(`${path}?${asked.toString()}`);
    for (const item of Array.isArray(items) ? items : []) yield partOf(item);
    cursor = typeof next === 'string' ? next : undefined;
  } while (cursor !== undefined);
}
