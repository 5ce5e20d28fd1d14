import type { ElementoCompilato } from '../schema/compilato.js';
import type { Rilievo } from '../rilievo.js';
import type { Elemento } from '../tracciato.js';
import { type Luogo, luogoDentro } from '../xml/posizione.js';

/** A start tag kept until its riga is judged, so that a rule can point at the attribute it speaks of. */
export interface ElementoLetto extends Luogo {
  readonly elemento: Elemento;
  /** The tag as written; empty for an element that holds a text. */
  readonly tag: string;
  readonly testo?: string;
}

/** One level of the document: its heading, a beneficiario, a riga. What is found in it stays with it. */
export class Ambito {
  readonly record: Record<string, unknown> = {};
  readonly letti: ElementoLetto[] = [];
  readonly rilievi: Rilievo[] = [];
  readonly guasti = new Set<string>();
  readonly arrotondati: string[] = [];
  readonly fuoriScala: string[] = [];
  schemaValida = true;
  /** Rilievi found beyond those listed. */
  altri = 0;

  constructor(
    readonly elemento: ElementoCompilato | undefined,
    private readonly massimo: number,
  ) {}

  segnala(rilievo: Rilievo): void {
    if (this.rilievi.length < this.massimo) this.rilievi.push(rilievo);
    else this.altri++;
  }
}

/** Where the value of an attribute of a kept tag is written, and the value as written. */
export function attributoNelTag(
  letto: ElementoLetto,
  nome: string,
): (Luogo & { readonly valore?: string }) | undefined {
  for (const match of letto.tag.matchAll(/([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (match[1] !== nome) continue;
    return { ...luogoDentro(letto, letto.tag, match.index), valore: match[2] ?? match[3] ?? '' };
  }
  return undefined;
}
