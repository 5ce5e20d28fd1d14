import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { AnnullaRighe } from '../record/annulla-righe.js';
import { ApplicaRighe } from '../record/applica-righe.js';
import { ConcludiInvio } from './concludi-invio.js';
import type { EsitoLettura } from './esito-lettura.js';
import { type Lavoro, Lavori } from './lavori.js';
import type { RigaAccolta } from './lotto.js';
import { ScriviGiudizi } from './scrivi-giudizi.js';

/** What a job does to the world, by its kind. */
@Injectable()
export class Effetti {
  constructor(
    private readonly applica: ApplicaRighe,
    private readonly annulla: AnnullaRighe,
    private readonly giudizi: ScriviGiudizi,
    private readonly concludi: ConcludiInvio,
    private readonly lavori: Lavori,
  ) {}

  async apply(tx: Tx, lavoro: Lavoro, esito: EsitoLettura, lotti: readonly RigaAccolta[][]): Promise<void> {
    if (lavoro.genere === 'annullamento') await this.annulla.cancel(tx, lavoro, esito, lotti);
    else if (!esito.respintoPerIntero) await this.applica.apply(tx, lavoro, esito, lotti);
    else await this.giudizi.writeRespinte(tx, lavoro.invioId, esito.enteErogatore, lotti.flat());
  }

  async conclude(tx: Tx, lavoro: Lavoro, esito: EsitoLettura): Promise<void> {
    if (lavoro.genere === 'annullamento') await this.lavori.finish(tx, lavoro);
    else await this.concludi.conclude(tx, lavoro, esito);
  }
}
