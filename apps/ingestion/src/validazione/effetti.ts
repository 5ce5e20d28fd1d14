import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { Rilievo } from '#libs/tracciati';
import { AnnullaRighe } from '../record/annulla-righe.js';
import { ApplicaRighe } from '../record/applica-righe.js';
import { conteggiOf } from '../record/riga-applicata.js';
import { writeRilievi } from '../rilievo/scrivi-rilievi.js';
import { ConcludiInvio } from './concludi-invio.js';
import { type Conteggi, NESSUN_CONTEGGIO } from './conteggi.js';
import type { EsitoLettura } from './esito-lettura.js';
import type { Lavoro } from './lavori.js';
import type { Lotto } from './lotto.js';

/** What a job does to the world, by its kind. */
@Injectable()
export class Effetti {
  constructor(
    private readonly applica: ApplicaRighe,
    private readonly annulla: AnnullaRighe,
    private readonly concludi: ConcludiInvio,
    private readonly keyRing: KeyRing,
  ) {}

  async apply(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly Lotto[]): Promise<Conteggi> {
    if (lotti.length === 0) return NESSUN_CONTEGGIO;
    if (lavoro.genere === 'validazione') {
      return esito.respintoPerIntero
        ? this.applica.refuse(tx, lavoro, esito, lotti)
        : this.applica.apply(tx, lavoro, esito, lotti);
    }
    return this.annulla.cancel(tx, lavoro, esito, lotti);
  }

  /** What was found on the invio as a whole; a cancellation does not judge again. */
  async note(
    tx: Tx,
    { genere, invioId }: Lavoro,
    { enteErogatore }: EsitoLettura,
    rilievi: readonly Rilievo[],
  ): Promise<Conteggi> {
    if (genere === 'annullamento') return NESSUN_CONTEGGIO;
    const found = [{ numero: 0, dal: 0, rilievi, enteErogatore }];
    await writeRilievi(tx, this.keyRing, invioId, found);
    return conteggiOf(invioId, 0, undefined, found);
  }

  async conclude(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, conteggi: Conteggi): Promise<void> {
    if (lavoro.genere === 'annullamento') await this.concludi.cancelled(tx, lavoro, conteggi);
    else await this.concludi.conclude(tx, lavoro, esito, conteggi);
  }
}
