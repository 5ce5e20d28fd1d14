import { type Ambiente, type Argomenti, USCITA } from './comando.js';
import { write } from './scrittura.js';

/** One thing that was checked, in Italian. */
export interface Controllo {
  readonly nome: string;
  readonly bene: boolean;
  readonly detto: string;
}

/** Says what was checked, thing by thing; as JSON for programs. @returns the exit code: 0 when all of it is right */
export async function tell(
  titolo: string,
  controlli: readonly Controllo[],
  { opzioni }: Argomenti,
  { output }: Ambiente,
): Promise<number> {
  const lines = controlli.map(({ nome, bene, detto }) => `  ${nome.padEnd(12)} ${bene ? 'bene' : 'NO  '}  ${detto}\n`);
  const wrong = controlli.some(({ bene }) => !bene);
  const end = wrong ? 'Qualcosa non torna: conservare questi file e segnalarlo alla Regione.' : 'Tutto torna.';
  const text = `${titolo}\n${lines.join('')}${end}`;
  await write(output, `${opzioni.json === true ? JSON.stringify({ bene: !wrong, controlli }) : text}\n`);
  return wrong ? USCITA.errori : USCITA.bene;
}
