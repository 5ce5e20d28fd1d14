import type { ContenutoNomenclatura, Validita, VoceNomenclaturaCopia } from './contenuti.js';
import { groupBy } from './group-by.js';
import { oncePer } from './once-per.js';
import type { Sezioni } from './sezioni.js';
import { latestInForce } from './validita.js';

/** An item as found on a day, with the version it was found in. */
export interface VoceInVigore extends VoceNomenclaturaCopia {
  /** `SIUSS@1.0`. */
  readonly versione: string;
}

/** A code system, as `#libs/tracciati` asks for it. */
export interface Nomenclatura {
  /** The version in force on the day asked for, `SIUSS@1.0`. */
  readonly versione: string;
  /**
   * The item in force on a legal day, looked up in the version of *that* day: righe of one invio have event dates in several
   * years, and each is judged by the list of its own time.
   */
  voceInVigore(codice: string, day: string): VoceInVigore | undefined;
}

/** One published version, with the items of all its parts. */
export class Versione implements Validita {
  readonly nome: string;
  readonly dal: string;
  readonly al: string | null;
  /** Internal id of the ente whose own list it is. */
  readonly ente: string | undefined;
  #voci: ReadonlyMap<string, VoceInVigore> | undefined;

  constructor(private readonly parts: readonly [ContenutoNomenclatura, ...ContenutoNomenclatura[]]) {
    const [{ dal, al, ente }] = parts;
    this.nome = nomeOf(parts[0]);
    this.dal = dal;
    this.al = al;
    this.ente = ente;
  }

  /** Made when first asked for: of 1,500 local lists a process reads a few. */
  get voci(): ReadonlyMap<string, VoceInVigore> {
    this.#voci ??= new Map(
      this.parts.flatMap(({ voci }) => voci).map((voce) => [voce.codice, { ...voce, versione: this.nome }]),
    );
    return this.#voci;
  }
}

/** Parts of versions by code system. */
export type Nomenclature = Sezioni<ContenutoNomenclatura>;

/** A version counts only when all its parts are here, and no more once withdrawn. */
const publishedOf = oncePer((parts: ReadonlyMap<string, ContenutoNomenclatura>): readonly Versione[] => {
  const published = [...parts.values()].filter((part) => part.stato === 'pubblicata');
  return [...groupBy(published, nomeOf).values()]
    .filter((found) => found.length === found[0]!.parti)
    .map((found) => new Versione(found as [ContenutoNomenclatura, ...ContenutoNomenclatura[]]));
});

function nomeOf({ sistema, versione }: ContenutoNomenclatura): string {
  return `${sistema}@${versione}`;
}

/** The published versions of a system. */
export function versioniOf(nomenclature: Nomenclature, sistema: string): readonly Versione[] {
  return publishedOf(nomenclature.of(sistema));
}

/** The version of a system in force on a day. */
export function versioneInVigore(nomenclature: Nomenclature, sistema: string, day: string): Versione | undefined {
  return latestInForce(versioniOf(nomenclature, sistema), day);
}

/** The systems that are enti's own lists, by ente. */
export function sistemiLocali(nomenclature: Nomenclature): ReadonlyMap<string, string> {
  return new Map(
    [...nomenclature.sistemi].flatMap((sistema) => {
      const [first] = versioniOf(nomenclature, sistema);
      return first?.ente === undefined ? [] : [[first.ente, sistema]];
    }),
  );
}

/** @returns undefined when no version of the system is in force on the day */
export function nomenclaturaOn(nomenclature: Nomenclature, sistema: string, day: string): Nomenclatura | undefined {
  const versioni = versioniOf(nomenclature, sistema);
  const current = latestInForce(versioni, day);
  return current === undefined
    ? undefined
    : {
        versione: current.nome,
        voceInVigore: (codice, eventDay) => latestInForce(versioni, eventDay)?.voci.get(codice),
      };
}
