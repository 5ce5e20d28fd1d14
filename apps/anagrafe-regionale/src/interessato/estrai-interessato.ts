import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { CercaInteressato } from './cerca-interessato.js';
import type { DomandaEstratto } from './domanda.js';
import { estrattoInParole } from './estratto-in-parole.js';
import { LeggiDati } from './leggi-dati.js';
import { LeggiTrattamenti } from './leggi-trattamenti.js';
import type { RispostaEstratto } from './risposta.js';
import { BASI_GIURIDICHE, DESTINATARI } from './trattamenti.js';

/** Composes what a person may ask to know of itself (GDPR art. 15), for the titolare that must answer it. */
@Injectable()
export class EstraiInteressato {
  constructor(
    private readonly database: Database,
    private readonly cerca: CercaInteressato,
    private readonly dati: LeggiDati,
    private readonly trattamenti: LeggiTrattamenti,
  ) {}

  /**
   * Only for a titolare that works with the person: its residents, those in its charge, those it gave a prestazione; and only to answer a
   * request that the person made.
   * @throws Problem identita_non_valida, richiesta_non_riconosciuta; persona_sconosciuta, also for a person that is not the titolare's to answer
   */
  async extract(caller: Caller, domanda: DomandaEstratto): Promise<RispostaEstratto> {
    const richiesta = await this.cerca.admit(caller, domanda);
    const chi = this.cerca.richiedenteOf(caller);
    const scope = this.cerca.scopeOf(chi, richiesta);
    const estratto = await this.database.transaction('api', scope, async (tx) => {
      const found = await this.cerca.find(tx, caller, chi, richiesta);
      return found === undefined ? undefined : this.#compose(tx, found.persona, chi.entiPropri);
    });
    if (estratto === undefined) throw anagrafeProblem('persona_sconosciuta');
    return { ...estratto, testo: estrattoInParole(estratto) };
  }

  async #compose(tx: Tx, persona: string, propri: readonly string[]): Promise<Omit<RispostaEstratto, 'testo'>> {
    const dati = await this.dati.read(tx, persona, propri);
    const trattamenti = await this.trattamenti.read(tx, persona, propri);
    const sociali = dati.fonti.some(({ fonte }) => fonte === 'sociale');
    return {
      ...dati,
      ...trattamenti,
      troncato: dati.troncato || trattamenti.troncato,
      titolare: this.dati.enteOf(propri[0]!),
      basi_giuridiche: [...BASI_GIURIDICHE],
      destinatari: [...(sociali ? DESTINATARI.prestazioni : []), ...DESTINATARI.sempre],
    };
  }
}
