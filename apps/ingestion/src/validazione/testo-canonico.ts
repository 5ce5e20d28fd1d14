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
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    result[key] = typeof item === 'object' ? ordered(item) : item;
  }
  return result;
}
