import { type Unita, conceptsOf, readUnits, speaksOfMoney } from './lettura-etichetta.js';
import type { Obiettivo, VoceVocabolario } from './obiettivo.js';
import { normalise } from './parole.js';
import { dice, trigramsOf } from './trigrammi.js';

/** How much of a word is found in a synonym of it. */
const SYNONYM = 0.6;
/** Two words written this much alike are one word and a slip; shorter ones are too often two words. */
const SLIP = { alike: 0.6, shortest: 5 };
/** How surely the first letters of a word, at least so many, are that word cut short. */
const CUT = { worth: 0.8, shortest: 4 };

/** The words of the list that a word may be, and how surely. */
export type Letture = ReadonlyMap<VoceVocabolario, number>;

/** A text of the ente, read with the eyes of one list. */
export interface TestoLetto {
  readonly unita: readonly Unita[];
  readonly letture: ReadonlyMap<string, Letture>;
  /** The words of the list that the text says, by stem, and how surely. */
  readonly detto: ReadonlyMap<string, number>;
  /** Positions of the items that have any of them. */
  readonly dove: ReadonlySet<number>;
  readonly trigrammi: ReadonlySet<string>;
  readonly denaro: { readonly itself: boolean; readonly maybe: boolean };
}

export function readText(text: string, obiettivo: Obiettivo): TestoLetto {
  const unita = readUnits(text);
  const letture = new Map<string, Letture>();
  for (const { significati } of unita) {
    for (const { radice } of significati.flat()) {
      if (!letture.has(radice)) letture.set(radice, readingsOf(radice, obiettivo));
    }
  }
  const detto = new Map<string, number>();
  const dove = new Set<number>();
  for (const readings of letture.values()) {
    for (const [word, quality] of readings) {
      detto.set(word.radice, Math.max(quality, detto.get(word.radice) ?? 0));
      for (const at of word.dove.keys()) dove.add(at);
    }
  }
  return { unita, letture, detto, dove, trigrammi: trigramsOf(normalise(text)), denaro: speaksOfMoney(unita) };
}

/** A word is itself and its synonyms; where the list has none of them, the words that are written almost so. */
function readingsOf(radice: string, { vocabolario, perConcetto }: Obiettivo): Letture {
  const readings = new Map<VoceVocabolario, number>();
  const itself = vocabolario.get(radice);
  if (itself !== undefined) readings.set(itself, 1);
  for (const group of conceptsOf(radice)) {
    for (const word of perConcetto.get(group) ?? []) if (!readings.has(word)) readings.set(word, SYNONYM);
  }
  if (readings.size > 0 || radice.length < CUT.shortest) return readings;
  const trigrams = trigramsOf(radice);
  for (const word of vocabolario.values()) {
    const cut = word.radice.startsWith(radice) ? CUT.worth : 0;
    const alike = radice.length < SLIP.shortest ? 0 : dice(trigrams, word.trigrammi);
    const quality = Math.max(cut, alike < SLIP.alike ? 0 : alike);
    if (quality > 0) readings.set(word, quality);
  }
  return readings;
}
