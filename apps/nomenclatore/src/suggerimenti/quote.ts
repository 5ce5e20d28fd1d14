import type { Unita } from './lettura-etichetta.js';
import type { Obiettivo, VoceVocabolario } from './obiettivo.js';
import type { Parola } from './parole.js';
import type { Letture, TestoLetto } from './testo-letto.js';
import type { ParolaComune } from './tipi.js';

/** How much of it is found in words it is only said with otherwise: an acronym may mean something else in another place. */
const OTHERWISE = 0.95;
/** Added to the weight of what is said, so that a label of one word that half of the list has is not wholly found. */
const UNSAID = 1.5;

/** How much of what the ente's label says the item says too, by weight of the words; and in which words. */
export function shareOfLocal(
  { unita, letture }: TestoLetto,
  at: number,
  ignoto: number,
): { readonly share: number; readonly parole: readonly ParolaComune[] } {
  let total = 0;
  let found = 0;
  const parole: ParolaComune[] = [];
  for (const { scritta, significati } of unita) {
    let best = { ratio: 0, intesa: '' };
    let weight = 0;
    for (const [index, words] of significati.entries()) {
      const read = words.map((word) => inItem(letture.get(word.radice)!, at, ignoto));
      const sum = sumOf(read, (each) => each.weight);
      const ratio = (sumOf(read, (each) => each.weight * each.quality) / sum) * (index === 0 ? 1 : OTHERWISE);
      weight = Math.max(weight, sum);
      if (ratio > best.ratio) best = { ratio, intesa: intesaOf(words, read) };
    }
    total += weight;
    found += weight * best.ratio;
    if (best.ratio > 0) parole.push({ scritta, intesa: best.intesa });
  }
  return { share: total === 0 ? 0 : found / (total + UNSAID), parole };
}

interface WordInItem {
  readonly weight: number;
  readonly quality: number;
  readonly as: VoceVocabolario | undefined;
}

function inItem(readings: Letture, at: number, ignoto: number): WordInItem {
  let [weight, quality] = [0, 0];
  let as: VoceVocabolario | undefined;
  for (const [word, likeness] of readings) {
    weight = Math.max(weight, word.peso * likeness);
    const here = likeness * (word.dove.get(at) ?? 0);
    if (here > quality) [quality, as] = [here, word];
  }
  return { weight: weight || ignoto, quality, as };
}

/** The words found, as the ente wrote them where the list has the same ones. */
function intesaOf(words: readonly Parola[], read: readonly WordInItem[]): string {
  return read
    .flatMap(({ as }, index) => {
      if (as === undefined) return [];
      const { radice, forma } = words[index]!;
      return as.radice === radice ? [forma] : [as.forma];
    })
    .join(' ');
}

/** How much of what the item's label says the ente's text says too. */
export function shareOfTarget(
  units: readonly Unita[],
  detto: ReadonlyMap<string, number>,
  obiettivo: Obiettivo,
): number {
  let total = 0;
  let found = 0;
  for (const { significati } of units) {
    let best = 0;
    let weight = 0;
    for (const [index, words] of significati.entries()) {
      const pesi = words.map(({ radice }) => obiettivo.vocabolario.get(radice)!.peso);
      const sum = sumOf(pesi, (peso) => peso);
      const heard = sumOf(pesi, (peso, at) => peso * (detto.get(words[at]!.radice) ?? 0));
      weight = Math.max(weight, sum);
      best = Math.max(best, (heard / sum) * (index === 0 ? 1 : OTHERWISE));
    }
    total += weight;
    found += weight * best;
  }
  return total === 0 ? 0 : found / total;
}

function sumOf<T>(values: readonly T[], valueOf: (value: T, index: number) => number): number {
  let sum = 0;
  for (const [index, value] of values.entries()) sum += valueOf(value, index);
  return sum;
}
