import { createHash, hash } from 'node:crypto';
import { type LeafValue, leafBytes } from './leaf.js';

/*
 * Entries of which who may know only a part can check the whole: the leaf holds one digest for each field, salted, so that a field is
 * either shown with its salt or stays a digest from which nothing can be guessed. Salts come from one of the entry: to show a field
 * says nothing of the others.
 */

const BYTE_DEL_SALE = 16;

type Campi = Readonly<Record<string, LeafValue>>;

interface CampoSvelato {
  readonly nome: string;
  readonly valore: LeafValue;
  /** 32 hex digits. */
  readonly sale: string;
}

interface CampoTaciuto {
  readonly nome: string;
  /** SHA-256 of the field, 64 hex digits. */
  readonly impronta: string;
}

/** An entry with some of its fields, and the digests of the others. */
export interface VoceSvelata {
  readonly campi: readonly CampoSvelato[];
  readonly taciuti: readonly CampoTaciuto[];
}

/** The bytes of the leaf of an entry. @param sale 16 random bytes of this entry alone */
export function sealedFields(genere: string, campi: Campi, sale: Buffer): Buffer {
  const sali = saltsOf(campi, sale);
  const digests: Record<string, string> = {};
  for (const [nome, valore] of Object.entries(campi)) digests[nome] = digestOf(nome, valore, sali.get(nome)!);
  return leafBytes(genere, digests);
}

/** @param mostrati names of the fields to show */
export function reveal(campi: Campi, sale: Buffer, mostrati: readonly string[]): VoceSvelata {
  const sali = saltsOf(campi, sale);
  const given = Object.entries(campi).map(([nome, valore]) => ({ nome, valore, sale: sali.get(nome)! }));
  return {
    campi: given.filter(({ nome }) => mostrati.includes(nome)),
    taciuti: given
      .filter(({ nome }) => !mostrati.includes(nome))
      .map(({ nome, valore, sale: salt }) => ({ nome, impronta: digestOf(nome, valore, salt) })),
  };
}

/** The bytes of the leaf again, from what was shown. @throws Error when a field is there twice, which would let one stand for another */
export function revealedBytes(genere: string, { campi, taciuti }: VoceSvelata): Buffer {
  const digests = [
    ...campi.map(({ nome, valore, sale }) => [nome, digestOf(nome, valore, sale)] as const),
    ...taciuti.map(({ nome, impronta }) => [nome, impronta] as const),
  ];
  if (new Set(digests.map(([nome]) => nome)).size !== digests.length) throw new Error('a field is there twice');
  return leafBytes(genere, Object.fromEntries(digests));
}

/** SHA-256 of what `leafBytes('campo.v1', { nome, sale, valore })` gives, written here by hand: a region hashes millions a day. */
function digestOf(nome: string, valore: LeafValue, sale: string): string {
  if (typeof valore === 'number' && !Number.isSafeInteger(valore))
    throw new Error(`field ${nome} is not a safe integer`);
  const text = `campo.v1\n{"nome":${JSON.stringify(nome)},"sale":${JSON.stringify(sale)},"valore":${JSON.stringify(valore)}}`;
  return hash('sha256', text, 'hex');
}

/** One salt for each field, in the order of their names, out of one: from any of them nothing of the others is known. */
function saltsOf(campi: Campi, sale: Buffer): ReadonlyMap<string, string> {
  const nomi = Object.keys(campi).sort((a, b) => (a < b ? -1 : 1));
  const stream = createHash('shake256', { outputLength: nomi.length * BYTE_DEL_SALE })
    .update(sale)
    .digest('hex');
  const digits = BYTE_DEL_SALE * 2;
  return new Map(nomi.map((nome, at) => [nome, stream.slice(at * digits, (at + 1) * digits)]));
}
