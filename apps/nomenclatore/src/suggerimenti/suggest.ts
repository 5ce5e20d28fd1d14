import { keyOfLabel } from './lettura-etichetta.js';
import { type Obiettivo, sameCode } from './obiettivo.js';
import { normalise } from './parole.js';
import { ragioneCodice, ragioneDenominazione, ragioneSuccessione, ragioneTesto, ragioneVicini } from './ragioni.js';
import { type Somiglianza, compareText } from './somiglianza.js';
import { type Concordanza, type Vicini, concordances } from './vicini.js';
import type { EnteRichiedente, Ragione, Suggerimento, VoceLocale } from './tipi.js';

/** Under it nothing is said: whoever has a thousand codes to map learns not to read suggestions that are mostly wrong. */
const THRESHOLD = 0.35;
const MOST = 3;
/** What each signal alone is worth; two of them agreeing are worth more than either. */
const WORTH = {
  stessaDenominazione: 0.9,
  stesseParole: 0.8,
  stessoCodice: 0.6,
  /** A local code of one or two characters equals a regional one by chance. */
  stessoCodiceBreve: 0.2,
  unicoSuccessore: 0.9,
  /** One of the parts of a divided item: the label must say which. */
  unoDeiSuccessori: 0.6,
};
const SHORT_CODE = 3;
const BEYOND = 0.25;

export interface Domanda {
  readonly voce: VoceLocale;
  readonly ente: EnteRichiedente;
  readonly obiettivo: Obiettivo;
  readonly vicini?: Vicini;
  /** How many at most; 3 when not said. */
  readonly massimo?: number;
}

/** One signal for one target: how sure it alone would make, and its words. */
interface Indizio {
  readonly valore: number;
  readonly ragione: Ragione;
}

/**
 * The targets a local code most likely stands for, best first, each with its reasons; none when nothing is likely enough.
 * Signals are put together as independent witnesses (1 − Π(1 − valore)), so that a further one never makes a target less likely.
 */
export function suggest({ voce, ente, obiettivo, vicini, massimo = MOST }: Domanda): Suggerimento[] {
  const indizi = new Map<number, Indizio[]>();
  const add = (at: number, indizio: Indizio): void => void indizi.set(at, [...(indizi.get(at) ?? []), indizio]);
  addSuccession(voce, obiettivo, add);
  addCode(voce, obiettivo, add);
  addText(voce, obiettivo, add);
  if (vicini !== undefined) addNeighbours(concordances(vicini, voce, ente), ente, obiettivo, add);
  return [...indizi]
    .map(([at, each]) => ({ at, punteggio: scoreOf(each), ragioni: reasonsOf(each) }))
    .filter(({ punteggio }) => punteggio >= THRESHOLD)
    .sort((a, b) => b.punteggio - a.punteggio || a.at - b.at)
    .slice(0, massimo)
    .map(({ at, punteggio, ragioni }) => ({ codice: obiettivo.voci[at]!.voce.codice, punteggio, ragioni }));
}

type Add = (at: number, indizio: Indizio) => void;

function addText(voce: VoceLocale, obiettivo: Obiettivo, add: Add): void {
  const normalised = normalise(voce.denominazione);
  const key = keyOfLabel(voce.denominazione);
  const similar = compareText(voce, obiettivo);
  for (const [at, { voce: target, normalizzata, chiave }] of obiettivo.voci.entries()) {
    if (normalised !== '' && normalizzata === normalised) {
      add(at, { valore: WORTH.stessaDenominazione, ragione: ragioneDenominazione(target) });
      continue;
    }
    const { valore, parole } = similar.get(at) ?? ({ valore: 0, parole: [] } satisfies Somiglianza);
    if (valore === 0) continue;
    const sameWords = chiave === key && normalised !== '';
    add(at, {
      valore: sameWords ? Math.max(WORTH.stesseParole, confidenceOf(valore)) : confidenceOf(valore),
      ragione: ragioneTesto(target, parole),
    });
  }
}

/**
 * A similarity is worth itself up to that of labels with the same words, and little more beyond: however alike, two wordings
 * are not the same label. The figures agree with what was measured: docs/benchmarks.md, S1.
 */
function confidenceOf(similarity: number): number {
  const sure = WORTH.stesseParole;
  return similarity <= sure ? similarity : sure + (similarity - sure) * BEYOND;
}

function addCode(voce: VoceLocale, obiettivo: Obiettivo, add: Add): void {
  const code = sameCode(voce.codice);
  const at = obiettivo.perCodice.get(code);
  if (at === undefined) return;
  add(at, {
    valore: code.length < SHORT_CODE ? WORTH.stessoCodiceBreve : WORTH.stessoCodice,
    ragione: ragioneCodice(),
  });
}

/** What the code stood for before is gone: what has come in its place is the likeliest. The ente's own code may be the former regional one. */
function addSuccession(voce: VoceLocale, obiettivo: Obiettivo, add: Add): void {
  const formers = voce.destinazioniPrecedenti?.length ? voce.destinazioniPrecedenti : [voce.codice];
  const best = new Map<number, Indizio>();
  for (const former of formers) {
    const successors = obiettivo.successori.get(sameCode(former)) ?? [];
    const valore = successors.length === 1 ? WORTH.unicoSuccessore : WORTH.unoDeiSuccessori;
    const codici = successors.map((at) => obiettivo.voci[at]!.voce.codice);
    for (const at of successors) {
      if (valore <= (best.get(at)?.valore ?? 0)) continue;
      const merged = obiettivo.voci[at]!.voce.sostituisce!;
      best.set(at, { valore, ragione: ragioneSuccessione(former, codici, merged, obiettivo.versionePrecedente) });
    }
  }
  for (const [at, indizio] of best) add(at, indizio);
}

/** A decision for an item that is gone is one for what took its place, if that is one item; for the parts of a divided item it says nothing. */
function addNeighbours(
  found: ReadonlyMap<string, Concordanza>,
  ente: EnteRichiedente,
  obiettivo: Obiettivo,
  add: Add,
): void {
  for (const [target, concordanza] of found) {
    const itself = obiettivo.perCodice.get(target);
    const successors = obiettivo.successori.get(target) ?? [];
    const at = itself ?? (successors.length === 1 ? successors[0] : undefined);
    if (at !== undefined) add(at, { valore: concordanza.valore, ragione: ragioneVicini(concordanza, ente.ambito) });
  }
}

function scoreOf(indizi: readonly Indizio[]): number {
  const doubts = indizi.map(({ valore }) => 1 - valore).sort((a, b) => a - b);
  return Math.round((1 - doubts.reduce((product, doubt) => product * doubt, 1)) * 1000) / 1000;
}

function reasonsOf(indizi: readonly Indizio[]): Ragione[] {
  return [...indizi].sort((a, b) => b.valore - a.valore).map(({ ragione }) => ragione);
}
