/** The runs of three letters of a text whose words are separated by one space; two blanks before a word and one after it, as pg_trgm has them. */
export function trigramsOf(normalised: string): ReadonlySet<string> {
  const trigrams = new Set<string>();
  for (const word of normalised.split(' ')) {
    if (word === '') continue;
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) trigrams.add(padded.slice(at, at + 3));
  }
  return trigrams;
}

/** How many of both sets are in both: 0 to 1, 0 for an empty one. */
export function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  return (2 * common(one, other)) / (one.size + other.size);
}

export function common(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let count = 0;
  for (const each of small) if (large.has(each)) count += 1;
  return count;
}
