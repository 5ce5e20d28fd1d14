import { ingestionProblem } from '../ingestion.errors.js';

/** Characters decoded at once; a multiple of four. */
const SLICE = 65_536;
const BLANKS = /[ \t\r\n]+/g;
const DIGITS = /^[A-Za-z0-9+/]*$/;

/**
 * The bytes that a base64 text stands for, piece by piece. Strict: `Buffer.from` passes over what is not base64, and a ricevuta
 * would be given for bytes nobody sent.
 * @throws Problem soap_campi_non_validi
 */
// oxlint-disable-next-line typescript/require-await -- the custody takes bytes as they come
export async function* decodeBase64(text: string): AsyncGenerator<Uint8Array> {
  let carry = '';
  let ended = false;
  for (let at = 0; at < text.length; at += SLICE) {
    const piece = carry + text.slice(at, at + SLICE).replace(BLANKS, '');
    const whole = piece.length - (piece.length % 4);
    carry = piece.slice(whole);
    if (whole === 0) continue;
    if (ended) throw broken();
    const quads = piece.slice(0, whole);
    const digits = quads.replace(/={1,2}$/, '');
    if (!DIGITS.test(digits)) throw broken();
    ended = digits.length < quads.length;
    yield Buffer.from(quads, 'base64');
  }
  if (carry !== '') throw broken();
}

function broken(): Error {
  return ingestionProblem('soap_campi_non_validi', 'contenuto: non è base64, o è troncato.');
}
