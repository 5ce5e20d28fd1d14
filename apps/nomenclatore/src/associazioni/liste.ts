import { type Validita, isInForce } from '#libs/riferimenti';

/** An item as the rules on associations look at it. */
export interface VoceLista {
  readonly denominazione: string;
  /** Codes of the version before whose place it takes. */
  readonly sostituisce: readonly string[];
}

/** A published version, with at least the items that were asked for. */
export interface VersioneLista extends Validita {
  /** `REG@2` */
  readonly nome: string;
  readonly voci: ReadonlyMap<string, VoceLista>;
}

/** Published versions by code system. */
export type Liste = ReadonlyMap<string, readonly VersioneLista[]>;

/** The version of a system in force on a day; published ones share none. */
export function versioneOn(liste: Liste, sistema: string, giorno: string): VersioneLista | undefined {
  return liste.get(sistema)?.find((versione) => isInForce(versione, giorno));
}

/** The item of a system on a day. */
export function voceOn(liste: Liste, sistema: string, codice: string, giorno: string): VoceLista | undefined {
  return versioneOn(liste, sistema, giorno)?.voci.get(codice);
}

/** The codes of a version that say they take the place of another. */
export function successoriOf({ voci }: VersioneLista, codice: string): string[] {
  return [...voci].flatMap(([successore, { sostituisce }]) => (sostituisce.includes(codice) ? [successore] : []));
}
