import { isName } from './caratteri.js';
import { malFormato } from './illeggibile.js';

/** A name met in the document, looked up once for each occurrence and never built again. */
export interface Nome {
  readonly testo: string;
  /** Empty when the name has no colon. */
  readonly prefisso: string;
  readonly locale: string;
  /** Index of the local name among those of the tracciato; -1 for any other. */
  readonly id: number;
  /** Serial of the last tag that had an attribute of this name: finds duplicates without a set. */
  tag: number;
  /** As an element: its attributes when it was last met, and the element that came after. Files repeat themselves: both are tried first. */
  readonly attesi: Nome[];
  dopo: Nome | undefined;
}

/** Names a document may make us remember beyond those of the tracciato. */
const FOREIGN_NAMES = 1000;

export class Nomi {
  readonly #known = new Map<string, Nome>();
  readonly #ids = new Map<string, number>();

  constructor(names: Iterable<string>) {
    for (const name of names) if (!this.#ids.has(name)) this.#ids.set(name, this.#ids.size);
    for (const name of this.#ids.keys()) this.#known.set(name, this.#build(name));
  }

  id(locale: string): number {
    return this.#ids.get(locale) ?? -1;
  }

  get quanti(): number {
    return this.#ids.size;
  }

  /** @throws Illeggibile when the text is no XML name */
  of(testo: string, offset: number): Nome {
    const known = this.#known.get(testo);
    if (known !== undefined) return known;
    if (!isName(testo)) throw malFormato('un nome di elemento o di attributo non è valido', offset);
    const name = this.#build(testo);
    if (this.#known.size < this.#ids.size + FOREIGN_NAMES) this.#known.set(testo, name);
    return name;
  }

  #build(testo: string): Nome {
    const colon = testo.indexOf(':');
    const prefisso = colon === -1 ? '' : testo.slice(0, colon);
    const locale = colon === -1 ? testo : testo.slice(colon + 1);
    return { testo, prefisso, locale, id: this.id(locale), tag: 0, attesi: [], dopo: undefined };
  }
}
