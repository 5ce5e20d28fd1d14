import type { Obiettivo } from './obiettivo.js';
import { shareOfLocal, shareOfTarget } from './quote.js';
import { type TestoLetto, readText } from './testo-letto.js';
import { dice } from './trigrammi.js';
import type { ParolaComune, VoceLocale } from './tipi.js';

/** The score of a text: how much of the ente's label the target says, how much of the target's the ente says, letters alike. */
const PART = { detto: 0.55, taciuto: 0.3, lettere: 0.15 };
/** Left of the similarity where one side speaks of money and the other does not: a service is not the contribution to its price. */
const OTHER_KIND = 0.85;
/** Left of it where the item is given by others than enti: enough to come after one of theirs that is as alike. */
const ALTRUI = 0.95;
/** Letters alone say something only where they are so much alike. */
const LETTERS_ALIKE = 0.4;
/** What a description, and the parent's label, may add by themselves to a label that says nothing. */
const BESIDE = { descrizione: 0.6, padre: 0.3 };
/** How surely a word of the target's label is said that stands beside the ente's label only: `Mensa`, under `Servizi scolastici`. */
const SAID_BESIDE = 0.8;

/** How alike one target is to the ente's code, by words. */
export interface Somiglianza {
  readonly valore: number;
  readonly parole: readonly ParolaComune[];
}

/** How alike a local item is to the items of the list that share anything with it; by position in the list. */
export function compareText(voce: VoceLocale, obiettivo: Obiettivo): Map<number, Somiglianza> {
  const label = readText(voce.denominazione, obiettivo);
  const beside = [
    { letto: readText(voce.descrizione ?? '', obiettivo), share: BESIDE.descrizione },
    { letto: readText(voce.denominazionePadre ?? '', obiettivo), share: BESIDE.padre },
  ];
  const detto = new Map(label.detto);
  for (const [radice, quality] of beside.flatMap(({ letto }) => [...letto.detto])) {
    detto.set(radice, Math.max(quality * SAID_BESIDE, detto.get(radice) ?? 0));
  }
  const results = compare(label, detto, obiettivo);
  for (const { letto, share } of beside) {
    for (const [at, { valore, parole }] of compare(letto, letto.detto, obiettivo)) {
      const former = results.get(at) ?? { valore: 0, parole: [] };
      results.set(at, {
        valore: 1 - (1 - former.valore) * (1 - share * valore),
        parole: former.parole.length > 0 ? former.parole : parole,
      });
    }
  }
  return results;
}

function compare(
  letto: TestoLetto,
  detto: ReadonlyMap<string, number>,
  obiettivo: Obiettivo,
): Map<number, Somiglianza> {
  const results = new Map<number, Somiglianza>();
  for (const [at, { voce, letture, denaro, trigrammi }] of obiettivo.voci.entries()) {
    const letters = dice(letto.trigrammi, trigrammi);
    if (letters < LETTERS_ALIKE && !letto.dove.has(at)) continue;
    const { share, parole } = shareOfLocal(letto, at, obiettivo.pesoIgnoto);
    const valore =
      PART.detto * share + PART.taciuto * shareOfTarget(letture, detto, obiettivo) + PART.lettere * letters;
    const otherKind = denaro ? !letto.denaro.maybe : letto.denaro.itself;
    results.set(at, { valore: valore * (otherKind ? OTHER_KIND : 1) * (voce.altrui ? ALTRUI : 1), parole });
  }
  return results;
}
