import { type ErroreSeminato, type Forma, generateDocumento } from '#libs/sintetici';
import { type RichiestaDocumento, richiestaDi } from './documenti.js';
import type { NomeEnte } from './riferimenti.js';

/** A document of an ente in any form, and what was made wrong in it. */
export async function documentoIn(
  forma: Forma,
  ente: NomeEnte,
  richiesta: RichiestaDocumento,
): Promise<{ readonly byte: Buffer; readonly errori: readonly ErroreSeminato[] }> {
  const errori: ErroreSeminato[] = [];
  const pieces: Uint8Array[] = [];
  for await (const piece of generateDocumento(richiestaDi(ente, richiesta), forma, (errore) => errori.push(errore))) {
    pieces.push(piece);
  }
  return { byte: Buffer.concat(pieces), errori };
}
