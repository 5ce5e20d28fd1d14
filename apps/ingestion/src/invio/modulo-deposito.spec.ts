import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { openModulo } from './modulo-deposito.js';

const LINEA = 'xyz';
const HEADERS = { 'content-type': `multipart/form-data; boundary=${LINEA}` };

const campo = (nome: string, valore: string): string =>
  `--${LINEA}\r\nContent-Disposition: form-data; name="${nome}"\r\n\r\n${valore}\r\n`;
const documento = (testo: string, nome = 'documento'): string =>
  `--${LINEA}\r\nContent-Disposition: form-data; name="${nome}"; filename="../../etc/passwd"\r\n\r\n${testo}\r\n`;
const FINE = `--${LINEA}--\r\n`;

/** The form in pieces of a few bytes, so that every boundary is cut somewhere. */
function* inPieces(text: string, size: number): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(text: string, size = 7) {
  const { documento: bytes, ...campi } = await openModulo(HEADERS, Readable.from(inPieces(text, size)));
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return { campi, documento: Buffer.concat(pieces).toString() };
}

const problem = (code: string, detail?: RegExp) =>
  expect.objectContaining({ code, ...(detail === undefined ? {} : { detail: expect.stringMatching(detail) }) });

describe('a deposit in a form', () => {
  const campi = campo('tracciato', 'SINBA') + campo('ente', 'E388') + campo('chiave_idempotenza', 'k-1');

  it.each([1, 7, 64_000])('is read, fields and then document, in pieces of %d bytes', async (size) => {
    expect(await readAll(campi + documento('<a>è</a>\r\n--xy') + FINE, size)).toEqual({
      campi: { tracciato: 'SINBA', ente: 'E388', chiave_idempotenza: 'k-1' },
      documento: '<a>è</a>\r\n--xy',
    });
  });

  it('may say nothing of itself: then the request does', async () => {
    expect(await readAll(documento('x') + FINE)).toEqual({ campi: {}, documento: 'x' });
  });

  it.each([
    [
      'a field after the document',
      campo('tracciato', 'SINBA') + documento('x') + campo('ente', 'E388') + FINE,
      /prima del documento/,
    ],
    ['a second document', documento('x') + documento('y') + FINE, /più di un documento/],
    ['a field it does not know', campo('password', 'x') + documento('x') + FINE, /non altri/],
    ['a field twice', campo('ente', 'E388') + campo('ente', 'G479') + documento('x') + FINE, /ripetuto/],
    ['a field too long', campo('ente', 'E'.repeat(2000)) + documento('x') + FINE, /troppo lungo/],
    ['fields without end', campo('ente', 'E388').repeat(50) + documento('x') + FINE, /ripetuto|troppi/],
  ])('with %s is refused, whatever was read before', async (_, text, detail) => {
    await expect(readAll(text)).rejects.toEqual(problem('parametro_non_valido', detail));
  });

  it('without a document is empty', async () => {
    await expect(readAll(campi + FINE)).rejects.toEqual(problem('corpo_vuoto'));
  });

  it.each([
    ['in its fields', campi],
    ['in its document', documento('x'.repeat(100)).slice(0, -4)],
  ])('that breaks off %s is told to be sent again', async (_, text) => {
    await expect(readAll(text)).rejects.toEqual(problem('invio_interrotto'));
  });

  it('whose connection breaks is told so, not waited for', async () => {
    const body = new PassThrough();
    body.write(documento('x'.repeat(100)).slice(0, -4));
    const { documento: bytes } = await openModulo(HEADERS, body);
    const reading = (async () => {
      for await (const piece of bytes) void piece;
    })();
    body.destroy(Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
    await expect(reading).rejects.toEqual(problem('invio_interrotto'));
  });

  it('without a boundary is refused', async () => {
    await expect(openModulo({ 'content-type': 'multipart/form-data' }, Readable.from(['x']))).rejects.toEqual(
      problem('parametro_non_valido', /boundary/),
    );
  });
});
