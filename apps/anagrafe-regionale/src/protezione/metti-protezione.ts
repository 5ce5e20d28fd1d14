import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { type IdentitaDichiarata, parseCodice, parseIdentita } from '../identita/identita-dichiarata.js';
import { NESSUNO, TrovaSoggetto } from '../identita/trova-soggetto.js';
import type { StatoFreno } from '../ricerca/freno-ricerche.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import type { DomandaProtezione } from './domanda.js';
import type { RispostaProtezione } from './risposta.js';
import { ScriviProtezione } from './scrivi-protezione.js';
import { SegnaProtezione } from './segna-protezione.js';

interface Rifiutata {
  readonly rifiuto:
    'persona_sconosciuta' | 'troppe_ricerche' | 'accessi_urgenti_esauriti' | 'accesso_urgente_da_esaminare';
  readonly secondi?: number;
}

/** Who is meant: by a full identity, or as a person that is seen. */
type Indicata = { readonly identita: IdentitaDichiarata } | { readonly identita?: undefined; readonly id: string };

/**
 * Puts a person under the protection of the caller's ente: from then on it is there for nobody else. The office names the person by its
 * full identity, because who shelters somebody need not be who could see it until today; but then the privacy officer hears of it, as of
 * an urgent access, and an operator may do it a few times a day.
 */
@Injectable()
export class MettiProtezione {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly segna: SegnaProtezione,
    private readonly scrivi: ScriviProtezione,
  ) {}

  /**
   * Repeated it answers the protection that is there.
   * @throws Problem identita_non_valida; persona_sconosciuta, also for who is protected by others; troppe_ricerche,
   * accessi_urgenti_esauriti, accesso_urgente_da_esaminare
   */
  async set(caller: Caller, domanda: DomandaProtezione): Promise<RispostaProtezione> {
    const indicata = await this.#admit(caller, domanda);
    const codice = indicata.identita?.identificativo;
    const chi = this.guarda.richiedenteOf(caller);
    const ways = codice === undefined ? {} : this.trova.scopeOf(codice);
    const outcome = await this.database.transaction<RispostaProtezione | Rifiutata, { freno: StatoFreno }>(
      'api',
      { ...this.guarda.scopeOf(chi), ...ways },
      async (tx, [stato]) => {
        const secondi = await this.segna.stop(tx, caller, codice, stato!.freno);
        if (secondi !== undefined) return { rifiuto: 'troppe_ricerche', secondi };
        const { persona, conTitolo } = await this.#find(tx, chi, indicata);
        // Asked before it is said whether there is somebody: the limit of the day tells nothing of persons.
        const rifiuto = conTitolo ? undefined : await this.segna.refusalFor(tx, caller, codice);
        if (rifiuto !== undefined) return { rifiuto };
        await this.segna.answered(tx, caller, codice, persona);
        if (persona === undefined) return { rifiuto: 'persona_sconosciuta' };
        return this.scrivi.write(tx, caller, chi.entiPropri, { ...domanda, persona, codice, conTitolo });
      },
      { opening: this.segna.before(caller, codice) },
    );
    if (!('rifiuto' in outcome)) return outcome;
    const { rifiuto, secondi } = outcome;
    throw anagrafeProblem(rifiuto, undefined, secondi === undefined ? undefined : { retry_after: secondi });
  }

  async #admit(caller: Caller, domanda: DomandaProtezione): Promise<Indicata> {
    if (domanda.persona !== undefined) return { id: domanda.persona };
    const { codice_fiscale, cognome, data_nascita } = domanda;
    const identita = parseIdentita({ codice_fiscale, cognome, data_nascita });
    if (identita !== undefined) return { identita };
    await this.segna.refuse(caller, parseCodice(codice_fiscale));
    throw anagrafeProblem('identita_non_valida');
  }

  /** An urgent access is no title: it is over in a day, and a protection is not. */
  async #find(
    tx: Tx,
    chi: Richiedente,
    indicata: Indicata,
  ): Promise<{ readonly persona: string | undefined; readonly conTitolo: boolean }> {
    const meant = indicata.identita === undefined ? undefined : await this.trova.find(tx, indicata.identita);
    const id = indicata.identita === undefined ? indicata.id : (meant?.persona ?? NESSUNO);
    const seen = await this.guarda.find(tx, chi, id, 'tutela_urgente');
    return {
      persona: seen?.persona ?? meant?.persona,
      conTitolo: seen !== undefined && seen.regola !== 'R14',
    };
  }
}
