import type { Validita } from '#libs/riferimenti';
import type { CodiceLista } from './lista-letta.js';

/** An item of the list as it is kept. */
export interface VoceTenutaLista {
  readonly codice: string;
  readonly padre: string | null;
  readonly denominazione: string;
  readonly descrizione: string | null;
}

/** How an uploaded list differs from the last one. */
export interface ConfrontoLista {
  readonly nuove: readonly CodiceLista[];
  readonly cambiate: readonly CodiceLista[];
  readonly tolte: readonly string[];
}

/** The order of codes is no difference. */
export function confronta(codici: readonly CodiceLista[], prima: readonly VoceTenutaLista[]): ConfrontoLista {
  const known = new Map(prima.map((voce) => [voce.codice, voce]));
  const named = new Set(codici.map(({ codice }) => codice));
  const differs = ({ codice, padre, denominazione, descrizione }: CodiceLista) => {
    const before = known.get(codice);
    return (
      before !== undefined &&
      (before.padre !== padre || before.denominazione !== denominazione || before.descrizione !== descrizione)
    );
  };
  return {
    nuove: codici.filter(({ codice }) => !known.has(codice)),
    cambiate: codici.filter(differs),
    tolte: prima.map(({ codice }) => codice).filter((codice) => !named.has(codice)),
  };
}

/**
 * First day of a list that takes the place of another. Codes that are new are there from the first day on which they are said to mean
 * something, so that righe of past days find them; but a list that no longer has a code begins today: the past keeps its codes.
 * @param precedente the list before it, if there is one
 */
export function primoGiornoOf(
  { nuove, tolte }: ConfrontoLista,
  precedente: Validita | undefined,
  oggi: string,
): string {
  const firsts = tolte.length > 0 ? [] : nuove.flatMap(({ righe }) => righe.map(({ dal }) => dal ?? oggi));
  const first = firsts.reduce((least, dal) => (dal < least ? dal : least), firsts.length === 0 ? oggi : firsts[0]!);
  if (precedente === undefined) return first;
  // A code to come does not hold back the others.
  const day = first < oggi ? first : oggi;
  return day < precedente.dal ? precedente.dal : day;
}
