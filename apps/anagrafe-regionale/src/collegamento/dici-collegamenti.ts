import { Injectable } from '@nestjs/common';
import { type FattoCollegato, fattiCollegatiV1, rigaCollegataV1 } from '#libs/contracts';
import { type Address, Outbox } from '#libs/messaging';
import { metrics } from '#libs/observability';
import { Clock, type Tx } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Tracciato } from '#libs/tracciati';
import { fattoCollegato } from '../fatto/fatto-collegato.js';
import { inMessaggi } from '../fatto/in-messaggi.js';
import { Pseudonimi } from '../fatto/pseudonimi.js';
import type { Collegamento } from '../persona/persone-note.js';
import type { RigaLetta } from './riga-letta.js';

/** A riga whose person is known, or a cancellation. */
export interface RigaConPersona {
  readonly letta: RigaLetta;
  readonly collegamento: Collegamento;
}

const RIGHE = metrics.counter('snodo_anagrafe_righe_total', 'Righe linked to persons, by outcome', ['esito']);

/** Says to ingestion that a riga has its person, and to reporting what it may know of it. */
@Injectable()
export class DiciCollegamenti {
  constructor(
    private readonly outbox: Outbox,
    private readonly pseudonimi: Pseudonimi,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that links. @param righe at least one, at most 500 */
  async say(tx: Tx, tracciato: Tracciato, righe: readonly RigaConPersona[], to: Address): Promise<void> {
    const il = this.clock.now().toISOString();
    const linked = righe.flatMap(({ letta: { riga }, collegamento: { esito } }) => {
      const { rigaId, recordId, revisione } = riga;
      return esito === undefined ? [] : [{ rigaId, recordId, revisione, esito }];
    });
    if (linked.length > 0) await this.outbox.publish(tx, rigaCollegataV1, { collegateIl: il, righe: linked }, to);
    for (const fatti of inMessaggi(righe.map((riga) => this.#fattoOf(riga, tracciato)))) {
      await this.outbox.publish(tx, fattiCollegatiV1, { collegatiIl: il, ricostruzione: false, fatti }, to);
    }
    tx.afterCommit(() => {
      for (const { collegamento } of righe) RIGHE.inc({ esito: collegamento.esito ?? 'annullata' });
    });
  }

  #fattoOf(
    { letta: { riga, scheda }, collegamento: { personaId } }: RigaConPersona,
    tracciato: Tracciato,
  ): FattoCollegato {
    const digests = {
      fattoId: this.pseudonimi.ofFatto(riga.recordId),
      pseudonimo: personaId === undefined ? null : this.pseudonimi.ofPersona(personaId),
    };
    return fattoCollegato({ riga, dati: scheda?.dati }, digests, tracciato, this.riferimenti.territorio);
  }
}
