/** Longest common beginning that counts, and how much each of its letters does (Winkler 1990). */
const PREFIX = 4;
const PREFIX_WEIGHT = 0.1;

/** Which letters of the other word are already taken, and those matched, in order: kept between calls, which make no garbage. */
let taken = new Uint8Array(64);
let matched = new Uint16Array(64);

/**
 * How alike two words are, from 0 to 1: Jaro's similarity, raised for a common beginning (W. E. Winkler, "String Comparator Metrics
 * and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage", 1990). Symmetrical; 1 only for equal words.
 */
export function jaroWinkler(one: string, other: string): number {
  const jaro = jaroOf(one, other);
  let prefix = 0;
  while (prefix < PREFIX && prefix < one.length && one.charCodeAt(prefix) === other.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroOf(one: string, other: string): number {
  if (one === other) return 1;
  if (one.length === 0 || other.length === 0) return 0;
  const share = match(one, other);
  if (share === 0) return 0;
  let transposed = 0;
  for (let place = 0, next = 0; place < other.length; place += 1) {
    if (taken[place] === 0) continue;
    if (other.charCodeAt(place) !== matched[next]) transposed += 1;
    next += 1;
  }
  return (share / one.length + share / other.length + (share - transposed / 2) / share) / 3;
}

/** Finds for each letter of the one an equal letter near its place in the other. @returns how many found one */
function match(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  if (taken.length < longest) {
    taken = new Uint8Array(longest * 2);
    matched = new Uint16Array(longest * 2);
  }
  taken.fill(0, 0, other.length);
  const reach = Math.max((longest >> 1) - 1, 0);
  let share = 0;
  for (let at = 0; at < one.length; at += 1) {
    const letter = one.charCodeAt(at);
    const last = Math.min(at + reach, other.length - 1);
    for (let place = Math.max(at - reach, 0); place <= last; place += 1) {
      if (taken[place] !== 0 || other.charCodeAt(place) !== letter) continue;
      taken[place] = 1;
      matched[share] = letter;
      share += 1;
      break;
    }
  }
  return share;
}
