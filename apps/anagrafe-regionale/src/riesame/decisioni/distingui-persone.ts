import { Injectable } from '@nestjs/common';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import { coppiaOf } from '../../persona/coppie.js';
import type { DubbioDeciso, Motivata } from './attore.js';
import { DecidiDubbi } from './decidi-dubbi.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';
import { ScriviOperazioni } from './scrivi-operazioni.js';
import { TieniDistinti } from './tieni-distinti.js';
import { TrattieniDecise } from './trattieni-decise.js';

export interface Distinzione extends Motivata {
  /** Any ids that ever led to them. */
  readonly persone: readonly [string, string];
  readonly dubbio?: DubbioDeciso | undefined;
}

/** Decides that two persons are two, whatever they have in common. */
@Injectable()
export class DistinguiPersone {
  constructor(
    private readonly trattieni: TrattieniDecise,
    private readonly dubbi: DecidiDubbi,
    private readonly distinti: TieniDistinti,
    private readonly operazioni: ScriviOperazioni,
    private readonly clock: Clock,
  ) {}

  /**
   * They are not proposed again, and nothing that was of one is given to the other by likeness. Once in a transaction of its own, to be
   * repeated when the database says so.
   * @throws DecisioneRifiutata
   */
  async distinguish(
    tx: Tx,
    { persone, attore, motivo, dubbio }: Distinzione,
  ): Promise<{ readonly operazione: string }> {
    const { radici } = await this.trattieni.hold(tx, persone);
    const coppia = coppiaOf(radici.get(persone[0])!, radici.get(persone[1])!);
    if (coppia[0] === coppia[1]) throw new DecisioneRifiutata('persone_gia_unite');
    const il = this.clock.now();
    const operazione = { id: uuidv7(il), il, attore, motivo };
    const dubbi = await this.dubbi.settle(tx, coppia, { dubbio, stato: 'distinto', operazione });
    if ((await this.distinti.open(tx, [coppia], operazione)).length === 0)
      throw new DecisioneRifiutata('persone_gia_distinte');
    const [rimasta, altra] = coppia;
    const scritta = { ...operazione, rimasta, altra, dubbio: dubbio?.id, dettagli: { dubbi } };
    await this.operazioni.write(tx, { ...scritta, tipo: 'distinzione', effetto: 'distingue' }, []);
    return { operazione: operazione.id };
  }
}
