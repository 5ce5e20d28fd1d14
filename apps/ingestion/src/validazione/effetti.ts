import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { Rilievo } from '#libs/tracciati';
import { AnnullaRighe } from '../record/annulla-righe.js';
import { ApplicaRighe } from '../record/applica-righe.js';
import { ConcludiInvio } from './concludi-invio.js';
import type { EsitoLettura } from './esito-lettura.js';
import { type Lavoro, Lavori } from './lavori.js';
import type { Lotto } from './lotto.js';

/** What a job does to the world, by its kind. */
@Injectable()
export class Effetti {
  constructor(
    private readonly applica: ApplicaRighe,
    private readonly annulla: AnnullaRighe,
    private readonly concludi: ConcludiInvio,
    private readonly lavori: Lavori,
  ) {}

  async apply(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<void> {
    if (lotti.length === 0) return;
    if (lavoro.genere === 'annullamento') await this.annulla.cancel(tx, lavoro, esito, lotti);
    else if (esito.respintoPerIntero) await this.applica.refuse(tx, lavoro, esito, lotti);
    else await this.applica.apply(tx, lavoro, esito, lotti);
  }

  /** What was found on the invio as a whole; a cancellation does not judge again. */
  async note(tx: Tx, lavoro: Lavoro, { enteErogatore }: EsitoLettura, rilievi: readonly Rilievo[]): Promise<void> {
    if (lavoro.genere === 'annullamento') return;
    await this.applica.noteRilievi(tx, { invioId: lavoro.invioId, enteErogatore }, [{ numero: 0, dal: 0, rilievi }]);
  }

  async conclude(tx: Tx, lavoro: Lavoro, esito: EsitoLettura): Promise<void> {
    if (lavoro.genere === 'annullamento') await this.lavori.finish(tx, lavoro);
    else await this.concludi.conclude(tx, lavoro, esito);
  }
}
