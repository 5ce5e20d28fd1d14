import { DecodificaTesto, type TestoLetto } from './decodifica-testo.js';
import { fette } from './fette.js';

/** Characters waited for before they are given on: a source that drips single bytes must not have a cell looked at once a byte. */
const GRUPPO = 16_384;

/** Text as its bytes come; what is wrong with them ends it. `ultimo` is given once, and at the end, when nothing is wrong. */
export async function* testi(
  pezzi: AsyncIterable<Uint8Array>,
): AsyncGenerator<TestoLetto & { readonly ultimo: boolean }> {
  const decodifica = new DecodificaTesto();
  let waiting = '';
  for await (const fetta of fette(pezzi)) {
    const { testo, guasto } = decodifica.write(fetta);
    waiting += testo;
    if (guasto !== undefined) {
      yield { testo: waiting, guasto, ultimo: false };
      return;
    }
    if (waiting.length < GRUPPO) continue;
    yield { testo: waiting, ultimo: false };
    waiting = '';
  }
  const { testo, guasto } = decodifica.end();
  waiting += testo;
  yield guasto === undefined ? { testo: waiting, ultimo: true } : { testo: waiting, guasto, ultimo: false };
}
