/** Most items of one message. */
const ELEMENTI_PER_MESSAGGIO = 500;

/** In order, in as many parts as messages are needed. */
export function inLotti<T>(elementi: readonly T[]): T[][] {
  const parts = Math.ceil(elementi.length / ELEMENTI_PER_MESSAGGIO);
  return Array.from({ length: parts }, (_, at) =>
    elementi.slice(at * ELEMENTI_PER_MESSAGGIO, (at + 1) * ELEMENTI_PER_MESSAGGIO),
  );
}
