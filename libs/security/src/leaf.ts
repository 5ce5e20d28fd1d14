/** Values an entry of the sealed register may hold: no floats (two machines may write them differently), no nesting. */
export type LeafValue = string | number | boolean | null;

/**
 * The bytes of an entry of the sealed register, the same on every machine and for ever: kind, then the fields as JSON sorted by
 * name (the flat case of RFC 8785). `undefined` is left out. Personal values belong here only as salted hashes, so that erasing a
 * person leaves the tree valid.
 * @param kind snake_case name with its version, e.g. `ricevuta.v1`
 */
export function leafBytes(kind: string, fields: Readonly<Record<string, LeafValue | undefined>>): Buffer {
  if (!/^[a-z_]+\.v\d+$/.test(kind)) throw new Error(`entry kind ${kind} has no version`);
  const names = Object.keys(fields)
    .filter((name) => fields[name] !== undefined)
    // By UTF-16 code units, not by locale: the order must not depend on the machine.
    .sort((a, b) => (a < b ? -1 : 1));
  const members = names.map((name) => `${JSON.stringify(name)}:${encode(name, fields[name]!)}`);
  return Buffer.from(`${kind}\n{${members.join(',')}}`, 'utf8');
}

function encode(name: string, value: LeafValue): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`field ${name} is not a safe integer`);
  if (typeof value === 'string' && Buffer.from(value).toString() !== value)
    throw new Error(`field ${name} is not well-formed text`);
  return JSON.stringify(value);
}
