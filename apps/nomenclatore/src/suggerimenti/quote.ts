import type { Unita } from './lettura-etichetta.js';
import type { Obiettivo, VocePreparata, VoceVocabolario } from './obiettivo.js';
import type { Parola } from './parole.js';
import type { Letture, TestoLetto } from './testo-letto.js';
import type { ParolaComune } from './tipi.js';

/** Of what is found in words it is only said with otherwise: an acronym may mean something else in another place. */
const OTHERWISE = 0.95;
/** Of a label said in short only. */
const IN_SHORT = 0.9;
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
    const ownKnown = significati[0]!.every(({ radice }) => letture.get(radice)!.size > 0);
    let best = { ratio: 0, intesa: '' };
    let weight = 0;
    for (const [index, words] of significati.entries()) {
      const read = words.map((word) => inItem(letture.get(word.radice)!, at, ignoto));
      const sum = sumOf(read, (each) => each.weight);
      const ratio = shareOf(sumOf(read, (each) => each.weight * each.quality) / sum, index);
      // An acronym weighs what it means; words that the list has weigh themselves, however long their explanation.
      if (index === 0 || !ownKnown) weight = Math.max(weight, sum);
      if (ratio > best.ratio) best = { ratio, intesa: intesaOf(words, read) };
    }
    total += weight;
    found += weight * best.ratio;
    if (best.ratio > 0) parole.push({ scritta, intesa: best.intesa });
  }
  return { share: total === 0 ? 0 : found / (total + UNSAID), parole };
}

/** Half of an explanation is less than half of what it explains: `servizio` alone says nothing of a SAD. */
function shareOf(found: number, meaning: number): number {
  return meaning === 0 ? found : OTHERWISE * found * found;
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

/** How much of what the item's label says the ente's text says too; of its readings, the one that is said most. */
export function shareOfTarget(
  letture: VocePreparata['letture'],
  detto: ReadonlyMap<string, number>,
  obiettivo: Obiettivo,
): number {
  return Math.max(...letture.map((units, index) => (index === 0 ? 1 : IN_SHORT) * shareSaid(units, detto, obiettivo)));
}

function shareSaid(units: readonly Unita[], detto: ReadonlyMap<string, number>, obiettivo: Obiettivo): number {
  let total = 0;
  let found = 0;
  for (const { significati } of units) {
    const shares = significati.map((words, index) => {
      const heard = sumOf(words, ({ radice }) => obiettivo.vocabolario.get(radice)!.peso * (detto.get(radice) ?? 0));
      return shareOf(heard / weightOf(words, obiettivo), index);
    });
    const weight = weightOf(significati[0]!, obiettivo);
    total += weight;
    found += weight * Math.max(...shares);
  }
  return total === 0 ? 0 : found / total;
}

function weightOf(words: readonly Parola[], { vocabolario }: Obiettivo): number {
  return sumOf(words, ({ radice }) => vocabolario.get(radice)!.peso);
}

function sumOf<T>(values: readonly T[], valueOf: (value: T) => number): number {
  let sum = 0;
  for (const value of values) sum += valueOf(value);
  return sum;
}
