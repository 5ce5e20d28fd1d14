import { Injectable } from '@nestjs/common';
import { type LegalDay, parseLegalDay } from '#libs/codici';
import { Database, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { type IdentitaDichiarata, parseCodice } from '../identita/identita-dichiarata.js';
import { NESSUNO, TrovaSoggetto } from '../identita/trova-soggetto.js';
import type { DomandaEstratto } from './domanda.js';
import { estrattoInParole } from './estratto-in-parole.js';
import { LeggiDati } from './leggi-dati.js';
import { LeggiTrattamenti } from './leggi-trattamenti.js';
import type { RispostaEstratto } from './risposta.js';
import { BASI_GIURIDICHE, DESTINATARI } from './trattamenti.js';

type Identita = Pick<IdentitaDichiarata, 'identificativo'> & Partial<IdentitaDichiarata>;

/** Composes what a person may ask to know of itself (GDPR art. 15), for the titolare that must answer it. */
@Injectable()
export class EstraiInteressato {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly dati: LeggiDati,
    private readonly trattamenti: LeggiTrattamenti,
  ) {}

  /**
   * Only for a titolare that works with the person: its residents, those in its charge, those it gave a prestazione, those it protects.
   * @throws Problem identita_non_valida; persona_sconosciuta, also for a person that is not the titolare's to answer
   */
  async extract(caller: Caller, domanda: DomandaEstratto): Promise<RispostaEstratto> {
    const identita = identitaOf(domanda);
    if (identita === undefined) throw anagrafeProblem('identita_non_valida');
    // A privacy officer answers as its ente.
    const chi = this.guarda.richiedenteOf({ ente: caller.ente, subject: caller.subject, ruoli: ['titolare'] });
    const scope = { ...this.guarda.scopeOf(chi), ...this.trova.scopeOf(identita.identificativo) };
    const estratto = await this.database.transaction('api', scope, async (tx) => {
      const soggetto = await this.trova.find(tx, identita);
      const found = await this.guarda.look(tx, caller, chi, {
        id: soggetto?.persona ?? NESSUNO,
        finalita: 'diritti_interessato',
        verbo: 'estratto',
        profili: ['B', 'H'],
      });
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

/** @returns undefined for a code that identifies nobody, or a day that does not exist */
function identitaOf({ codice_fiscale, cognome, data_nascita }: DomandaEstratto): Identita | undefined {
  const identificativo = parseCodice(codice_fiscale);
  const dataNascita: LegalDay | undefined = data_nascita === undefined ? undefined : parseLegalDay(data_nascita);
  if (identificativo === undefined || (data_nascita !== undefined && dataNascita === undefined)) return undefined;
  return {
    identificativo,
    ...(cognome === undefined ? {} : { cognome }),
    ...(dataNascita === undefined ? {} : { dataNascita }),
  };
}
