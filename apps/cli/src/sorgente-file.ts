import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Sorgente, sorgenteOf } from '#libs/tracciati';
import { type Ambiente, Impossibile, USCITA } from './comando.js';
import { readChunks, whyUnreadable } from './lettura.js';

/** Most that is taken from the input: it can be read once only, and archives are read from their end. */
const BYTE_DALL_INGRESSO = 256 * 1024 ** 2;

/** A file to be read from any place, or the whole input for `-`. @throws Impossibile when it cannot be read, now or later */
export async function openSorgente(file: string, ambiente: Ambiente): Promise<Sorgente> {
  if (file === '-') return sorgenteOf(await wholeInput(ambiente));
  const byte = await stat(file).then(
    (found) => (found.isDirectory() ? Promise.reject(Object.assign(new Error(), { code: 'EISDIR' })) : found.size),
  ).catch((error: unknown) => {
    throw whyUnreadable(file, error);
  }); // prettier-ignore
  return {
    byte,
    async *read(dal, al) {
      if (al <= dal) return;
      try {
        yield* createReadStream(file, { start: dal, end: al - 1 }) as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw whyUnreadable(file, error);
      }
    },
  };
}

async function wholeInput(ambiente: Ambiente): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of readChunks('-', ambiente)) {
    length += piece.length;
    if (length > BYTE_DALL_INGRESSO)
      throw new Impossibile('ingresso troppo lungo: salvarlo in un file e indicarlo', USCITA.illeggibile);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
