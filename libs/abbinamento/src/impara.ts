import { setImmediate } from 'node:timers/promises';
import { drain, learn } from './apprendimento.js';
import { Bilancia } from './bilancia.js';
import type { OpzioniListe } from './liste.js';
import type { Modello } from './modello.js';
import { indiceOf, prepareAll, startOf } from './preparazione.js';
import type { Soggetto } from './soggetto.js';

/** Of whom the lists are a part, when they were not taken from it by chance but because they are alike. */
export interface Popolazione {
  /** Records taken from it by chance: they say what happens between two persons, and how common a value is. */
  readonly aCaso: readonly Soggetto[];
  /** How many it has. */
  readonly quanti: number;
  /** A value that fewer of `aCaso` have is not kept: a model that is stored must not name anybody. */
  readonly minimo: number;
}

export interface DaImparare extends Pick<OpzioniListe, 'altri' | 'stessoLuogo' | 'veti'> {
  readonly nome: string;
  readonly uno: readonly Soggetto[];
  /** Without it, the first list is learnt from alone: pairs of its own records. */
  readonly altro?: readonly Soggetto[];
  readonly popolazione?: Popolazione;
}

/** Learns a model from two lists, or from one, without labels. The same lists always give the same model. */
export function learnModello(da: DaImparare): Modello {
  return drain(steps(da));
}

/** The same in a process that has others to answer: it pauses every few milliseconds of work. */
export async function learnModelloWithPauses(da: DaImparare): Promise<Modello> {
  const work = steps(da);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

function* steps({ nome, altri, stessoLuogo, veti = true, ...da }: DaImparare): Generator<void, Modello> {
  const partenza = new Bilancia(startOf(altri), stessoLuogo);
  const uno = prepareAll(da.uno, partenza);
  const altro = da.altro === undefined ? uno : prepareAll(da.altro, partenza);
  yield;
  const indice = indiceOf(uno, altro, altri);
  const popolazione = da.popolazione && { ...da.popolazione, aCaso: prepareAll(da.popolazione.aCaso, partenza) };
  yield;
  return yield* learn(nome, { uno, altro, indice, veti, popolazione }, partenza);
}
