/**
 * A content as JSON that is the same for equal contents: keys in order, whatever the order of the attributes in the document. Two
 * deliveries of one fact by two programs must not look like a correction.
 */
export function canonicalText(contenuto: Readonly<Record<string, unknown>>): string {
  return textOf(contenuto);
}

/** As `JSON.stringify` of the same value with its keys in order, without making that value first: half of the time. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => (item === undefined ? 'null' : textOf(item))).join()}]`;
  const record = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const { key, label } of inOrder(Object.keys(record))) {
    const item = record[key];
    if (item === undefined) continue;
    text += text === '' ? label : `,${label}`;
    text += textOf(item);
  }
  return `{${text}}`;
}

interface Chiave {
  readonly key: string;
  /** The key as it stands before its value. */
  readonly label: string;
}

/** Orders already found, by the keys as they came: a document writes its attributes in few orders. */
const ORDERS = new Map<string, readonly Chiave[]>();
const ORDERS_KEPT = 1000;

function inOrder(keys: readonly string[]): readonly Chiave[] {
  // A separator that no name holds: two lists of keys must never look alike.
  const came = keys.join('\0');
  let sorted = ORDERS.get(came);
  if (sorted === undefined) {
    sorted = keys.toSorted().map((key) => ({ key, label: `${JSON.stringify(key)}:` }));
    if (ORDERS.size < ORDERS_KEPT) ORDERS.set(came, sorted);
  }
  return sorted;
}
