import { type Unita, conceptsOf, keyOfLabel, readUnits, speaksOfMoney } from './lettura-etichetta.js';
import { normalise, wordsOf } from './parole.js';
import type { VoceObiettivo } from './tipi.js';
import { trigramsOf } from './trigrammi.js';

/** How much a word of the target counts by where it stands. What is said in other words of a label is less sure than the label. */
const WEIGHT = { etichetta: 1, altrimenti: 0.9, descrizione: 0.5, contesto: 0.35 };

/** A part of a label with fewer words is no name of its own: `SIA/REI`. */
const SHORTEST_PART = 2;

/** A target item, read. */
export interface VocePreparata {
  readonly voce: VoceObiettivo;
  readonly normalizzata: string;
  readonly chiave: string;
  /** The label, and what it says in short: without what is in brackets, and each of the things that a stroke tells apart. */
  readonly letture: readonly (readonly Unita[])[];
  readonly denaro: boolean;
  readonly trigrammi: ReadonlySet<string>;
}

/** One word of the target list: where it stands, and how much it tells items apart. */
export interface VoceVocabolario {
  readonly radice: string;
  /** One way the list writes it, to be shown. */
  readonly forma: string;
  readonly trigrammi: ReadonlySet<string>;
  readonly peso: number;
  /** Position of the item in `voci` and how much the word counts there. */
  readonly dove: ReadonlyMap<number, number>;
}

/** A target list, read once: what `suggest` compares a local code with. */
export interface Obiettivo {
  readonly voci: readonly VocePreparata[];
  readonly vocabolario: ReadonlyMap<string, VoceVocabolario>;
  /** The words of the list by group of synonyms. */
  readonly perConcetto: ReadonlyMap<number, readonly VoceVocabolario[]>;
  readonly perCodice: ReadonlyMap<string, number>;
  /** Positions of the items that take the place of a code of the version before. */
  readonly successori: ReadonlyMap<string, readonly number[]>;
  readonly versionePrecedente: string | undefined;
  /** Weight of a word that the list does not have. */
  readonly pesoIgnoto: number;
}

/**
 * @param voci items of one version; their order changes nothing
 * @param opzioni `versionePrecedente` is only for the words of a reason
 */
export function prepareObiettivo(
  voci: readonly VoceObiettivo[],
  opzioni: { readonly versionePrecedente?: string } = {},
): Obiettivo {
  const sorted = [...voci].sort((a, b) => (a.codice < b.codice ? -1 : a.codice > b.codice ? 1 : 0));
  const denominazioni = new Map(sorted.map(({ codice, denominazione }) => [codice, denominazione]));
  const preparate = sorted.map(prepare);
  const vocabolario = vocabularyOf(preparate.map((each) => wordsOfItem(each, denominazioni)));
  return {
    voci: preparate,
    vocabolario,
    perConcetto: byConcept(vocabolario),
    perCodice: new Map(sorted.map(({ codice }, at) => [sameCode(codice), at])),
    successori: successorsOf(sorted),
    versionePrecedente: opzioni.versionePrecedente,
    pesoIgnoto: Math.log(1 + sorted.length) / 2,
  };
}

/** Codes are typed by hand: case and blanks say nothing. */
export function sameCode(codice: string): string {
  return codice.toUpperCase().replace(/\s+/g, '');
}

function prepare(voce: VoceObiettivo): VocePreparata {
  const normalizzata = normalise(voce.denominazione);
  const unita = readUnits(voce.denominazione);
  return {
    voce,
    normalizzata,
    chiave: keyOfLabel(voce.denominazione),
    letture: [unita, ...shorterOf(voce.denominazione).map(readUnits)],
    denaro: speaksOfMoney(unita).itself,
    trigrammi: trigramsOf(normalizzata),
  };
}

/** `Servizi di prossimità/buon vicinato/…` are three things: an ente that has the first has said the whole name of it. */
function shorterOf(denominazione: string): string[] {
  const bare = denominazione.replace(/\([^()]*\)/g, ' ');
  const parts = bare.split('/').filter((part) => wordsOf(part).length >= SHORTEST_PART);
  return [...new Set([bare, ...parts])].filter((text) => text !== denominazione && normalise(text) !== '');
}

/** A word of one item: as written there, and how much it counts there. */
interface ParolaPesata {
  readonly forma: string;
  readonly weight: number;
}

function wordsOfItem(
  { voce, letture }: VocePreparata,
  denominazioni: ReadonlyMap<string, string>,
): Map<string, ParolaPesata> {
  const weights = new Map<string, ParolaPesata>();
  const add = (units: readonly Unita[], own: number, otherwise: number): void => {
    for (const { significati } of units) {
      for (const [index, words] of significati.entries()) {
        const weight = index === 0 ? own : otherwise;
        for (const { radice, forma } of words) {
          if (weight > (weights.get(radice)?.weight ?? 0)) weights.set(radice, { forma, weight });
        }
      }
    }
  };
  const { etichetta, altrimenti, descrizione, contesto } = WEIGHT;
  for (const units of letture) add(units, etichetta, altrimenti);
  add(readUnits(voce.descrizione ?? ''), descrizione, descrizione * altrimenti);
  const padre = voce.padre ? (denominazioni.get(voce.padre) ?? '') : '';
  add(readUnits(`${voce.area ?? ''} ${padre}`), contesto, contesto * altrimenti);
  return weights;
}

function vocabularyOf(items: readonly ReadonlyMap<string, ParolaPesata>[]): Map<string, VoceVocabolario> {
  const found = new Map<string, { forma: string; dove: Map<number, number> }>();
  for (const [at, words] of items.entries()) {
    for (const [radice, { forma, weight }] of words) {
      const word = found.get(radice) ?? { forma, dove: new Map<number, number>() };
      word.dove.set(at, weight);
      found.set(radice, word);
    }
  }
  return new Map(
    [...found].map(([radice, { forma, dove }]) => [
      radice,
      { radice, forma, dove, trigrammi: trigramsOf(radice), peso: weightOf(dove, items.length) },
    ]),
  );
}

/** Inverse document frequency: a word of every item tells nothing, one of a single item tells which. */
function weightOf(places: ReadonlyMap<number, number>, items: number): number {
  let frequency = 0;
  for (const weight of places.values()) frequency += weight;
  return Math.log(1 + items / (0.5 + frequency));
}

function byConcept(vocabolario: ReadonlyMap<string, VoceVocabolario>): Map<number, VoceVocabolario[]> {
  const groups = new Map<number, VoceVocabolario[]>();
  for (const word of vocabolario.values()) {
    for (const group of conceptsOf(word.radice)) groups.set(group, [...(groups.get(group) ?? []), word]);
  }
  return groups;
}

function successorsOf(voci: readonly VoceObiettivo[]): Map<string, number[]> {
  const successors = new Map<string, number[]>();
  for (const [at, { sostituisce = [] }] of voci.entries()) {
    for (const former of new Set(sostituisce.map(sameCode)))
      successors.set(former, [...(successors.get(former) ?? []), at]);
  }
  return successors;
}
