import { Posizione } from '../xml/posizione.js';

/** A stretch of a well-formed document. */
export type Brano =
  | {
      readonly genere: 'apre';
      readonly testo: string;
      /** Without prefix. */
      readonly nome: string;
      /** It closes itself. */
      readonly vuoto: boolean;
      readonly linea: number;
      readonly colonna: number;
    }
  | { readonly genere: 'chiude'; readonly testo: string }
  /** Characters between tags, CDATA too. */
  | { readonly genere: 'testo'; readonly testo: string }
  | { readonly genere: 'commento'; readonly testo: string };

const SPECIALI = [
  { inizio: '<!--', fine: '-->', genere: 'commento' },
  { inizio: '<![CDATA[', fine: ']]>', genere: 'testo' },
  // Instructions, the XML declaration among them: nothing of the tracciato is in them.
  { inizio: '<?', fine: '?>', genere: undefined },
] as const;
/** Characters by which every kind of mark is told from the others. */
const LONGEST_MARK = 9;
const NAME = /^<(?:[^\s/>:]+:)?([^\s/>:]+)/;

/**
 * Cuts a document into its tags and what is between them, as they are written, from text in any cut. Only for a document that has been read
 * already, and was found well formed: it looks for the ends of things and checks nothing.
 */
export class TagliaXml {
  readonly #posizione = new Posizione();
  #b = '';
  #i = 0;

  *write(text: string): Generator<Brano> {
    this.#posizione.scarta(this.#b, this.#i);
    this.#posizione.astrale ||= /[\ud800-\udbff]/.test(text);
    this.#b = this.#b.slice(this.#i) + text;
    this.#i = 0;
    for (;;) {
      const end = this.#endOf(this.#i);
      if (end === undefined) return;
      const brano = this.#brano(end);
      this.#i = end;
      if (brano !== undefined) yield brano;
    }
  }

  /** @returns the offset after what begins here; undefined when its end has not come */
  #endOf(start: number): number | undefined {
    const b = this.#b;
    if (start >= b.length) return undefined;
    if (b[start] !== '<') {
      const next = b.indexOf('<', start);
      return next === -1 ? undefined : next;
    }
    if (b.length - start < LONGEST_MARK && !b.includes('>', start)) return undefined;
    const special = SPECIALI.find(({ inizio }) => b.startsWith(inizio, start));
    if (special === undefined) return tagEnd(b, start);
    const end = b.indexOf(special.fine, start + special.inizio.length);
    return end === -1 ? undefined : end + special.fine.length;
  }

  #brano(end: number): Brano | undefined {
    const testo = this.#b.slice(this.#i, end);
    if (testo[0] !== '<') return { genere: 'testo', testo };
    const special = SPECIALI.find(({ inizio }) => testo.startsWith(inizio));
    if (special !== undefined) return special.genere === undefined ? undefined : { genere: special.genere, testo };
    if (testo[1] === '/') return { genere: 'chiude', testo };
    const { linea, colonna } = this.#posizione.a(this.#b, this.#i);
    return { genere: 'apre', testo, nome: NAME.exec(testo)?.[1] ?? '', vuoto: testo.endsWith('/>'), linea, colonna };
  }
}

/** The `>` that ends a tag is outside the quotes of its attributes. */
function tagEnd(b: string, start: number): number | undefined {
  let quote: string | undefined;
  for (let at = start; at < b.length; at++) {
    const char = b[at]!;
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at + 1;
  }
  return undefined;
}
