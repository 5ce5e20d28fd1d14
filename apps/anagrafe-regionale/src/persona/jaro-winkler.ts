/** Longest common beginning that counts, and how much each of its letters does (Winkler 1990). */
const PREFIX = 4;
const PREFIX_WEIGHT = 0.1;

/**
 * How alike two words are, from 0 to 1: Jaro's similarity, raised for a common beginning (W. E. Winkler, "String Comparator Metrics
 * and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage", 1990). Symmetrical; 1 only for equal words.
 */
export function jaroWinkler(one: string, other: string): number {
  const jaro = jaroOf(one, other);
  let prefix = 0;
  while (prefix < PREFIX && prefix < one.length && one[prefix] === other[prefix]) prefix += 1;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroOf(one: string, other: string): number {
  if (one === other) return 1;
  const reach = Math.max(Math.floor(Math.max(one.length, other.length) / 2) - 1, 0);
  const taken = Array.from(other, () => false);
  const matched: string[] = [];
  for (let at = 0; at < one.length; at += 1) {
    const last = Math.min(at + reach, other.length - 1);
    for (let place = Math.max(at - reach, 0); place <= last; place += 1) {
      if (taken[place]! || one[at] !== other[place]) continue;
      taken[place] = true;
      matched.push(one[at]!);
      break;
    }
  }
  if (matched.length === 0) return 0;
  const inOrder = Array.from(other).filter((_, place) => taken[place]);
  const transpositions = matched.filter((letter, at) => letter !== inOrder[at]).length / 2;
  const share = matched.length;
  return (share / one.length + share / other.length + (share - transpositions) / share) / 3;
}
