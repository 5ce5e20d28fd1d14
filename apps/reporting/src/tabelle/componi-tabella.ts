import { type CellaProtetta, type Conteggio, proteggi } from '../riservatezza/riservatezza.js';
import { AREE, type Area, type Soglie, sogliaOf } from '../riservatezza/soglie.js';
import type { TerritorioDellAnno } from './territorio-dell-anno.js';

/** What is known of one cell, and which cell it is. `ambito` is null for facts of enti that are in none. */
export interface ConteggioDiCella extends Conteggio {
  readonly ambito: string | null;
  readonly area: Area;
}

export interface CellaDiTabella extends CellaProtetta {
  readonly ambito: { readonly id: string; readonly codice: string; readonly denominazione: string } | null;
  readonly area: Area;
}

/**
 * The table of one year: every ambito by every area, each cell in one state, and without margins: a total would give a hidden cell away.
 * Facts of enti without an ambito make rows of their own, so that they are not lost in silence; there are none if there are no such facts.
 * Only a fact of the ambito and of that very year makes its empty cells a zero: a delivery says nothing of the years it speaks of.
 */
export function componiTabella(
  territorio: TerritorioDellAnno,
  conteggi: readonly ConteggioDiCella[],
  soglie: Soglie,
): CellaDiTabella[] {
  const known = new Map(conteggi.map((conteggio) => [keyOf(conteggio.ambito, conteggio.area), conteggio]));
  const arrived = new Set(conteggi.map(({ ambito }) => ambito));
  const places = [
    ...territorio.ambiti.map(({ id, codice, denominazione }) => ({ id, codice, denominazione })),
    ...(arrived.has(null) ? [null] : []),
  ];
  return places.flatMap((ambito) =>
    AREE.map((area) => {
      const id = ambito?.id ?? null;
      return { ambito, area, ...proteggi(known.get(keyOf(id, area)), arrived.has(id), sogliaOf(area, soglie)) };
    }),
  );
}

function keyOf(ambito: string | null, area: Area): string {
  return `${ambito ?? ''} ${area ?? ''}`;
}
