import type { Tx } from '#libs/persistence';
import type { Segno } from './segno.js';

/** An entry that is about to be sealed. */
export interface Voce {
  /** What the entry is, with its version. */
  readonly genere: string;
  /** The object that it is of. */
  readonly oggetto: string;
  /** Its bytes, from `leafBytes`. */
  readonly contenuto: Buffer;
  /** What the register must keep so that the bytes can be made again; null when the object has all of it. */
  readonly serbato: Buffer | null;
}

/** What waits to be sealed, as much of it as one round takes. */
export interface VociInAttesa {
  readonly voci: readonly Voce[];
  /** There may be more: the next round should not wait. */
  readonly altre: boolean;
}

/** A sealed entry as the register has it. */
export interface FogliaSerbata {
  readonly oggetto: string;
  readonly serbato: Buffer | null;
}

/** Where entries of one kind come from, and where their bytes are found again. */
export interface FonteVoci {
  readonly genere: string;
  /** Under the lock of the sealing: nobody else takes at the same time. */
  take(tx: Tx): Promise<VociInAttesa>;
  /** @returns the bytes of each entry as its object says them today, by object; nothing for one whose object is gone */
  read(tx: Tx, foglie: readonly FogliaSerbata[]): Promise<ReadonlyMap<string, Buffer>>;
  /** By which what waits is found, where objects come in the order of their ids: it also tells what was passed over, or added to the past. */
  readonly segno?: Segno;
  /** @returns whether an entry may be gone, because its time had come */
  expired?(tx: Tx): Promise<(genere: string, oggetto: string) => boolean>;
}
