import { setImmediate } from 'node:timers/promises';
import { AnswerFile } from '#libs/http';
import { type Colonne, type Foglio, type ValoriDi, writeCsv } from '#libs/tracciati';
import type { ListaRichiesta } from './liste.js';

/** Written without a pause: some milliseconds. The comuni of all times are 19,000 and more. */
const ROWS_AT_A_TIME = 1000;

/** A list as a file: its name, the columns in order, and the rows, whose other fields are left out. */
interface ListaPubblica {
  /** Joined by hyphens: what it is, and of which day. */
  readonly nome: readonly string[];
  readonly colonne: readonly string[];
  /** Flat; what a row does not hold is null. */
  readonly righe: readonly object[];
}

/** Written in parts, so that somebody's long list does not keep everybody's short request waiting. */
export async function fileCsv(
  { nome, colonne, righe }: ListaPubblica,
  { separatore = ',', bom }: ListaRichiesta,
): Promise<AnswerFile> {
  const foglio = foglioOf(colonne);
  const parts = [writeCsv(foglio, [], { separatore, bom: bom === 'true' })];
  for (let from = 0; from < righe.length; from += ROWS_AT_A_TIME) {
    if (from > 0) await setImmediate();
    // The writer takes null for an empty cell; its types speak of what was read from a sheet, where there is none.
    const rows = righe.slice(from, from + ROWS_AT_A_TIME) as ValoriDi<Colonne>[];
    parts.push(writeCsv(foglio, rows, { separatore, bom: false, intestazione: false }));
  }
  return new AnswerFile(`${nome.join('-')}.csv`, parts.join(''));
}

function foglioOf(colonne: readonly string[]): Foglio {
  const testo = (nome: string) => [nome, { descrizione: nome, tipo: { base: 'testo' } }] as const;
  return { titolo: 'lista pubblica', colonne: Object.fromEntries(colonne.map(testo)) };
}
