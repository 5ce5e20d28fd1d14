import { LIMITI_PREDEFINITI, type Limiti } from '../limiti.js';
import type { Ascoltatore, Tag } from './ascoltatore.js';
import { FORBIDDEN } from './caratteri.js';
import { Illeggibile, malFormato, oltreLimite } from './illeggibile.js';
import { Nomi } from './nomi.js';
import { Scansione } from './scansione.js';

/** A name as namespaces make it. */
export interface NomeEsteso {
  /** Namespace; empty for none. */
  readonly spazio: string;
  readonly nome: string;
}

/** An element of a small message. */
export interface Nodo extends NomeEsteso {
  readonly attributi: readonly (NomeEsteso & { readonly valore: string })[];
  readonly figli: readonly Nodo[];
  /** All its own text, CDATA included, without that of its children. */
  readonly testo: string;
}

export type AlberoLetto =
  | { readonly esito: 'letto'; readonly radice: Nodo }
  /** `motivo`: Italian, for who wrote the message. */
  | { readonly esito: 'illeggibile'; readonly motivo: string };

/** Bounds of a message: its texts may be long, its structure not. */
export interface LimitiAlbero extends Limiti {
  /** Elements of the whole message. */
  readonly elementi: number;
}

export const LIMITI_ALBERO: LimitiAlbero = Object.freeze({
  ...LIMITI_PREDEFINITI,
  profondita: 32,
  attributi: 32,
  valore: 8192,
  // The message is whole in memory already: no text can be longer than it.
  token: Number.MAX_SAFE_INTEGER,
  commenti: 100,
  elementi: 2000,
});

const XML_SPACE = 'http://www.w3.org/XML/1998/namespace';

/** Reads a message that is whole in memory, without DTD and within limits, into its elements. For documents of any length there is `readDocumento`. */
export function readAlbero(testo: string, limiti: LimitiAlbero = LIMITI_ALBERO): AlberoLetto {
  const albero = new Albero(limiti);
  const scansione = new Scansione(new Nomi([]), limiti, albero);
  try {
    const forbidden = testo.search(FORBIDDEN);
    if (forbidden !== -1) throw malFormato('contiene un carattere che XML non ammette', forbidden);
    scansione.write(testo, false);
    scansione.end();
    return { esito: 'letto', radice: albero.radice! };
  } catch (error) {
    if (error instanceof Illeggibile) return { esito: 'illeggibile', motivo: error.message };
    throw error;
  }
}

interface NodoAperto {
  readonly nodo: NomeEsteso & { attributi: Nodo['attributi']; figli: Nodo[]; testo: string };
  readonly spazi: ReadonlyMap<string, string>;
}

class Albero implements Ascoltatore {
  radice: Nodo | undefined;
  readonly #aperti: NodoAperto[] = [];
  #elementi = 0;

  constructor(private readonly limiti: LimitiAlbero) {}

  apre(tag: Tag): void {
    if (++this.#elementi > this.limiti.elementi) {
      throw oltreLimite('elementi del messaggio', this.limiti.elementi, tag.inizio);
    }
    const padre = this.#aperti.at(-1);
    const spazi = declaredBy(tag, padre?.spazi ?? new Map([['xml', XML_SPACE]]));
    const { prefisso, locale } = tag.nome;
    const nodo = {
      spazio: spaceOf(prefisso, spazi, tag),
      nome: locale,
      attributi: attributesOf(tag, spazi),
      figli: [],
    };
    this.#aperti.push({ nodo: { ...nodo, testo: '' }, spazi });
  }

  chiude(): void {
    const { nodo } = this.#aperti.pop()!;
    const padre = this.#aperti.at(-1);
    if (padre === undefined) this.radice = nodo;
    else padre.nodo.figli.push(nodo);
  }

  testo(testo: string): void {
    const { nodo } = this.#aperti.at(-1)!;
    nodo.testo = nodo.testo === '' ? testo : nodo.testo + testo;
  }
}

function declaredBy(tag: Tag, inherited: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let spazi: Map<string, string> | undefined;
  for (let k = 0; k < tag.quanti; k++) {
    const { testo, prefisso, locale } = tag.nomi[k]!;
    if (testo === 'xmlns') (spazi ??= new Map(inherited)).set('', tag.valori[k]!);
    else if (prefisso === 'xmlns') (spazi ??= new Map(inherited)).set(locale, tag.valori[k]!);
  }
  return spazi ?? inherited;
}

function attributesOf(tag: Tag, spazi: ReadonlyMap<string, string>): Nodo['attributi'] {
  const attributi: (NomeEsteso & { valore: string })[] = [];
  for (let k = 0; k < tag.quanti; k++) {
    const { testo, prefisso, locale } = tag.nomi[k]!;
    if (testo === 'xmlns' || prefisso === 'xmlns') continue;
    const spazio = prefisso === '' ? '' : spaceOf(prefisso, spazi, tag);
    if (attributi.some((other) => other.nome === locale && other.spazio === spazio)) {
      throw malFormato('un attributo è ripetuto', tag.inizio);
    }
    attributi.push({ spazio, nome: locale, valore: tag.valori[k]! });
  }
  return attributi;
}

function spaceOf(prefisso: string, spazi: ReadonlyMap<string, string>, tag: Tag): string {
  const spazio = spazi.get(prefisso);
  if (spazio === undefined && prefisso !== '') throw malFormato('un prefisso non è dichiarato', tag.inizio);
  return spazio ?? '';
}
