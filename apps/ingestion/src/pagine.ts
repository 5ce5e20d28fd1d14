/** A page of a list, as it is answered. */
export interface Pagina<T> {
  readonly items: T[];
  readonly next_cursor: string | null;
}

/** All pages, one after the other: each a short transaction, so that a slow reader holds none. */
export async function* allPages<T>(read: (cursor: string | undefined) => Promise<Pagina<T>>): AsyncGenerator<T[]> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
