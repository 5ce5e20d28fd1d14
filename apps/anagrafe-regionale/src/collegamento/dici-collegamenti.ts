import { Injectable } from '@nestjs/common';
import { type FattoCollegato, fattiCollegatiV1, rigaCollegataV1 } from '#libs/contracts';
import { type Address, Outbox } from '#libs/messaging';
import { metrics } from '#libs/observability';
import { Clock, type Tx } from '#libs/persistence';
import { inMessaggi } from '../fatto/in-messaggi.js';
import { Pseudonimi } from '../fatto/pseudonimi.js';
import type { RigaLetta } from './riga-letta.js';
import type { SchedaCollegata } from './scheda-da-collegare.js';

/** A riga whose person is known, or a cancellation. */
export interface RigaConPersona {
  readonly letta: RigaLetta;
  readonly collegata: SchedaCollegata;
}

const RIGHE = metrics.counter('snodo_anagrafe_righe_total', 'Righe linked to persons, by outcome', ['esito']);

/** Says to ingestion that a riga has its person, and to reporting what it may know of it. */
@Injectable()
export class DiciCollegamenti {
  constructor(
    private readonly outbox: Outbox,
    private readonly pseudonimi: Pseudonimi,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that links. @param righe at most 500 */
  async say(tx: Tx, righe: readonly RigaConPersona[], to: Address): Promise<void> {
    const il = this.clock.now().toISOString();
    const linked = righe.flatMap(({ letta: { riga }, collegata: { esito } }) => {
      const { rigaId, recordId, revisione } = riga;
      return esito === undefined || esito === 'ignota' ? [] : [{ rigaId, recordId, revisione, esito }];
    });
    if (linked.length > 0) await this.outbox.publish(tx, rigaCollegataV1, { collegateIl: il, righe: linked }, to);
    for (const fatti of inMessaggi(righe.map((riga) => this.#fattoOf(riga)))) {
      await this.outbox.publish(tx, fattiCollegatiV1, { collegatiIl: il, ricostruzione: false, fatti }, to);
    }
    tx.afterCommit(() => {
      for (const { collegata } of righe) RIGHE.inc({ esito: collegata.esito ?? 'annullata' });
    });
  }

  #fattoOf({ letta: { riga, fatto }, collegata: { personaId, fattoRevisione } }: RigaConPersona): FattoCollegato {
    return {
      fattoId: this.pseudonimi.ofFatto(riga.recordId),
      pseudonimo: personaId === undefined ? null : this.pseudonimi.ofPersona(personaId),
      revisione: fattoRevisione,
      annullato: riga.annullamento,
      ...fatto,
    };
  }
}
