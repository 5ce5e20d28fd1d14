import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Riferimento } from '../persona/riferimento.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { DecisioneRifiutata, type EsitoRifiuto } from './decisioni/decisione-rifiutata.js';
import type { RispostaDecisione } from './risposta-decisioni.js';
import { ScriviApertura } from './scrivi-apertura.js';

/** What a refusal is called outside: a doubt that is not open is as one that never was. */
const PROBLEMI = {
  persona_sconosciuta: 'persona_sconosciuta',
  persone_gia_unite: 'persone_gia_unite',
  persone_distinte: 'persone_distinte',
  persone_gia_distinte: 'persone_gia_distinte',
  dubbio_superato: 'possibile_duplicato_sconosciuto',
  dubbio_variato: 'riesame_superato',
  record_estranei: 'record_estranei',
  record_tutti: 'record_tutti',
  troppi_record: 'troppi_record',
  operazione_sconosciuta: 'decisione_sconosciuta',
  operazione_superata: 'decisione_superata',
} as const satisfies Record<EsitoRifiuto, string>;

/** Who was united to another has the residence of that one; the comune of who is protected would learn where it is by reading of it. */
const COMUNI = `SELECT v.id, CASE WHEN NOT p.protetta THEN p.comune_residenza END AS comune FROM unnest($1::uuid[]) AS v (id) LEFT JOIN radice_persona u ON u.persona_id = v.id
  JOIN persona p ON p.id = coalesce(u.radice, v.id)`;

/** What came of a decision, and about whom it was. */
export interface Decisa {
  readonly risposta: RispostaDecisione;
  /** None while it waits to be confirmed. */
  readonly persone: readonly string[];
}

/** Runs a decision of a steward and writes in the register of accesses about whom it was: both, or neither. */
@Injectable()
export class EseguiDecisione {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly scrivi: ScriviApertura,
    private readonly riferimento: Riferimento,
  ) {}

  /**
   * @param work sees all persons: it must ask itself which are the caller's. It may be run again.
   * @throws Problem for what is refused
   */
  async run(caller: Caller, work: (tx: Tx) => Promise<Decisa>): Promise<RispostaDecisione> {
    const scope = this.visibilita.scopeOf(this.visibilita.richiedenteOf(caller));
    const decide = async (tx: Tx): Promise<RispostaDecisione> => {
      const { risposta, persone } = await work(tx);
      await this.#note(tx, caller, persone);
      return risposta;
    };
    try {
      return await this.database.transaction('consumer', scope, decide, { retries: 3 });
    } catch (error) {
      if (error instanceof DecisioneRifiutata) throw anagrafeProblem(PROBLEMI[error.esito]);
      throw error;
    }
  }

  async #note(tx: Tx, caller: Caller, persone: readonly string[]): Promise<void> {
    if (persone.length === 0) return;
    const rows = await tx.query<{ id: string; comune: string | null }>(COMUNI, [persone]);
    const accessi = rows.map(({ id, comune }) => ({
      esito: 'fatto' as const,
      regola: 'R9',
      profilo: 'M',
      persona: this.riferimento.ofPersona(id),
      comune,
      quante: rows.length,
    }));
    await this.scrivi.note(tx, caller, accessi);
  }
}
