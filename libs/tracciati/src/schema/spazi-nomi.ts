import type { Tag } from '../xml/ascoltatore.js';

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Which namespace a prefix stands for, element by element. */
export class SpaziNomi {
  readonly #scopes: { readonly depth: number; readonly uris: ReadonlyMap<string, string> }[] = [];
  #uris: ReadonlyMap<string, string> = new Map();
  #defaultIsOurs = false;

  constructor(private readonly nostro: string) {}

  /** Takes the declarations of a tag at this depth. */
  apre(tag: Tag, depth: number): void {
    let uris: Map<string, string> | undefined;
    for (let k = 0; k < tag.quanti; k++) {
      const nome = tag.nomi[k]!;
      const prefix = nome.testo === 'xmlns' ? '' : nome.prefisso === 'xmlns' ? nome.locale : undefined;
      if (prefix === undefined || (prefix !== '' && !isUsable(prefix, tag.valori[k]!))) continue;
      uris ??= new Map(this.#uris);
      uris.set(prefix, tag.valori[k]!);
    }
    if (uris === undefined) return;
    this.#scopes.push({ depth, uris: this.#uris });
    this.#use(uris);
  }

  /** The element at this depth ends: what it declared ends with it. */
  chiude(depth: number): void {
    const last = this.#scopes.at(-1);
    if (last === undefined || last.depth !== depth) return;
    this.#scopes.pop();
    this.#use(last.uris);
  }

  /** @returns undefined for a prefix that nothing declares */
  uri(prefix: string): string | undefined {
    return this.#uris.get(prefix);
  }

  eNostro(prefix: string): boolean {
    return prefix === '' ? this.#defaultIsOurs : this.#uris.get(prefix) === this.nostro;
  }

  #use(uris: ReadonlyMap<string, string>): void {
    this.#uris = uris;
    this.#defaultIsOurs = uris.get('') === this.nostro;
  }
}

/** Declarations that Namespaces in XML 1.0 forbids have no effect, as in libxml2: the document stays readable. */
function isUsable(prefix: string, uri: string): boolean {
  return prefix !== 'xml' && prefix !== 'xmlns' && uri !== '' && !uri.startsWith('http://www.w3.org/2000/xmlns/');
}
