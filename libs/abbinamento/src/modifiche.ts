/**
 * Slips of the pen between two texts, as far as two: letters changed, left out, put in, or two neighbours exchanged (optimal string
 * alignment). @returns 0, 1, 2, or 3 for more
 */
export function modificheOf(one: string, other: string): number {
  if (one === other) return 0;
  const gap = Math.abs(one.length - other.length);
  if (gap > 2) return 3;
  let start = 0;
  while (start < one.length && one.charCodeAt(start) === other.charCodeAt(start)) start += 1;
  let ends = [one.length, other.length] as [number, number];
  while (ends[0] > start && ends[1] > start && one.charCodeAt(ends[0] - 1) === other.charCodeAt(ends[1] - 1)) {
    ends = [ends[0] - 1, ends[1] - 1];
  }
  return Math.min(alignment(one.slice(start, ends[0]), other.slice(start, ends[1])), 3);
}

function alignment(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let least = above[column - 1]! + (same ? 0 : 1);
      if (above[column]! < least) least = above[column]! + 1;
      if (line[column - 1]! < least) least = line[column - 1]! + 1;
      const exchanged =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (exchanged && before[column - 2]! < least) least = before[column - 2]! + 1;
      line.push(least);
    }
    before = above;
    above = line;
  }
  return above[other.length]!;
}
