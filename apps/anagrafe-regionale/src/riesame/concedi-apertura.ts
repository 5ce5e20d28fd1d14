import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { NESSUNO } from '../identita/trova-soggetto.js';
import { parseFinalita } from '../visibilita/finalita.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaAperturaRiesame } from './domanda.js';
import { ScriviApertura } from './scrivi-apertura.js';

/** What an opening is asked of: how it is called, and what its absence is told as. */
interface DaConcedere<T> {
  readonly id: string;
  readonly sconosciuto: 'persona_sconosciuta' | 'possibile_duplicato_sconosciuto';
  /** Writes the opening, granted or not, and shows what is open; undefined for what is not the steward's to see. */
  readonly open: (tx: Tx, id: string) => Promise<T | undefined>;
}

/** What every opening of a steward asks first: the purpose, and that not too many went before. */
@Injectable()
export class ConcediApertura {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly scrivi: ScriviApertura,
  ) {}

  /** @throws Problem finalita_non_ammessa, troppe_aperture, `sconosciuto` */
  async grant<T>(
    caller: Caller,
    { finalita }: DomandaAperturaRiesame,
    { id: given, sconosciuto, open }: DaConcedere<T>,
  ): Promise<T> {
    if (parseFinalita(finalita, caller.ruoli) !== 'riesame_duplicati') {
      await this.scrivi.refuse(caller);
      throw anagrafeProblem('finalita_non_ammessa');
    }
    const id = isUUID(given) ? given.toLowerCase() : NESSUNO;
    const scope = this.visibilita.scopeOf(this.visibilita.richiedenteOf(caller));
    // What stops a steward is a value: the try must stay written.
    const { attesa, aperta } = await this.database.transaction('api', scope, async (tx) => {
      const seconds = await this.scrivi.stop(tx, caller);
      return { attesa: seconds, aperta: seconds === undefined ? await open(tx, id) : undefined };
    });
    if (attesa !== undefined) throw anagrafeProblem('troppe_aperture', undefined, { retry_after: attesa });
    if (aperta === undefined) throw anagrafeProblem(sconosciuto);
    return aperta;
  }
}
