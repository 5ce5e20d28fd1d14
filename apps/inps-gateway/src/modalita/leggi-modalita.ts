import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';
import {
  CODICI_TRACCIATO,
  MODALITA_PREDEFINITA,
  type Modalita,
  type SceltaModalita,
  sceltaInVigore,
} from './modalita.js';
import type { SceltaLetta } from './scegli-modalita.js';

/** How an ente tells INPS of one tracciato today; `dal` is null when it never chose. */
export interface ModalitaLetta {
  readonly tracciato: string;
  readonly modalita: Modalita;
  readonly dal: string | null;
}

@Injectable()
export class LeggiModalita {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What holds today for each tracciato that INPS gets, and every choice ever made, the latest first. */
  async read(caller: Caller): Promise<{ in_vigore: ModalitaLetta[]; storia: SceltaLetta[] }> {
    const scelte = await this.database.statement<SceltaLetta & SceltaModalita>(
      'api',
      { enti: caller.ente },
      'SELECT id, tracciato, modalita, dal, scelta_il FROM modalita_inps ORDER BY id DESC LIMIT 1000',
    );
    const oggi = legalDayOf(this.clock.now());
    return {
      in_vigore: CODICI_TRACCIATO.map((tracciato) => {
        const found = sceltaInVigore(
          scelte.filter((one) => one.tracciato === tracciato),
          oggi,
        );
        return { tracciato, modalita: found?.modalita ?? MODALITA_PREDEFINITA, dal: found?.dal ?? null };
      }),
      storia: scelte.map(({ tracciato, modalita, dal, scelta_il }) => ({ tracciato, modalita, dal, scelta_il })),
    };
  }
}
