import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { coppiaOf } from '../../persona/coppie.js';
import { DecidiDubbi } from './decidi-dubbi.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';
import type { OperazioneLetta } from './leggi-operazione.js';
import { RivediCodici } from './rivedi-codici.js';
import { ScriviOperazioni } from './scrivi-operazioni.js';
import type { Operazione } from './mossa.js';
import { TieniDistinti } from './tieni-distinti.js';
import type { Decise } from './trattieni-decise.js';

/** Takes back that two persons are two, or that this was taken back. */
@Injectable()
export class DisfaDistinzione {
  constructor(
    private readonly operazioni: ScriviOperazioni,
    private readonly dubbi: DecidiDubbi,
    private readonly codici: RivediCodici,
    private readonly distinti: TieniDistinti,
  ) {}

  /** @throws DecisioneRifiutata operazione_superata when they are not what they were made any more */
  async undo(tx: Tx, { radici }: Decise, before: OperazioneLetta, operazione: Operazione): Promise<readonly string[]> {
    const { rimasta, altra, effetto, id: annulla } = before;
    const coppia = coppiaOf(rimasta, altra);
    const distinte = effetto === 'distingue';
    const there = radici.get(rimasta) === rimasta && radici.get(altra) === altra;
    if (!there || (await this.distinti.are(tx, coppia)) !== distinte)
      throw new DecisioneRifiutata('operazione_superata');
    const scritta = { ...operazione, tipo: 'annullamento' as const, rimasta, altra, annulla };
    if (distinte) {
      await this.operazioni.write(tx, { ...scritta, effetto: 'ricongiunge', dettagli: {} }, []);
      await this.distinti.close(tx, [coppia], operazione.il);
      await this.dubbi.reopen(tx, before.dettagli, rimasta, operazione.il);
      await this.codici.review(tx, coppia);
    } else {
      const dubbi = await this.dubbi.settle(tx, coppia, { stato: 'distinto', operazione });
      await this.operazioni.write(tx, { ...scritta, effetto: 'distingue', dettagli: { dubbi } }, []);
      await this.distinti.open(tx, [coppia], operazione);
    }
    return [...coppia];
  }
}
