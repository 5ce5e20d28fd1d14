import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { coppiaOf } from '../../persona/coppie.js';
import { CongiungiPersone } from './congiungi-persone.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';
import type { OperazioneLetta } from './leggi-operazione.js';
import type { Operazione } from './mossa.js';
import { TieniDistinti } from './tieni-distinti.js';
import type { Decise } from './trattieni-decise.js';

/** Takes back that one person is two. */
@Injectable()
export class DisfaDivisione {
  constructor(
    private readonly congiungi: CongiungiPersone,
    private readonly distinti: TieniDistinti,
  ) {}

  /**
   * They are one again, with what came to the second since; the records that moved are decided as they were before.
   * @throws DecisioneRifiutata operazione_superata when the second is one with somebody already
   */
  async undo(tx: Tx, decise: Decise, divisione: OperazioneLetta, operazione: Operazione): Promise<readonly string[]> {
    const { altra, record, id: annulla } = divisione;
    const rimasta = decise.radici.get(divisione.rimasta)!;
    if (decise.radici.get(altra) !== altra || rimasta === altra) throw new DecisioneRifiutata('operazione_superata');
    const ricongiunta = divisione.dettagli.coppia === 'distinta';
    if (ricongiunta) await this.distinti.close(tx, [coppiaOf(divisione.rimasta, altra)], operazione.il);
    else if (await this.distinti.are(tx, coppiaOf(rimasta, altra))) throw new DecisioneRifiutata('persone_distinte');
    const come = new Map(record.map((mossa) => [mossa.recordId, mossa]));
    const congiunzione = { decise, rimasta, altra, operazione, annulla, come, ricongiunta };
    await this.congiungi.join(tx, { ...congiunzione, tipo: 'annullamento' });
    return [rimasta];
  }
}
