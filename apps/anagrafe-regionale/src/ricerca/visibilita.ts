import type { Competenza } from './competenza.js';

/** How much is shown: B, the person with what the caller's own ente sent of it; M, the minimum by which it is recognised. */
export const PROFILI = ['B', 'M'] as const;
export type Profilo = (typeof PROFILI)[number];

/** What ties a person to the places and the enti of the hub. */
export interface LegamiPersona {
  /** ISTAT code of the comune of residence. */
  readonly comune: string | null;
  /** Enti erogatori of its live schede, as far as the question matters. */
  readonly entiErogatori: readonly string[];
}

export interface Visibile {
  readonly regola: 'R1' | 'R2' | 'R4' | 'R5';
  readonly profilo: Profilo;
}

type Regola = Visibile & { readonly vale: (competenza: Competenza, legami: LegamiPersona) => boolean };

const lives = (comuni: readonly string[], { comune }: LegamiPersona): boolean =>
  comune !== null && comuni.includes(comune);

/**
 * Who may see whom, the most generous rule first (design §7). What no rule gives is not shown, nor that it exists (R3);
 * services and needs of other enti are shown by none (R6).
 */
const REGOLE: readonly Regola[] = [
  // A comune, its own residents.
  { regola: 'R1', profilo: 'B', vale: ({ comuniPropri }, legami) => lives(comuniPropri, legami) },
  // Whoever gave a prestazione, wherever the person lives now.
  {
    regola: 'R5',
    profilo: 'B',
    vale: ({ entiPropri }, { entiErogatori }) => entiPropri.some((ente) => entiErogatori.includes(ente)),
  },
  // The capofila, residents and beneficiari of the enti of its ambito.
  {
    regola: 'R4',
    profilo: 'M',
    vale: ({ comuniAmbito, entiGuidati }, legami) =>
      entiGuidati.length > 0 &&
      (lives(comuniAmbito, legami) || legami.entiErogatori.some((ente) => entiGuidati.includes(ente))),
  },
  // An ente of the ambito, residents of its other comuni.
  { regola: 'R2', profilo: 'M', vale: ({ comuniAmbito }, legami) => lives(comuniAmbito, legami) },
];

/** @returns undefined when the caller may not even know that the person is there */
export function visibile(competenza: Competenza, legami: LegamiPersona): Visibile | undefined {
  const found = REGOLE.find(({ vale }) => vale(competenza, legami));
  return found === undefined ? undefined : { regola: found.regola, profilo: found.profilo };
}
