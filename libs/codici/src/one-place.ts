import type { Territorio } from './territorio.js';

/**
 * Whether two Belfiore codes mean one place: a merged comune keeps the name and province of one that had another code, and who was born
 * there has the one or the other, by who wrote it and when. A code that nobody knows is one place only with itself.
 */
export function areOnePlace(uno: string, altro: string, territorio: Territorio): boolean {
  if (uno === altro) return true;
  const names = new Set(territorio.storiaBelfiore(uno).map(nameOf));
  return territorio.storiaBelfiore(altro).some((comune) => names.has(nameOf(comune)));
}

function nameOf({ denominazione, provinciaIstat }: { denominazione: string; provinciaIstat: string }): string {
  return `${denominazione}/${provinciaIstat}`;
}
