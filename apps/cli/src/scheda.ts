import { type Ambiente, type Argomenti, USCITA } from './comando.js';
import type { Risposta } from './richiesta.js';
import { write } from './scrittura.js';

/** What a person reads of an answer: label and value; values the hub did not give are left out. */
export type Voci = readonly (readonly [string, unknown])[];

/** Shows an answer of the hub: as it is with `--json`, otherwise a title and the values worth reading. */
export async function show(
  argomenti: Argomenti,
  { output }: Ambiente,
  risposta: Risposta,
  titolo: string,
  voci: Voci,
): Promise<number> {
  const text =
    argomenti.opzioni.json === true
      ? JSON.stringify(risposta, undefined, 2)
      : [titolo, ...voci.flatMap(([label, value]) => lineOf(label, value))].join('\n');
  await write(output, `${text}\n`);
  return USCITA.bene;
}

function lineOf(label: string, value: unknown): string[] {
  return typeof value === 'string' || typeof value === 'number' ? [`  ${label.padEnd(12)} ${value}`] : [];
}
