import { IsInt, IsString } from 'class-validator';

/** One message: about 1 KiB as JSON. */
export class Fatto {
  @IsInt() numero: number;
  @IsString() testo: string;
}

export function fatti(count: number): Fatto[] {
  return Array.from({ length: count }, (_, numero) => Object.assign(new Fatto(), { numero, testo: 'x'.repeat(990) }));
}

/** What carries facts from who says them to who commits a row for each. */
export interface Carrier {
  /** Resolves when every fact is in safe hands, which is not yet when it is handled. */
  sayAll(facts: readonly Fatto[]): Promise<void>;
  /** Handlings that ended well so far. */
  handled(): Promise<number>;
  close(): Promise<void>;
}

/** The one row that a handler commits. */
export const EFFECT = { name: 'effetto', text: 'INSERT INTO inps_gateway.effetto (numero) VALUES ($1)' };

const unsteady = new Set<number>();

/** From now on the first handling of these fails. */
export function makeUnsteady(numeri: readonly number[]): void {
  unsteady.clear();
  for (const numero of numeri) unsteady.add(numero);
}

/** Called first by every handler. @throws Error at the first handling of an unsteady fact */
export function stumble({ numero }: Fatto): void {
  if (unsteady.delete(numero)) throw new Error('fails the first time');
}
