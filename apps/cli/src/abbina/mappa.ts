import { readFile } from 'node:fs/promises';
import type { GenereAltro } from '#libs/abbinamento';
import { Impossibile, USCITA } from '../comando.js';
import { whyUnreadable } from '../lettura.js';
import { CAMPI, type Campo, GENERI_ALTRI } from './campi.js';

export interface ColonnaAltra {
  readonly colonna: string;
  readonly genere: GenereAltro;
}

/** Which column says what, as whoever knows the list has written it. Null: the field is not to be read, though a column has its name. */
export interface Mappa {
  readonly campi: Readonly<Partial<Record<Campo, string | null>>>;
  readonly altri: Readonly<Record<string, ColonnaAltra | null>>;
}

/** The mappings of the two lists, and what the file says of the linking as a whole. */
export interface Mappe {
  readonly a: Mappa;
  readonly b: Mappa;
  /** False: given names are known to be bad, and weights alone decide. Undefined: the lists tell. */
  readonly veti: boolean | undefined;
}

export const SENZA_MAPPA: Mappa = { campi: {}, altri: {} };

/** Reads `--mappa`. @throws Impossibile that says which part of the file is wrong */
export async function readMappe(file: string): Promise<Mappe> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw whyUnreadable(file, error);
  });
  let mappe: unknown;
  try {
    mappe = JSON.parse(text);
  } catch {
    throw wrong('il file non è JSON');
  }
  return mappeOf(mappe);
}

/** @throws Impossibile */
export function mappeOf(read: unknown): Mappe {
  const { veti, ...rest } = objectOf(read, 'il file');
  if (veti !== undefined && typeof veti !== 'boolean') throw wrong('“veti” è true o false');
  if (!('a' in rest) && !('b' in rest)) {
    const one = mappaOf(rest, '');
    return { a: one, b: one, veti };
  }
  const unknown = Object.keys(rest).find((key) => key !== 'a' && key !== 'b');
  if (unknown !== undefined) throw wrong(`“${unknown}” sta accanto ad “a” e “b”: va dentro una delle due`);
  return { a: mappaOf(rest.a ?? {}, ' di “a”'), b: mappaOf(rest.b ?? {}, ' di “b”'), veti };
}

function mappaOf(read: unknown, where: string): Mappa {
  const { altri = {}, ...fields } = objectOf(read, `la parte${where}`);
  const campi: Partial<Record<Campo, string | null>> = {};
  for (const [campo, colonna] of Object.entries(fields)) {
    if (!CAMPI.includes(campo as Campo))
      throw wrong(`il campo “${campo}”${where} non esiste; i campi sono ${CAMPI.join(', ')}, e altri`);
    if (colonna !== null && (typeof colonna !== 'string' || colonna.trim() === ''))
      throw wrong(`“${campo}”${where} vuole il nome di una colonna fra virgolette, o null`);
    campi[campo as Campo] = colonna;
  }
  const others = Object.entries(objectOf(altri, `“altri”${where}`));
  return { campi, altri: Object.fromEntries(others.map(([nome, one]) => [nome, altraOf(nome, one, where)])) };
}

function altraOf(nome: string, read: unknown, where: string): ColonnaAltra | null {
  if (read === null) return null;
  if (CAMPI.includes(nome as Campo)) throw wrong(`“${nome}”${where} è un campo della persona: va fuori da “altri”`);
  const one = typeof read === 'string' ? { colonna: read } : objectOf(read, `“altri.${nome}”${where}`);
  const { colonna, genere = 'testo' } = one as { colonna?: unknown; genere?: unknown };
  if (typeof colonna !== 'string' || colonna.trim() === '')
    throw wrong(`“altri.${nome}”${where} vuole il nome di una colonna`);
  if (!GENERI_ALTRI.includes(genere as GenereAltro))
    throw wrong(`“altri.${nome}”${where}: genere è uno di ${GENERI_ALTRI.join(', ')}`);
  return { colonna, genere: genere as GenereAltro };
}

function objectOf(read: unknown, what: string): Record<string, unknown> {
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw wrong(`${what} deve essere un oggetto`);
  return read as Record<string, unknown>;
}

function wrong(why: string): Impossibile {
  return new Impossibile(`--mappa: ${why}`, USCITA.illeggibile);
}
