import type { Cronologia } from './cronologia.js';
import type { DettoResidenza, Periodo } from './detto-residenza.js';

export type GenereResidenza = 'residenza' | 'domicilio';

/** A period of a person as it is kept. */
export interface RigaResidenza {
  readonly personaId: string;
  readonly genere: GenereResidenza;
  readonly comune: string;
  readonly fonte: DettoResidenza['fonte'];
  readonly dal: string;
  readonly al: string | null;
  readonly indirizzo: string | null;
}

/** Every period that is to be known of some persons. */
export function periodsOf(cronologie: ReadonlyMap<string, Cronologia>): RigaResidenza[] {
  return [...cronologie].flatMap(([personaId, { residenze, domicili }]) => [
    ...residenze.map((una) => ({ personaId, genere: 'residenza' as const, fonte: una.fonte, ...daysOf(una) })),
    ...domicili.map((uno) => ({
      personaId,
      genere: 'domicilio' as const,
      fonte: 'anagrafe_comunale' as const,
      ...daysOf(uno),
    })),
  ]);
}

function daysOf({ comune, dal, al, indirizzo }: Periodo & { readonly comune: string }) {
  return { comune, dal, al: al ?? null, indirizzo: indirizzo ?? null };
}

/** What of what is known is so no more, and what is so and was not known. */
export function changesOf<K extends RigaResidenza>(
  note: readonly K[],
  ora: readonly RigaResidenza[],
): { readonly chiuse: readonly K[]; readonly nuove: readonly RigaResidenza[] } {
  const known = new Set(note.map(keyOf));
  const right = new Map(ora.map((row) => [keyOf(row), row]));
  return {
    chiuse: note.filter((row) => !right.has(keyOf(row))),
    nuove: [...right].filter(([key]) => !known.has(key)).map(([, row]) => row),
  };
}

function keyOf({ personaId, genere, comune, fonte, dal, al, indirizzo }: RigaResidenza): string {
  return JSON.stringify([personaId, genere, comune, fonte, dal, al, indirizzo]);
}
