import { type Ambiente, type Argomenti, USCITA } from './comando.js';
import type { Risposta } from './richiesta.js';
import { write } from './scrittura.js';

/** What a person reads of an answer: label and value; values the hub did not give are left out. */
export type Voci = readonly (readonly [string, unknown])[];

/** Columns of the labels, unless one is longer. */
const LARGHEZZA = 12;

/** Shows an answer of the hub: as it is with `--json`, otherwise a title and the values worth reading. */
export async function show(
  argomenti: Argomenti,
  { output }: Ambiente,
  risposta: Risposta,
  titolo: string,
  voci: Voci,
): Promise<number> {
  const shown = voci.filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  const width = Math.max(LARGHEZZA, ...shown.map(([label]) => label.length));
  const text =
    argomenti.opzioni.json === true
      ? JSON.stringify(risposta, undefined, 2)
      : [titolo, ...shown.map(([label, value]) => `  ${label.padEnd(width)} ${value as string | number}`)].join('\n');
  await write(output, `${text}\n`);
  return USCITA.bene;
}
