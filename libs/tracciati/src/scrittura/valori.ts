import type { Tipo } from '../tracciato.js';

/** A value of the record as the document writes it: the way back from `compilaConversione`. @returns undefined for what is not written */
export function scritturaDi(tipo: Tipo, valore: unknown): string | undefined {
  if (valore === undefined || valore === null) return undefined;
  if (tipo.base === 'decimale') {
    const number = valore as number;
    return tipo.forma === 'minuti' ? twoParts(number, 60) : twoParts(number, 100);
  }
  const text = (valore as string | number).toString();
  return tipo.forma === 'mese' ? text.replace(/^([0-9]{4})-([0-9]{2})$/, '$2/$1') : text;
}

/** Cents or minutes with their unit before the point: 12345 cents are `123.45`, 170 minutes are `2.50`. */
function twoParts(value: number, base: number): string {
  const whole = Math.abs(value);
  const rest = String(whole % base).padStart(2, '0');
  return `${value < 0 ? '-' : ''}${Math.floor(whole / base)}.${rest}`;
}
