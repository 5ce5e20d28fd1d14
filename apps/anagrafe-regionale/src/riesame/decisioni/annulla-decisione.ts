import { Injectable } from '@nestjs/common';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import type { Motivata } from './attore.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';
import { DisfaDecisione } from './disfa-decisione.js';
import { LeggiOperazione } from './leggi-operazione.js';
import { TrattieniDecise } from './trattieni-decise.js';

export interface Annullamento extends Motivata {
  /** A union, a separation, a distinction, or the undoing of one of them. */
  readonly operazione: string;
}

const ANNULLATA = `SELECT FROM operazione_riesame WHERE annulla = $1`;
const VIVE = `SELECT id FROM persona WHERE id = ANY ($1::uuid[]) AND unita_in IS NULL ORDER BY id`;

/** Takes a decision back, once. */
@Injectable()
export class AnnullaDecisione {
  constructor(
    private readonly trattieni: TrattieniDecise,
    private readonly leggi: LeggiOperazione,
    private readonly disfa: DisfaDecisione,
    private readonly clock: Clock,
  ) {}

  /**
   * Once in a transaction of its own, to be repeated when the database says so.
   * @returns the persons that it was about and that are there now
   * @throws DecisioneRifiutata
   */
  async undo(
    tx: Tx,
    { operazione: decisa, attore, motivo }: Annullamento,
  ): Promise<{ readonly operazione: string; readonly persone: readonly string[] }> {
    const decisione = await this.leggi.read(tx, decisa);
    if (decisione === undefined) throw new DecisioneRifiutata('operazione_sconosciuta');
    const { rimasta, altra, record } = decisione;
    const decise = await this.trattieni.hold(
      tx,
      [rimasta, altra],
      record.map(({ recordId }) => recordId),
    );
    // Only now: another may have taken it back while the persons were being waited for.
    if ((await tx.query(ANNULLATA, [decisa])).length > 0) throw new DecisioneRifiutata('operazione_superata');
    const il = this.clock.now();
    const operazione = { id: uuidv7(il), il, attore, motivo };
    const persone = await this.disfa.undo(tx, decise, decisione, operazione);
    const vive = await tx.query<{ id: string }>(VIVE, [persone]);
    return { operazione: operazione.id, persone: vive.map(({ id }) => id) };
  }
}
