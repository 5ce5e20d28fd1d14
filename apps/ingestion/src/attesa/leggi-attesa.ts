import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { type AttesaRiga, attesaOf } from './motivo-attesa.js';

/** Says what a riga waits for: as the registries are now, because that is what its sender can act upon. */
@Injectable()
export class LeggiAttesa {
  constructor(private readonly riferimenti: Riferimenti) {}

  /** @param rigaId the riga that made the revision @returns null when it has just been let go */
  async read(tx: Tx, rigaId: string): Promise<AttesaRiga | null> {
    const [row] = await tx.query<{ ente: string; codice: string; giorno: string; dal: Date }>(
      `SELECT ente_erogatore AS ente, codice, giorno_evento AS giorno, dal FROM riga_in_attesa WHERE riga_id = $1`,
      [rigaId],
    );
    if (row === undefined) return null;
    const { ente, codice, giorno, dal } = row;
    return attesaOf({ codice, giorno, dal }, this.riferimenti.codifica(ente, codice, giorno));
  }
}
