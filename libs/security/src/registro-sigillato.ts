import { isDeepStrictEqual } from 'node:util';
import { leafBytes } from './leaf.js';
import { leafHash, verifyConsistency, verifyInclusion } from './merkle.js';

/*
 * What the sealed register gives out, in snake_case as it is signed, answered and kept in files; and how whoever holds such files
 * checks them. The hub and the command line judge by these same functions.
 */

/** `typ` of the signature of a ricevuta, and of a head of the register. */
export const TIPO_FIRMA_RICEVUTA = 'ricevuta+jws';
export const TIPO_FIRMA_TESTA = 'testa+jws';

/** A head: all that the register held at an instant, in one hash. Hashes are 64 hex digits. */
export interface ContenutoTesta {
  /** Which register: a head of one is none of another. */
  readonly registro: string;
  /** Leaves. */
  readonly dimensione: number;
  readonly radice: string;
  readonly emessa_il: string;
  /** The head before this one; null of the first. */
  readonly precedente: { readonly dimensione: number; readonly radice: string } | null;
}

export interface TestaFirmata extends ContenutoTesta {
  /** Compact JWS over the other fields. */
  readonly firma: string;
}

/** That an entry is in the register under a head. */
export interface ProvaInclusione {
  readonly indice: number;
  /** Leaves of the tree that the path is in: those of the head. */
  readonly dimensione: number;
  /** RFC 9162 §2.1.3, from the leaf upwards. */
  readonly percorso: readonly string[];
  readonly testa: TestaFirmata;
}

/** That the register under one head begins with all that it held under an earlier one. */
export interface ProvaCoerenza {
  readonly da: TestaFirmata;
  readonly a: TestaFirmata;
  /** RFC 9162 §2.1.4. */
  readonly percorso: readonly string[];
}

/** What is sealed of a riga: nothing personal, and nothing that happens to it later. Number 0 is the document as a whole. */
export interface EsitoRiga {
  readonly numero: number;
  readonly respinta: boolean;
  /** Codes of the rules of its rilievi, each as often as it was broken. */
  readonly errori: readonly string[];
  readonly avvisi: readonly string[];
}

/** @param entry the bytes of the entry. The signature of the head is another question. */
export function isIncluded(entry: Buffer, { indice, dimensione, percorso, testa }: ProvaInclusione): boolean {
  if (dimensione !== testa.dimensione) return false;
  return verifyInclusion({
    leaf: leafHash(entry),
    index: indice,
    size: dimensione,
    proof: percorso.map(bytesOf),
    root: bytesOf(testa.radice),
  });
}

/** The signatures of the heads are another question. */
export function isCoherent({ da, a, percorso }: ProvaCoerenza): boolean {
  if (da.registro !== a.registro) return false;
  return verifyConsistency({
    oldSize: da.dimensione,
    oldRoot: bytesOf(da.radice),
    newSize: a.dimensione,
    newRoot: bytesOf(a.radice),
    proof: percorso.map(bytesOf),
  });
}

/** Whether what a signature holds is what is written beside it: as JSON, which knows nothing of where an object was made. */
export function isSigned(content: object, signed: Readonly<Record<string, unknown>>): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(content)), signed);
}

/** The leaf of the tree whose root is sealed for an invio. */
export function fogliaEsitoRiga({ numero, respinta, errori, avvisi }: EsitoRiga): Buffer {
  return leafHash(leafBytes('esito_riga.v1', { numero, respinta, errori: sorted(errori), avvisi: sorted(avvisi) }));
}

function sorted(codici: readonly string[]): string {
  return codici.toSorted((a, b) => (a < b ? -1 : 1)).join(' ');
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}
