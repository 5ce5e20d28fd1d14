import { Nomi } from '../xml/nomi.js';
import type { Attributo, Elemento, Tracciato } from '../tracciato.js';
import { type Controllo, type Conversione, compilaControllo, compilaConversione } from './valori.js';

export interface AttributoCompilato {
  readonly dichiarato: Attributo;
  readonly indice: number;
  /** `Element/@Attribute`, as rilievi name it. */
  readonly campo: string;
  readonly chiave: string;
  readonly controllo: Controllo;
  readonly conversione: Conversione;
  /** Text goes into the record as it is: no conversion to call. */
  readonly eTesto: boolean;
}

export interface FiglioCompilato {
  readonly elemento: ElementoCompilato;
  readonly min: number;
  readonly max: number;
}

export interface ElementoCompilato {
  readonly dichiarato: Elemento;
  /** By id of the attribute's name. */
  readonly attributi: readonly (AttributoCompilato | undefined)[];
  readonly quantiObbligatori: number;
  readonly obbligatori: readonly AttributoCompilato[];
  readonly figli: readonly FiglioCompilato[];
  /** Place in `figli` by id of the child's name, -1 for others. */
  readonly postoFiglio: readonly number[];
  readonly testo: { readonly controllo: Controllo; readonly conversione: Conversione } | undefined;
  readonly ruolo: 'riga' | 'soggetto' | 'altro';
  /** Every key that this element, and those inside it without an object of their own, may set; all undefined. */
  readonly modello: Readonly<Record<string, unknown>>;
}

/** A tracciato turned into tables, built once. */
export interface TracciatoCompilato {
  readonly tracciato: Tracciato;
  readonly radice: ElementoCompilato;
  readonly idRadice: number;
  /** Where the value of each record key is written in the document. */
  readonly campi: ReadonlyMap<string, { readonly elemento: Elemento; readonly attributo: Attributo | undefined }>;
  nomi(): Nomi;
}

const compiled = new WeakMap<Tracciato, TracciatoCompilato>();

export function compila(tracciato: Tracciato): TracciatoCompilato {
  const known = compiled.get(tracciato);
  if (known !== undefined) return known;
  const names = [...namesOf(tracciato.radice)];
  const nomi = new Nomi(names);
  const result = {
    tracciato,
    radice: compilaElemento(tracciato.radice, nomi, tracciato),
    idRadice: nomi.id(tracciato.radice.nome),
    campi: new Map(campiDi(tracciato.radice, '')),
    nomi: () => new Nomi(names),
  };
  compiled.set(tracciato, result);
  return result;
}

function* namesOf(elemento: Elemento): Generator<string> {
  yield elemento.nome;
  for (const attributo of elemento.attributi ?? []) yield attributo.nome;
  for (const figlio of elemento.figli ?? []) yield* namesOf(figlio.elemento);
}

/** Key of an attribute's value in the record. */
export function chiaveDi(attributo: Attributo): string {
  return attributo.chiave ?? attributo.nome.charAt(0).toLowerCase() + attributo.nome.slice(1);
}

function compilaElemento(elemento: Elemento, nomi: Nomi, tracciato: Tracciato): ElementoCompilato {
  const attributi: (AttributoCompilato | undefined)[] = Array.from({ length: nomi.quanti }, () => undefined);
  const all = (elemento.attributi ?? []).map((dichiarato, indice) => {
    const compilato: AttributoCompilato = {
      dichiarato,
      indice,
      campo: `${elemento.nome}/@${dichiarato.nome}`,
      chiave: chiaveDi(dichiarato),
      controllo: compilaControllo(dichiarato.tipo),
      conversione: compilaConversione(dichiarato.tipo),
      eTesto: dichiarato.tipo.base === 'testo' && dichiarato.tipo.forma === undefined,
    };
    attributi[nomi.id(dichiarato.nome)] = compilato;
    return compilato;
  });
  const figli = (elemento.figli ?? []).map(({ elemento: child, min, max }) => ({
    elemento: compilaElemento(child, nomi, tracciato),
    min,
    max,
  }));
  const postoFiglio = Array.from({ length: nomi.quanti }, () => -1);
  figli.forEach((figlio, posto) => (postoFiglio[nomi.id(figlio.elemento.dichiarato.nome)] = posto));
  const obbligatori = all.filter((attributo) => attributo.dichiarato.obbligatorio);
  const tipo = elemento.testo;
  return {
    dichiarato: elemento,
    attributi,
    obbligatori,
    quantiObbligatori: obbligatori.length,
    figli,
    postoFiglio,
    testo: tipo && { controllo: compilaControllo(tipo), conversione: compilaConversione(tipo) },
    modello: modelloDi(elemento),
    ruolo: elemento.nome === tracciato.riga ? 'riga' : elemento.nome === tracciato.soggetto ? 'soggetto' : 'altro',
  };
}

/**
 * An object to copy for each record. Copies have one shape, so that setting a key is a plain write; adding forty keys one by one to
 * an empty object makes V8 turn it into a hash table, and costs more than reading the document. JSON.parse gives it the quick shape.
 */
function modelloDi(elemento: Elemento): Record<string, unknown> {
  const keys = [...new Set(keysOf(elemento))];
  const modello = JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, null])))) as Record<
    string,
    unknown
  >;
  for (const key of keys) modello[key] = undefined;
  return modello;
}

function* keysOf(elemento: Elemento): Generator<string> {
  for (const attributo of elemento.attributi ?? []) yield chiaveDi(attributo);
  for (const { elemento: child } of elemento.figli ?? []) {
    if (child.chiave === undefined) yield* keysOf(child);
    else yield child.chiave;
  }
}

function* campiDi(
  elemento: Elemento,
  prefix: string,
): Generator<[string, { elemento: Elemento; attributo: Attributo | undefined }]> {
  const inside = elemento.chiave === undefined ? prefix : `${prefix}${elemento.chiave}.`;
  if (elemento.chiave !== undefined) yield [`${prefix}${elemento.chiave}`, { elemento, attributo: undefined }];
  for (const attributo of elemento.attributi ?? []) yield [`${inside}${chiaveDi(attributo)}`, { elemento, attributo }];
  for (const figlio of elemento.figli ?? []) yield* campiDi(figlio.elemento, inside);
}
