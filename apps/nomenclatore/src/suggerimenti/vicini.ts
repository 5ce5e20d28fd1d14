import { keyOfLabel } from './lettura-etichetta.js';
import { sameCode } from './obiettivo.js';
import type { AssociazioneVicina, EnteRichiedente, VoceLocale } from './tipi.js';

/** How much one ente that associated the same label so persuades; the same code too says that both have one list, not one word. */
const PERSUADES = {
  ambito: { etichetta: 0.4, etichettaECodice: 0.5 },
  altrove: { etichetta: 0.2, etichettaECodice: 0.25 },
};

/** Associazioni of other enti by what their labels say. */
export type Vicini = ReadonlyMap<string, readonly AssociazioneVicina[]>;

/** Who decided the same for one target, and how much that is worth. */
export interface Concordanza {
  /** 0 to 1; every further ente adds to it. */
  readonly valore: number;
  readonly entiDellAmbito: number;
  readonly altriEnti: number;
}

/** @param associazioni approved ones of all enti; their order changes nothing */
export function prepareVicini(associazioni: readonly AssociazioneVicina[]): Vicini {
  const vicini = new Map<string, AssociazioneVicina[]>();
  for (const associazione of associazioni) {
    const key = keyOfLabel(associazione.denominazione);
    const same = vicini.get(key);
    if (same === undefined) vicini.set(key, [associazione]);
    else same.push(associazione);
  }
  return vicini;
}

/** Concordance of the other enti by code of the target, as the ente that decided wrote it. The asking ente is no neighbour of its own. */
export function concordances(vicini: Vicini, voce: VoceLocale, ente: EnteRichiedente): Map<string, Concordanza> {
  const byTarget = new Map<string, Map<string, AssociazioneVicina>>();
  for (const vicina of vicini.get(keyOfLabel(voce.denominazione)) ?? []) {
    if (vicina.ente === ente.codice) continue;
    const target = sameCode(vicina.destinazione);
    const enti = byTarget.get(target) ?? new Map<string, AssociazioneVicina>();
    const former = enti.get(vicina.ente);
    if (former === undefined || persuasion(vicina, voce, ente) > persuasion(former, voce, ente)) {
      enti.set(vicina.ente, vicina);
    }
    byTarget.set(target, enti);
  }
  return new Map([...byTarget].map(([target, enti]) => [target, together([...enti.values()], voce, ente)]));
}

function together(vicine: readonly AssociazioneVicina[], voce: VoceLocale, ente: EnteRichiedente): Concordanza {
  const entiDellAmbito = vicine.filter((vicina) => inAmbito(vicina, ente)).length;
  // Sorted: a product of the same factors in another order may differ in its last digit.
  const factors = vicine.map((vicina) => 1 - persuasion(vicina, voce, ente)).sort((a, b) => a - b);
  return {
    valore: 1 - factors.reduce((product, factor) => product * factor, 1),
    entiDellAmbito,
    altriEnti: vicine.length - entiDellAmbito,
  };
}

function persuasion(vicina: AssociazioneVicina, voce: VoceLocale, ente: EnteRichiedente): number {
  const { etichetta, etichettaECodice } = inAmbito(vicina, ente) ? PERSUADES.ambito : PERSUADES.altrove;
  return sameCode(vicina.codice) === sameCode(voce.codice) ? etichettaECodice : etichetta;
}

function inAmbito(vicina: AssociazioneVicina, ente: EnteRichiedente): boolean {
  return ente.ambito !== null && vicina.ambito === ente.ambito;
}
