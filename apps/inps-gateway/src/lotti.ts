/** Most items of one message, and most of what they weigh in bytes. */
const ELEMENTI = 500;
const BYTE = 200 * 1024;

/** In order, in as many parts as messages are needed. @param pesoOf bytes of an item; only where items may be large */
export function inLotti<T>(elementi: readonly T[], pesoOf: (elemento: T) => number = () => 0): T[][] {
  const lotti: T[][] = [];
  let peso = 0;
  for (const elemento of elementi) {
    const last = lotti.at(-1);
    const suo = pesoOf(elemento);
    peso += suo;
    if (last !== undefined && last.length < ELEMENTI && peso <= BYTE) {
      last.push(elemento);
    } else {
      lotti.push([elemento]);
      peso = suo;
    }
  }
  return lotti;
}
