import { CAMPI_PERSONA, COMUNE, CONTENUTO, LUOGO, NOME, SVISTA, type StessoLuogo, compare } from './confronto.js';
import { LIVELLI, NON_DETTO, UGUALE } from './livelli.js';
import { modificheOf } from './modifiche.js';
import { type CampoModello, type Modello, assertModello } from './modello.js';
import { type Nome, areOfBothSexes } from './nome.js';
import { type Preparato, prepare } from './preparato.js';
import type { Soggetto } from './soggetto.js';

/** What one field says for or against. No values: they are in the records, where not everybody may see them. */
export interface Evidenza {
  readonly campo: string;
  readonly livello: string;
  /** In nats: below zero, against. */
  readonly peso: number;
}

/** What a record says in a field whose values are more or less common. */
const VALORI: Readonly<Record<string, (persona: Preparato) => string | undefined>> = {
  cognome: ({ cognome }) => cognome?.lettere,
  nome: ({ nome }) => nome?.lettere,
  data_nascita: ({ data }) => data,
  luogo_nascita: ({ luogo }) => luogo,
  comune: ({ comune }) => comune,
};

/** The value of a field whose commonness counts, undefined if not said or if it never does. */
export function valoreOf(modello: Pick<Modello, 'campi'>, at: number, persona: Preparato): string | undefined {
  if (at >= CAMPI_PERSONA.length) return persona.altri[at - CAMPI_PERSONA.length];
  return VALORI[modello.campi[at]!.campo]?.(persona);
}

/** What decides beside weights and levels. */
export interface Circostanze {
  /** The given names, however near, are two: `ANDREA` and `ANDROMEDA`, `LUCA` and `LUCIA`, `PAOLO` and `PAOLA`. */
  readonly dueNomi: boolean;
  /** Nats that place of birth and comune say for one person. */
  readonly luoghi: number;
}

/** At most how often one slip is met for each time its name is. */
const SVISTE_PER_NOME = 1 / 400;

interface Piatto {
  readonly pesi: Float64Array;
  readonly comuni: ReadonlyMap<string, number> | undefined;
  readonly raro: number;
}

/** A model made ready to weigh many pairs, one at a time. */
export class Bilancia {
  readonly #piatti: readonly Piatto[];
  readonly #nomi: readonly string[];
  readonly #generi;
  /** Levels of the pair weighed last. */
  readonly levels: Int8Array;

  constructor(
    readonly modello: Modello,
    private readonly stessoLuogo?: StessoLuogo,
  ) {
    const altri = modello.campi.slice(CAMPI_PERSONA.length);
    this.#nomi = altri.map(({ campo }) => campo);
    this.#generi = altri.map(({ genere }) => genere);
    this.#piatti = piattiOf(modello);
    this.levels = new Int8Array(modello.campi.length);
  }

  prepare(soggetto: Soggetto): Preparato {
    return prepare(soggetto, this.#nomi);
  }

  /** Compares two persons: sets `levels`. */
  compare(uno: Preparato, altro: Preparato): void {
    compare(uno, altro, this.#generi, this.levels, this.stessoLuogo);
  }

  /** Compares and weighs two persons. @returns nats for (above zero) or against their being one, what holds beforehand included */
  weigh(uno: Preparato, altro: Preparato): number {
    this.compare(uno, altro);
    let sum = this.modello.aPriori;
    for (let at = 0; at < this.levels.length; at += 1) sum += this.#pesoOf(at, uno, altro);
    return sum;
  }

  /** What each field said of the pair weighed last, which must be this one. */
  evidenza(uno: Preparato, altro: Preparato): Evidenza[] {
    return this.modello.campi.flatMap(({ campo, genere }, at) => {
      const level = this.levels[at]!;
      return level === NON_DETTO
        ? []
        : [{ campo, livello: LIVELLI[genere][level]!, peso: this.#pesoOf(at, uno, altro) }];
    });
  }

  /** What the levels of the pair weighed last do not say, which must be this one. */
  circostanze(uno: Preparato, altro: Preparato): Circostanze {
    const near = this.levels[NOME]! > CONTENUTO && this.levels[NOME]! <= SVISTA;
    return {
      dueNomi: near && this.#areTwoNames(uno.nome!, altro.nome!),
      luoghi: this.#pesoOf(LUOGO, uno, altro) + this.#pesoOf(COMUNE, uno, altro),
    };
  }

  /** Each common by itself, as a slip of the pen never is beside the name it was made of; or those of a brother and a sister. */
  #areTwoNames(uno: Nome, altro: Nome): boolean {
    if (areOfBothSexes(uno.lettere, altro.lettere)) return true;
    // A common beginning makes long names near in letters: what parts them is more than a slip.
    if (this.levels[NOME]! < SVISTA && modificheOf(uno.lettere, altro.lettere) > 2) return true;
    return (
      uno.parole.length === altro.parole.length && uno.parole.some((word, at) => this.#areTwo(word, altro.parole[at]!))
    );
  }

  #areTwo(word: string, other: string): boolean {
    if (word === other) return false;
    const shares = [word, other].map((one) => this.modello.campi[NOME]!.frequenze?.[one] ?? 0);
    return Math.min(...shares) > Math.max(...shares) * SVISTE_PER_NOME;
  }

  #pesoOf(at: number, uno: Preparato, altro: Preparato): number {
    const level = this.levels[at]!;
    if (level === NON_DETTO) return 0;
    const piatto = this.#piatti[at]!;
    if (level !== UGUALE || piatto.comuni === undefined) return piatto.pesi[level]!;
    const valore = valoreOf(this.modello, at, uno);
    // Equal only in another spelling, or by the history of a place: how common it is nobody counted.
    if (valore === undefined || valore !== valoreOf(this.modello, at, altro)) return piatto.pesi[UGUALE]!;
    return piatto.comuni.get(valore) ?? piatto.raro;
  }
}

/** Kept as long as their model: a judge is asked for every record, with thousands of common values in its model. */
const PIATTI = new WeakMap<Modello, readonly Piatto[]>();

function piattiOf(modello: Modello): readonly Piatto[] {
  const known = PIATTI.get(modello);
  if (known !== undefined) return known;
  assertModello(modello);
  const piatti = modello.campi.map(piattoOf);
  PIATTI.set(modello, piatti);
  return piatti;
}

function piattoOf({ m, u, frequenze, rara }: CampoModello): Piatto {
  const pesi = Float64Array.from(m, (share, level) => Math.log(share / u[level]!));
  const pesoOf = (frequenza: number): number => Math.log(m[UGUALE]! / frequenza);
  return {
    pesi,
    comuni: frequenze && new Map(Object.entries(frequenze).map(([valore, frequenza]) => [valore, pesoOf(frequenza)])),
    raro: rara === undefined ? pesi[UGUALE]! : pesoOf(rara),
  };
}
