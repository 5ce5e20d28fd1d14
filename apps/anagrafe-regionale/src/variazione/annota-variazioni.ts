import { Injectable } from '@nestjs/common';
import type { LegalDay } from '#libs/codici';
import { Clock, type Tx } from '#libs/persistence';
import { type GruppoVariazione, bitsOf } from './gruppi.js';

/** That something of a person changed: which kinds of thing, never what they were or are. */
export interface VariazionePersona {
  readonly personaId: string;
  readonly gruppi: readonly GruppoVariazione[];
  /** Legal day from which it holds. Not of a death: that day is a value. */
  readonly decorrenza?: LegalDay;
  /** Because of whom it changed, if another: of who leaves a household under protection nothing is told through those who stay. */
  readonly causa?: string;
  /** `unione`: the person was absorbed into the other; `separazione`: the other came out of it. */
  readonly legame?: { readonly tipo: 'unione' | 'separazione'; readonly altra: string };
}

const INSERT = {
  name: 'snodo_anagrafe_variazione',
  text: `INSERT INTO variazione (persona_id, gruppi, decorrenza, causa, legame, altra, annotata_il)
    SELECT v.*, $7::timestamptz FROM unnest($1::uuid[], $2::smallint[], $3::date[], $4::uuid[], $5::text[], $6::uuid[]) AS v`,
};

/** Leaves word of what changed for those who subscribed. */
@Injectable()
export class AnnotaVariazioni {
  constructor(private readonly clock: Clock) {}

  /**
   * In the transaction that makes the change true: both are there, or neither. Whether anybody subscribed is not asked here: a
   * subscription that commits meanwhile would miss the change. Of a person that this transaction makes there is nothing to note: nobody
   * can know it yet.
   */
  async note(tx: Tx, variazioni: readonly VariazionePersona[]): Promise<void> {
    if (variazioni.length === 0) return;
    await tx.atCommit(INSERT, [
      variazioni.map(({ personaId }) => personaId),
      variazioni.map(({ gruppi }) => bitsOf(gruppi)),
      variazioni.map(({ decorrenza }) => decorrenza ?? null),
      variazioni.map(({ causa }) => causa ?? null),
      variazioni.map(({ legame }) => legame?.tipo ?? null),
      variazioni.map(({ legame }) => legame?.altra ?? null),
      this.clock.now(),
    ]);
  }
}
