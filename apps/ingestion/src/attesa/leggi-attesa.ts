import { Injectable } from '@nestjs/common';
import { type Tx, uuids } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { type AttesaRiga, attesaOf } from './motivo-attesa.js';

/** Says what a riga waits for: as the registries are now, because that is what its sender can act upon. */
@Injectable()
export class LeggiAttesa {
  constructor(private readonly riferimenti: Riferimenti) {}

  /** @param rigaId the riga that made the revision @returns null when it has just been let go */
  async read(tx: Tx, rigaId: string): Promise<AttesaRiga | null> {
    return (await this.readAll(tx, [rigaId])).get(rigaId) ?? null;
  }

  /** By riga; without those that wait no more. @param righe ids of righe that made a revision */
  async readAll(tx: Tx, righe: readonly string[]): Promise<ReadonlyMap<string, AttesaRiga>> {
    if (righe.length === 0) return new Map();
    const rows = await tx.query<{ id: string; ente: string; codice: string; giorno: string; dal: Date }>(
      `SELECT riga_id AS id, ente_erogatore AS ente, codice, giorno_evento AS giorno, dal FROM riga_in_attesa
       WHERE riga_id = ANY ($1::uuid[])`,
      [uuids(righe)],
    );
    return new Map(
      rows.map(({ id, ente, codice, giorno, dal }) => [
        id,
        attesaOf({ codice, giorno, dal }, this.riferimenti.codifica(ente, codice, giorno)),
      ]),
    );
  }
}
