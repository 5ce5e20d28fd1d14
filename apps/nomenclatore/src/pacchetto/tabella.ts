import { InvalidCsv, parseCsv } from '#libs/codici';
import { type Cella, CellaErrata, puoMancare } from './celle.js';
import type { Problema } from './problema.js';

export type Colonne = Readonly<Record<string, Cella<unknown>>>;

/** Where a row was read, so that a fault found later still names its place. */
export interface Posto {
  /** A file, or what the row is when it was read from none. */
  readonly file: string;
  readonly riga: number | null;
}

export type RigaDi<C extends Colonne> = { readonly [K in keyof C]: ReturnType<C[K]> } & { readonly posto: Posto };

/** Reads one file of a pack. Rows with a fault are left out; each fault is added to `problemi`. */
export function readTabella<C extends Colonne>(
  file: string,
  text: string,
  colonne: C,
  problemi: Problema[],
): RigaDi<C>[] {
  const righe: RigaDi<C>[] = [];
  for (const [index, cells] of rowsOf(file, text, neededColumns(colonne, text), problemi).entries()) {
    const posto = { file, riga: index + 2 };
    const before = problemi.length;
    const values = Object.entries(colonne).map(([campo, cella]) => [
      campo,
      readCella(posto, campo, cella, cells[campo] ?? '', problemi),
    ]);
    if (problemi.length > before) continue;
    const riga = { ...Object.fromEntries(values), posto } as RigaDi<C>;
    if (isBackwards(riga))
      problemi.push({ ...posto, campo: 'al', messaggio: 'la validità finisce prima di cominciare' });
    else righe.push(riga);
  }
  return righe;
}

/** All but those that a file made before them may leave out. */
function neededColumns(colonne: Colonne, text: string): string[] {
  const header = text.slice(0, text.search(/\r?\n|$/)).split(',');
  return Object.keys(colonne).filter((campo) => !puoMancare(colonne[campo]!) || header.includes(campo));
}

function rowsOf(
  file: string,
  text: string,
  columns: readonly string[],
  problemi: Problema[],
): Record<string, string>[] {
  try {
    return parseCsv(text, columns);
  } catch (error) {
    if (!(error instanceof InvalidCsv)) throw error;
    problemi.push({ file, riga: error.line, campo: '(riga)', messaggio: error.message });
    return [];
  }
}

function readCella(posto: Posto, campo: string, cella: Cella<unknown>, text: string, problemi: Problema[]): unknown {
  try {
    return cella(text);
  } catch (error) {
    if (!(error instanceof CellaErrata)) throw error;
    problemi.push({ ...posto, campo, messaggio: error.message });
    return undefined;
  }
}

export function isBackwards(riga: object): boolean {
  const { dal, al } = riga as { dal?: unknown; al?: unknown };
  return typeof dal === 'string' && typeof al === 'string' && al < dal;
}
