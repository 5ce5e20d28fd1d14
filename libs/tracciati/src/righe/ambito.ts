import type { Rilievo } from '../rilievo.js';
import type { Elemento } from '../tracciato.js';
import { type Luogo, luogoDentro } from '../xml/posizione.js';

/** A start tag kept until its riga is judged, so that a rule can point at the attribute it speaks of. */
export interface ElementoLetto extends Luogo {
  readonly elemento: Elemento;
  /** The tag is `sorgente.slice(inizio, fine)`: cut only when a rule has something to say. */
  readonly sorgente: string;
  readonly inizio: number;
  readonly fine: number;
  /** Of an element that holds a text. */
  testo: string | undefined;
}

const NO_KEYS: readonly string[] = [];
const NO_KEY: ReadonlySet<string> = new Set();
const NO_RILIEVI: readonly Rilievo[] = [];

/**
 * One level of the document: its heading, a beneficiario, a riga. What is found in it stays with it. Two are made for each riga, so
 * nothing is allocated before there is something to keep.
 */
export class Ambito {
  readonly letti: ElementoLetto[] = [];
  schemaValida = true;
  /** Rilievi found beyond those listed. */
  altri = 0;
  #rilievi: Rilievo[] | undefined;
  #guasti: Set<string> | undefined;
  #arrotondati: string[] | undefined;
  #fuoriScala: string[] | undefined;

  constructor(
    readonly record: Record<string, unknown>,
    private readonly massimo: number,
  ) {}

  get rilievi(): readonly Rilievo[] {
    return this.#rilievi ?? NO_RILIEVI;
  }

  get guasti(): ReadonlySet<string> {
    return this.#guasti ?? NO_KEY;
  }

  get arrotondati(): readonly string[] {
    return this.#arrotondati ?? NO_KEYS;
  }

  get fuoriScala(): readonly string[] {
    return this.#fuoriScala ?? NO_KEYS;
  }

  segnala(rilievo: Rilievo): void {
    this.#rilievi ??= [];
    if (this.#rilievi.length < this.massimo) this.#rilievi.push(rilievo);
    else this.altri++;
  }

  segnaGuasto(campo: string): void {
    (this.#guasti ??= new Set()).add(campo);
  }

  segnaArrotondato(campo: string): void {
    (this.#arrotondati ??= []).push(campo);
  }

  segnaFuoriScala(campo: string): void {
    (this.#fuoriScala ??= []).push(campo);
  }
}

/** Where the value of an attribute of a kept tag is written, and the value as written. */
export function attributoNelTag(
  letto: ElementoLetto,
  nome: string,
): (Luogo & { readonly valore?: string }) | undefined {
  const tag = letto.sorgente.slice(letto.inizio, letto.fine);
  for (const match of tag.matchAll(/([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (match[1] !== nome) continue;
    return { ...luogoDentro(letto, tag, match.index), valore: match[2] ?? match[3] ?? '' };
  }
  return undefined;
}
