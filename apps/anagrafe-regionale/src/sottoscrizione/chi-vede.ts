import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { isPermitted } from '#libs/security';
import type { Finalita } from '../visibilita/finalita.js';
import type { Visibile } from '../visibilita/profilo.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import { Visibilita } from '../visibilita/visibilita.js';

/** No operator: what one of them was let see in an emergency is for its own eyes. */
const NESSUNO = '';

/** Judges an ente without its asking: what it would be shown if it asked now, by the rules of a reading and its row-level security. */
@Injectable()
export class ChiVede {
  constructor(
    private readonly database: Database,
    private readonly riferimenti: Riferimenti,
    private readonly visibilita: Visibilita,
    private readonly clock: Clock,
  ) {}

  /** The ente as its clients make it today; undefined if none of them may subscribe: of what it sees nothing can be said. */
  richiedente(ente: string): Richiedente | undefined {
    const ruoli = this.riferimenti.ruoliOf(ente, legalDayOf(this.clock.now()));
    return isPermitted(ruoli, ['sottoscrive'])
      ? this.visibilita.richiedenteOf({ ente, ruoli, subject: NESSUNO })
      : undefined;
  }

  /** The persons that it sees of some. @param personaIds roots */
  visti(chi: Richiedente, finalita: Finalita, personaIds: readonly string[]): Promise<ReadonlyMap<string, Visibile>> {
    return this.database.transaction(
      'api',
      this.visibilita.scopeOf(chi),
      (tx) => this.visibilita.profiliOf(tx, chi, this.visibilita.domandaOf(finalita), personaIds),
      { readOnly: true },
    );
  }
}
