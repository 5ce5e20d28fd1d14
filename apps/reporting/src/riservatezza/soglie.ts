/** Areas of PS_PSA_SINA: 1 family and minors, 2 disability, 3 poverty; null where the sender did not say. */
export type Area = '1' | '2' | '3' | null;
export const AREE: readonly Area[] = ['1', '2', '3', null];

/** No cell of fewer persons is ever shown, whatever the settings say. */
export const SOGLIA_MINIMA = 3;
/** The same where the cell is about minors or health. */
export const SOGLIA_MINIMA_DELICATA = 5;

/** The least persons of a cell that is shown. */
export interface Soglie {
  readonly ordinaria: number;
  readonly delicata: number;
}

/** An area that was not said may be any: it is as delicate as the most delicate. */
const ORDINARIE: ReadonlySet<Area> = new Set(['3']);

/**
 * The threshold of an area. The floor is here, under every setting: whoever calls with less gets the floor.
 */
export function sogliaOf(area: Area, { ordinaria, delicata }: Soglie): number {
  return ORDINARIE.has(area) ? Math.max(SOGLIA_MINIMA, ordinaria) : Math.max(SOGLIA_MINIMA_DELICATA, delicata);
}
