import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { DisfaDistinzione } from './disfa-distinzione.js';
import { DisfaDivisione } from './disfa-divisione.js';
import { DisfaUnione } from './disfa-unione.js';
import type { OperazioneLetta } from './leggi-operazione.js';
import type { Operazione } from './mossa.js';
import type { Decise } from './trattieni-decise.js';

/** Takes a decision back by what it did: to undo the undoing of a union is to unite again. */
@Injectable()
export class DisfaDecisione {
  constructor(
    private readonly unione: DisfaUnione,
    private readonly divisione: DisfaDivisione,
    private readonly distinzione: DisfaDistinzione,
  ) {}

  /** @returns the persons that it was about @throws DecisioneRifiutata */
  undo(tx: Tx, decise: Decise, decisione: OperazioneLetta, operazione: Operazione): Promise<readonly string[]> {
    const { effetto } = decisione;
    if (effetto === 'unisce') return this.unione.undo(tx, decise, decisione, operazione);
    if (effetto === 'divide') return this.divisione.undo(tx, decise, decisione, operazione);
    return this.distinzione.undo(tx, decise, decisione, operazione);
  }
}
