import { type Node, type ParseError, findNodeAtLocation, parse, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { OggettoJson } from '../piano/riga-oggetto.js';
import { type Luogo, luogoDentro } from '../xml/posizione.js';
import { malformato } from './illeggibile.js';
import type { Pezzo } from './spezzatore.js';

/** An object, and its first key that is written twice. */
export interface OggettoLetto extends OggettoJson {
  /** As written. */
  readonly testo: string;
  readonly ripetuta: { readonly chiave: string; readonly luogo: Luogo } | undefined;
}

const STRETTO = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** By the name `jsonc-parser` gives to each fault. */
const SPIEGAZIONI: Readonly<Record<string, string | undefined>> = {
  InvalidSymbol:
    'c’è una parola che non è un valore: i testi vanno fra virgolette, e NaN, None o undefined non esistono',
  InvalidNumberFormat: 'c’è un numero scritto male',
  PropertyNameExpected: 'manca il nome di una chiave, fra virgolette',
  ValueExpected: 'manca un valore',
  ColonExpected: 'dopo una chiave mancano i due punti',
  CommaExpected: 'manca una virgola',
  CloseBraceExpected: 'manca una parentesi graffa chiusa',
  CloseBracketExpected: 'manca una parentesi quadra chiusa',
  InvalidCommentToken: 'i commenti non sono ammessi',
  UnexpectedEndOfString: 'un testo non è chiuso',
  InvalidUnicode: 'un carattere \\u non ha le sue quattro cifre',
  InvalidEscapeCharacter: 'dopo una barra rovesciata c’è un carattere che non può seguirla',
  InvalidCharacter: 'un testo contiene un carattere di controllo, come un a capo o una tabulazione',
};

/** @throws DocumentoIlleggibile */
export function oggettoDi({ testo, aggiunti, luogo, coppie }: Pezzo): OggettoLetto {
  const place = (offset: number): Luogo => luogoDentro(luogo, testo.slice(aggiunti), Math.max(0, offset - aggiunti));
  const valore = parsed(testo, place);
  let tree: Node | undefined;
  const root = (): Node => (tree ??= parseTree(testo)!);
  // As many pairs as keys that are left: nothing was written twice. The text is looked at again only when something was.
  const twice = coppieDi(valore) === coppie ? undefined : ripetuta(root());
  return {
    valore,
    testo: testo.slice(aggiunti),
    ...luogo,
    posto: (percorso) => (percorso.length === 0 ? luogo : place(nodeAt(root(), percorso).offset)),
    ripetuta: twice && { chiave: String(twice.value), luogo: place(twice.offset) },
  };
}

function parsed(testo: string, place: (offset: number) => Luogo): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(testo) as Readonly<Record<string, unknown>>;
  } catch {
    const errors: ParseError[] = [];
    parse(testo, errors, STRETTO);
    const [first] = errors;
    const what = first && SPIEGAZIONI[printParseErrorCode(first.error)];
    throw malformato(what ?? 'c’è un errore di scrittura', place(first?.offset ?? 0));
  }
}

function coppieDi(valore: unknown): number {
  if (typeof valore !== 'object' || valore === null) return 0;
  const children = Object.values(valore);
  let count = Array.isArray(valore) ? 0 : children.length;
  for (const child of children) count += coppieDi(child);
  return count;
}

function nodeAt(root: Node, percorso: readonly (string | number)[]): Node {
  for (let length = percorso.length; length > 0; length--) {
    const node = findNodeAtLocation(root, percorso.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}

/** @returns the key, where it is written again */
function ripetuta(node: Node): Node | undefined {
  const names = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [undefined, child];
    if (key !== undefined && names.has(key.value)) return key;
    names.add(key?.value);
    const inner = value && ripetuta(value);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
