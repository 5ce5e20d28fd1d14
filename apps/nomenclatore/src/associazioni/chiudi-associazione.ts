import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { EntiRappresentati } from '../chiamanti/enti-rappresentati.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { autoreOf } from '../storia/storia.js';
import { isApprovata } from './associazione.js';
import { close } from './passi.js';
import { primaChiusuraOf } from './prima-chiusura.js';
import { RegistroAssociazioni } from './registro-associazioni.js';

/** The last day of an association, and which revision of it was looked at. */
export interface Chiusura {
  readonly al: string;
  readonly revisione: number;
  readonly motivo: string | null;
}

/** Ends an approved association, or brings its end forward. */
@Injectable()
export class ChiudiAssociazione {
  constructor(
    private readonly database: Database,
    private readonly registro: RegistroAssociazioni,
    private readonly rappresentati: EntiRappresentati,
    private readonly clock: Clock,
  ) {}

  /**
   * An ente ends its own from yesterday on: what was read with it stays read. Only the region reaches further back.
   * @throws Problem `associazione_sconosciuta` also for one that is not the caller's, `variazione_contesa`, `validita_in_conflitto`
   */
  async close(caller: Caller, id: string, { al, revisione, motivo }: Chiusura): Promise<void> {
    const rappresentati = await this.rappresentati.of(caller);
    const isRegione = caller.ruoli.includes('regione');
    await this.database.transaction('consumer', {}, async (tx) => {
      const tavolo = await this.registro.openByIds(tx, [id]);
      const associazione = tavolo.get(id);
      if (
        associazione === undefined ||
        !isApprovata(associazione) ||
        !(isRegione || (associazione.ente !== null && rappresentati.has(associazione.ente)))
      )
        throw nomenclatoreProblem('associazione_sconosciuta');
      if (associazione.revisione !== revisione) throw nomenclatoreProblem('variazione_contesa');
      const earliest = primaChiusuraOf(caller, legalDayOf(this.clock.now()));
      if (al < associazione.dal || al < earliest || (associazione.al !== null && associazione.al <= al))
        throw nomenclatoreProblem('validita_in_conflitto', fuoriOf(associazione, earliest));
      tavolo.apply([close(associazione, al, { ...autoreOf(caller), il: this.clock.now() }, motivo)]);
      await this.registro.save(tx, tavolo);
    });
  }
}

function fuoriOf({ dal, al }: { readonly dal: string; readonly al: string | null }, earliest: string): string {
  const from = earliest < dal ? dal : earliest;
  return `L’ultimo giorno può andare dal ${from}${al === null ? '' : ` al giorno prima del ${al}`}.`;
}
