import { LIMITI_PREDEFINITI } from '../../limiti.js';
import type { Tag } from '../../xml/ascoltatore.js';
import { Decodifica, type Testo } from '../../xml/decodifica.js';
import { Illeggibile } from '../../xml/illeggibile.js';
import { Nomi } from '../../xml/nomi.js';
import { Scansione } from '../../xml/scansione.js';
import { FoglioIlleggibile } from '../foglio-illeggibile.js';

/** What listens to a part of a workbook. Paths are local names from the root on: `worksheet/sheetData/row`. */
export interface AscoltatoreParte {
  apre?(percorso: string, attributi: Attributi): void;
  chiude?(percorso: string): void;
  testo?(percorso: string, testo: string): void;
}

/** The value of an attribute of the tag being reported, by its name, or by its local name when no attribute has just that name. */
export type Attributi = (nome: string) => string | undefined;

/**
 * Reads the XML of a part with the scanner of the tracciati, so with its limits: no DTD, so no entities, no endless names or texts.
 * @throws FoglioIlleggibile
 */
export async function leggiParte(
  nome: string,
  pezzi: AsyncIterable<Buffer>,
  ascoltatore: AscoltatoreParte,
): Promise<void> {
  const passi = percorriParte(nome, pezzi, ascoltatore);
  while ((await passi.next()).done !== true);
}

/** As `leggiParte`, a piece at a time: for who must take what has been heard before there is more. */
export async function* percorriParte(
  nome: string,
  pezzi: AsyncIterable<Buffer>,
  ascoltatore: AscoltatoreParte,
): AsyncGenerator<void> {
  const scansione = new Scansione(new Nomi([]), LIMITI_PREDEFINITI, new Percorsi(ascoltatore));
  const decodifica = new Decodifica();
  const take = ({ testo, astrale, guasto }: Testo): void => {
    scansione.write(testo, astrale);
    if (guasto !== undefined) throw guasto;
  };
  try {
    for await (const pezzo of pezzi) {
      take(decodifica.write(pezzo));
      yield;
    }
    take(decodifica.end());
    scansione.end();
  } catch (error) {
    if (!(error instanceof Illeggibile)) throw error;
    const message = `La parte ${nome} della cartella di lavoro non si legge. ${error.message}`;
    throw new FoglioIlleggibile(error.regola === 'XML-07' ? 'limite' : 'rotto', message);
  }
  yield;
}

class Percorsi {
  readonly #percorsi: string[] = [];
  #percorso = '';
  #tag: Tag | undefined;
  readonly #attributi: Attributi = (nome) => attributo(this.#tag!, nome);
  /** Paths met, so that the same one is never built twice. */
  readonly #noti = new Map<string, Map<string, string>>();

  constructor(private readonly ascoltatore: AscoltatoreParte) {}

  apre(tag: Tag): void {
    this.#percorsi.push(this.#percorso);
    this.#percorso = this.#sotto(tag.nome.locale);
    this.#tag = tag;
    this.ascoltatore.apre?.(this.#percorso, this.#attributi);
  }

  chiude(): void {
    this.ascoltatore.chiude?.(this.#percorso);
    this.#percorso = this.#percorsi.pop()!;
  }

  testo(testo: string): void {
    this.ascoltatore.testo?.(this.#percorso, testo);
  }

  #sotto(locale: string): string {
    let below = this.#noti.get(this.#percorso);
    if (below === undefined) this.#noti.set(this.#percorso, (below = new Map()));
    let path = below.get(locale);
    if (path === undefined) below.set(locale, (path = this.#percorso === '' ? locale : `${this.#percorso}/${locale}`));
    return path;
  }
}

function attributo({ quanti, nomi, valori }: Tag, nome: string): string | undefined {
  for (let at = 0; at < quanti; at++) if (nomi[at]!.testo === nome) return valori[at];
  for (let at = 0; at < quanti; at++) if (nomi[at]!.locale === nome) return valori[at];
  return undefined;
}
