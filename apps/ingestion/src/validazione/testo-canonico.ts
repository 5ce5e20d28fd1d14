/**
 * A content as JSON that is the same for equal contents: keys in order, whatever the order of the attributes in the document. Two
 * deliveries of one fact by two programs must not look like a correction.
 */
export function canonicalText(contenuto: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(ordered(contenuto));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const key of inOrder(Object.keys(record))) {
    const item = record[key];
    result[key] = typeof item === 'object' ? ordered(item) : item;
  }
  return result;
}

/** Orders already found, by the keys as they came: a document writes its attributes in few orders, and sorting is half the cost. */
const ORDERS = new Map<string, readonly string[]>();
const ORDERS_KEPT = 1000;

function inOrder(keys: readonly string[]): readonly string[] {
  const came = keys.join();
  let sorted = ORDERS.get(came);
  if (sorted === undefined) {
    sorted = keys.toSorted();
    if (ORDERS.size < ORDERS_KEPT) ORDERS.set(came, sorted);
  }
  return sorted;
}
