/** Bytes worked on at once: bounds what is held, and how long others wait. */
const FETTA = 65_536;

/** The same bytes in pieces that are never large. */
export async function* fette(pezzi: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const pezzo of pezzi) {
    for (let at = 0; at < pezzo.length; at += FETTA) yield pezzo.subarray(at, at + FETTA);
  }
}

/** The same pieces, as long as they are no more bytes than that. */
export async function* entro(
  pezzi: AsyncIterable<Uint8Array>,
  massimo: number,
  oltre: () => Error,
): AsyncGenerator<Uint8Array> {
  let byte = 0;
  for await (const pezzo of pezzi) {
    byte += pezzo.length;
    if (byte > massimo) throw oltre();
    yield pezzo;
  }
}
