import { writeFile } from 'node:fs/promises';
import { type Ambiente, type Argomenti, Impossibile, optional } from './comando.js';
import type { Risposta } from './richiesta.js';
import { write } from './scrittura.js';

/** Writes an answer of the hub as it is, into the file of `--uscita` or else to the output. @throws Impossibile */
export async function keep(argomenti: Argomenti, { output }: Ambiente, risposta: Risposta): Promise<void> {
  const text = `${JSON.stringify(risposta, undefined, 2)}\n`;
  const file = optional(argomenti, 'uscita');
  if (file === undefined) return write(output, text);
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new Impossibile(`non posso scrivere ${file}: ${(error as NodeJS.ErrnoException).code ?? 'errore'}`);
  }
}
