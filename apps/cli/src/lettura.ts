import { createReadStream } from 'node:fs';
import { type Ambiente, Impossibile, USCITA } from './comando.js';

const MOTIVI: Readonly<Record<string, string>> = {
  ENOENT: 'il file non esiste',
  EISDIR: 'è una cartella',
  EACCES: 'manca il permesso',
};

/** The bytes of a file, or of the input for `-`, chunk by chunk. @throws Impossibile when it cannot be read */
export async function* readChunks(file: string, { input }: Ambiente): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file === '-' ? input : createReadStream(file)) {
      yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    }
  } catch (error) {
    throw whyUnreadable(file, error);
  }
}

/** The failure of a file in words; any other failure as it is. */
export function whyUnreadable(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return new Impossibile(`non posso leggere ${file}: ${MOTIVI[code] ?? code}`, USCITA.illeggibile);
}

/** The same, once the first chunk is there: a file that cannot be read bothers nobody else. @throws Impossibile when it cannot be read */
export async function openChunks(file: string, ambiente: Ambiente): Promise<AsyncIterable<Uint8Array>> {
  const chunks = readChunks(file, ambiente);
  const first = await chunks.next();
  return (async function* () {
    if (first.done !== true) yield first.value;
    yield* chunks;
  })();
}
