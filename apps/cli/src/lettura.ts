import { createReadStream } from 'node:fs';
import { type Ambiente, Impossibile, USCITA } from './comando.js';

/** The bytes of a file, or of the input for `-`, chunk by chunk. @throws Impossibile when it cannot be read */
export async function* readChunks(file: string, { input }: Ambiente): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file === '-' ? input : createReadStream(file)) {
      yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Impossibile(`non posso leggere ${file}: ${code}`, USCITA.illeggibile);
  }
}
