import type { GenereAltro } from '#libs/abbinamento';
import { Impossibile, USCITA } from '../comando.js';
import { CAMPI, type Campo, altriOf, countNote, hasNomiInsieme, intestazioneOf, radiceOf } from './campi.js';
import type { Mappa } from './mappa.js';

/** Which of the two files, as messages call it. */
export type NomeLista = 'A' | 'B';

interface PostoAltro {
  readonly nome: string;
  readonly genere: GenereAltro;
  readonly posto: number;
}

/** Where the columns of a list stand, from 0. */
export interface Colonne {
  readonly posti: ReadonlyMap<Campo, number>;
  readonly altri: readonly PostoAltro[];
  /** Column that says who the person truly is. */
  readonly verita: number | undefined;
}

/** What is asked of a list beyond its mapping. */
export interface RichiestaColonne {
  readonly mappa: Mappa;
  /** Fields that are left out, by their names here. */
  readonly senza: ReadonlySet<string>;
  /** Heading of the column with the truth. */
  readonly verita: string | undefined;
}

/** How many of a row's names whoever reads this list is looking for. */
export function countCercate(nomi: readonly string[], { mappa, verita }: RichiestaColonne): number {
  const wanted = new Set([...colonneDette(mappa), verita].flatMap((one) => (one === undefined ? [] : [radiceOf(one)])));
  return nomi.filter((nome) => wanted.has(radiceOf(nome))).length + countNote(nomi);
}

/**
 * @param isVuota whether a column, from 0, has no value as far as is known: records are not told apart by it, unless the mapping says so
 * @throws Impossibile when a column that is named is not there, or too little of a person is
 */
export function colonneOf(
  lista: NomeLista,
  nomi: readonly string[],
  richiesta: RichiestaColonne,
  isVuota: (posto: number) => boolean,
): Colonne {
  const { mappa, senza, verita } = richiesta;
  const pieni = nomi.filter((_, posto) => !isVuota(posto));
  const placeOf = (colonna: string): number => placeIn(nomi, colonna, lista);
  const posti = new Map<Campo, number>();
  for (const campo of CAMPI.filter((one) => !senza.has(one))) {
    const said = mappa.campi[campo];
    const colonna = said === undefined ? freeHeading(campo, campo === 'id' ? pieni : nomi, mappa) : said;
    if (colonna !== null && colonna !== undefined) posti.set(campo, placeOf(colonna));
  }
  const taken = new Set(posti.values());
  const declared = Object.entries(mappa.altri).flatMap(([nome, one]) => (one === null ? [] : [{ nome, ...one }]));
  const usual = altriOf(nomi).filter(({ nome }) => !(nome in mappa.altri));
  const altri = [...declared, ...usual]
    .filter(({ nome }) => !senza.has(nome))
    .map(({ nome, genere, colonna }) => ({ nome, genere, posto: placeOf(colonna) }))
    .filter(({ posto }) => !taken.has(posto));
  const colonne = { posti, altri, verita: verita === undefined ? undefined : placeOrNone(nomi, verita) };
  assertEnough(lista, nomi, colonne);
  return colonne;
}

/** A usual heading, unless the mapping has given its column to another field. */
function freeHeading(campo: Campo, nomi: readonly string[], mappa: Mappa): string | undefined {
  const given = new Set(colonneDette(mappa).map(radiceOf));
  return intestazioneOf(
    campo,
    nomi.filter((nome) => !given.has(radiceOf(nome))),
  );
}

function colonneDette({ campi, altri }: Mappa): string[] {
  return [...Object.values(campi), ...Object.values(altri).map((one) => one && one.colonna)].filter(
    (one) => one !== null && one !== undefined,
  );
}

function placeOrNone(nomi: readonly string[], colonna: string): number | undefined {
  const at = nomi.findIndex((nome) => radiceOf(nome) === radiceOf(colonna));
  return at < 0 ? undefined : at;
}

function placeIn(nomi: readonly string[], colonna: string, lista: NomeLista): number {
  const at = placeOrNone(nomi, colonna);
  if (at === undefined)
    throw new Impossibile(
      `la mappa nomina la colonna “${colonna}”, che in ${lista} non c’è; ci sono: ${shown(nomi)}`,
      USCITA.illeggibile,
    );
  if (nomi.findIndex((nome, other) => other > at && radiceOf(nome) === radiceOf(colonna)) > 0)
    throw new Impossibile(`in ${lista} la colonna “${colonna}” compare due volte: darle due nomi`, USCITA.illeggibile);
  return at;
}

/** A name, and something that tells people of one name apart. */
function assertEnough(lista: NomeLista, nomi: readonly string[], { posti, altri }: Colonne): void {
  const named = posti.has('cognome') || posti.has('nome');
  const told = (['codice', 'data_nascita', 'anno_nascita'] as const).some((campo) => posti.has(campo));
  if (named && (told || altri.length > 0)) return;
  const both = hasNomiInsieme(nomi);
  const why =
    !named && both !== undefined
      ? `la colonna “${both}” ha cognome e nome insieme: dividerli in due colonne`
      : named
        ? 'oltre al nome serve una colonna di data di nascita, anno di nascita o codice'
        : 'manca una colonna di cognome o di nome';
  throw new Impossibile(
    `${lista}: ${why}. Colonne del file: ${shown(nomi)}. Se hanno altri nomi, dirlo con --mappa.`,
    USCITA.illeggibile,
  );
}

/** Names of columns for a message. */
function shown(nomi: readonly string[]): string {
  const named = nomi.filter((nome) => nome !== '').map((nome) => `“${nome.slice(0, 40)}”`);
  return named.length > 30 ? `${named.slice(0, 30).join(', ')}, …` : named.join(', ');
}
