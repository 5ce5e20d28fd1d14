import type { ContenutoNomenclatura, Validita, VoceNomenclaturaCopia } from './contenuti.js';
import { groupBy } from './group-by.js';
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

export interface Versione extends Validita {
  readonly nome: string;
  /** Internal id of the ente whose own list it is. */
  readonly ente: string | undefined;
  readonly voci: ReadonlyMap<string, VoceInVigore>;
}

/** Published versions by code system. A version counts only when all its parts are here, and no more once withdrawn. */
export type IndiceNomenclature = ReadonlyMap<string, readonly Versione[]>;

export function indexNomenclature(parts: ReadonlyMap<string, ContenutoNomenclatura>): IndiceNomenclature {
  const published = [...parts.values()].filter((part) => part.stato === 'pubblicata');
  const versioni = [...groupBy(published, (part) => `${part.sistema}@${part.versione}`)]
    .filter(([, found]) => found.length === found[0]!.parti)
    .map(([nome, found]) => ({
      sistema: found[0]!.sistema,
      nome,
      ente: found[0]!.ente,
      dal: found[0]!.dal,
      al: found[0]!.al,
      voci: itemsOf(nome, found),
    }));
  return groupBy(versioni, (versione) => versione.sistema);
}

function itemsOf(versione: string, parts: readonly ContenutoNomenclatura[]): Map<string, VoceInVigore> {
  return new Map(parts.flatMap((part) => part.voci).map((voce) => [voce.codice, { ...voce, versione }]));
}

/** The version of a system in force on a day. */
export function versioneInVigore(indice: IndiceNomenclature, sistema: string, day: string): Versione | undefined {
  return latestInForce(indice.get(sistema) ?? [], day);
}

/** The systems that are enti's own lists, by ente. */
export function sistemiLocali(indice: IndiceNomenclature): ReadonlyMap<string, string> {
  return new Map(
    [...indice].flatMap(([sistema, [first]]) => (first?.ente === undefined ? [] : [[first.ente, sistema]])),
  );
}

/** @returns undefined when no version of the system is in force on the day */
export function nomenclaturaOn(indice: IndiceNomenclature, sistema: string, day: string): Nomenclatura | undefined {
  const versioni = indice.get(sistema) ?? [];
  const current = latestInForce(versioni, day);
  return current === undefined
    ? undefined
    : {
        versione: current.nome,
        voceInVigore: (codice, eventDay) => latestInForce(versioni, eventDay)?.voci.get(codice),
      };
}
