/** A value as a file of items has it: `S` and `N`, lists with bars. */
export function cellaOf(valore: unknown): string | null {
  if (valore === null || valore === undefined) return null;
  if (typeof valore === 'boolean') return valore ? 'S' : 'N';
  if (Array.isArray(valore)) return valore.join('|');
  return typeof valore === 'string' ? valore : JSON.stringify(valore);
}
