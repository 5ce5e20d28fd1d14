import { radice } from '../tabelle/parole.js';
import { snakeOf } from './nomi.js';
import type { CampoCompilato, Gruppo, PianoCompilato } from './compilato.js';
import { NOSTRE, campiPerNome } from './intestazione.js';

type Percorso = readonly (string | number)[];

/** A value found in an object, and the keys and places that lead to it. */
export interface Voce {
  readonly valore: unknown;
  readonly percorso: Percorso;
}

/** What was met that is no value of a field. */
export interface Intruso {
  readonly genere: 'chiaveIgnota' | 'campoRipetuto' | 'tipoErrato';
  readonly percorso: Percorso;
  readonly campo: string;
}

/** Groups of which there are more than the schema admits. */
export interface Eccesso {
  readonly gruppo: Gruppo;
  readonly percorso: Percorso;
}

export interface Disposte {
  /** By index of the field. */
  readonly voci: readonly (Voce | undefined)[];
  readonly intrusi: readonly Intruso[];
  readonly eccessi: readonly Eccesso[];
}

/** What a key stands for. */
type Chiave = { readonly campo: CampoCompilato } | { readonly occorrenze: readonly Livello[]; readonly gruppo: Gruppo };
/** What the keys of one object stand for, case, accents and punctuation apart. */
type Livello = ReadonlyMap<string, Chiave>;

/** Keys that are remembered, and their characters: no true document has more. */
const RADICI = 1000;
const CHIAVE = 100;

/** Lays the values of objects out in the fields of the layout, groups and lists as flat as columns. */
export class Chiavi {
  readonly #cima: Livello;
  /** Of the keys met: those of a document are the same in all its righe. */
  readonly #radici = new Map<string, string>();

  constructor(private readonly piano: PianoCompilato) {
    const flat = [...campiPerNome(piano)].map(([name, campo]): [string, Chiave] => [name, { campo }]);
    this.#cima = new Map([...flat, ...livello(piano.cima, '', '')]);
  }

  disponi(valore: Readonly<Record<string, unknown>>): Disposte {
    const disposte = {
      voci: Array.from<Voce | undefined>({ length: this.piano.campi.length }),
      intrusi: [] as Intruso[],
      eccessi: [] as Eccesso[],
      radiceDi: (key: string) => this.#radiceDi(key),
    };
    visita(valore, this.#cima, [], disposte);
    return disposte;
  }

  #radiceDi(key: string): string {
    const known = this.#radici.get(key);
    if (known !== undefined) return known;
    const found = radice(key);
    if (this.#radici.size < RADICI && key.length <= CHIAVE) this.#radici.set(key, found);
    return found;
  }
}

interface Aperte {
  readonly voci: (Voce | undefined)[];
  readonly intrusi: Intruso[];
  readonly eccessi: Eccesso[];
  radiceDi(key: string): string;
}

function visita(oggetto: Readonly<Record<string, unknown>>, chiavi: Livello, percorso: Percorso, into: Aperte): void {
  for (const key of Object.keys(oggetto)) {
    const valore = oggetto[key];
    const nome = into.radiceDi(key);
    const chiave = chiavi.get(nome);
    const at = [...percorso, key];
    if (chiave === undefined && NOSTRE.has(nome)) continue;
    if (chiave === undefined) into.intrusi.push({ genere: 'chiaveIgnota', percorso: at, campo: '' });
    else if ('campo' in chiave) ponga(chiave.campo, valore, at, into);
    else entra(chiave, valore, at, into);
  }
}

function ponga(campo: CampoCompilato, valore: unknown, percorso: Percorso, into: Aperte): void {
  if (valore === null || valore === undefined) return;
  if (into.voci[campo.indice] === undefined) into.voci[campo.indice] = { valore, percorso };
  else into.intrusi.push({ genere: 'campoRipetuto', percorso, campo: campo.nelDocumento });
}

function entra(
  { occorrenze, gruppo }: Extract<Chiave, { readonly gruppo: Gruppo }>,
  valore: unknown,
  percorso: Percorso,
  into: Aperte,
): void {
  if (valore === null || valore === undefined) return;
  const lista = gruppo.elemento.dichiarato.lista === true;
  const items: readonly unknown[] = lista && Array.isArray(valore) ? valore : [valore];
  let there = 0;
  for (const [at, item] of items.entries()) {
    if (item === null) continue;
    const where = Array.isArray(valore) ? [...percorso, at] : percorso;
    if (typeof item !== 'object' || Array.isArray(item)) {
      into.intrusi.push({ genere: 'tipoErrato', percorso: where, campo: gruppo.elemento.dichiarato.nome });
      return;
    }
    const level = occorrenze[there++];
    if (level === undefined) {
      into.eccessi.push({ gruppo, percorso: where });
      return;
    }
    visita(item as Readonly<Record<string, unknown>>, level, where, into);
  }
}

/** The keys inside a group are the names of its columns without what tells the group. */
function* livello(gruppo: Gruppo, prefisso: string, suffisso: string): Generator<[string, Chiave]> {
  const inside = (campo: CampoCompilato): [string, Chiave] => {
    const { nome } = campo.campo;
    return [radice(nome.slice(prefisso.length, nome.length - suffisso.length)), { campo }];
  };
  yield* gruppo.attributi.map(inside);
  for (const { elemento, occorrenze, testi } of gruppo.figli) {
    if (testi !== undefined) {
      yield inside(testi);
      continue;
    }
    const { chiave, lista } = elemento.dichiarato;
    if (chiave === undefined) {
      yield* livello(occorrenze[0]!, prefisso, suffisso);
      continue;
    }
    const levels = occorrenze.map((one, at): Livello =>
      lista === true
        ? new Map(livello(one, prefisso, at === 0 ? suffisso : `_${at + 1}`))
        : new Map(livello(one, `${prefisso}${snakeOf(chiave)}_`, suffisso)),
    );
    yield [radice(snakeOf(chiave)), { occorrenze: levels, gruppo: occorrenze[0]! }];
  }
}
