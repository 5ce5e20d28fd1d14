/**
 * The id of a riga is made from its invio and its number, in the form of a UUIDv7: the first twelve bytes are those of the invio
 * (its millisecond and 42 bits of randomness), the last four the number. So a riga judged twice after a crash meets its own primary key
 * instead of a second row, the righe of an invio are one contiguous range of one partition, and no index on the invio is needed.
 */
const ULTIMA_RIGA = 0xffff_ffff;

/** @param numero from 1 in document order; 0 stands for the invio itself (a rilievo outside any riga) */
export function rigaId(invioId: string, numero: number): string {
  if (!Number.isInteger(numero) || numero < 0 || numero > ULTIMA_RIGA) throw new RangeError(`riga number ${numero}`);
  return invioId.slice(0, 28) + numero.toString(16).padStart(8, '0');
}

/** First and last possible id of the righe of an invio, both inclusive; number 0 included. */
export function rigaIdRange(invioId: string): readonly [from: string, to: string] {
  return [rigaId(invioId, 0), rigaId(invioId, ULTIMA_RIGA)];
}

/** The number inside an id made by `rigaId`. */
export function numeroOf(id: string): number {
  return Number.parseInt(id.slice(28), 16);
}
