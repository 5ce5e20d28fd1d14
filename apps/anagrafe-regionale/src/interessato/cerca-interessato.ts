import { Injectable } from '@nestjs/common';
import { type LegalDay, parseLegalDay } from '#libs/codici';
import { Clock, type SessionScope, type Tx, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';
import type { Accesso } from '../accesso/registro-accessi.js';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona, type PersonaGuardata } from '../identita/guarda-persona.js';
import { parseCodice } from '../identita/identita-dichiarata.js';
import { type IdentitaCercata, NESSUNO, TrovaSoggetto } from '../identita/trova-soggetto.js';
import { hasIdentificativo } from '../presa-in-carico/presa-in-carico.js';
import type { Visibile } from '../visibilita/profilo.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import type { DomandaEstratto } from './domanda.js';

/** Who asks to know of itself, and when it asked. */
export interface RichiestaInteressato {
  readonly identita: IdentitaCercata;
  readonly richiesta: NonNullable<Accesso['richiesta']>;
}

/** Rules by which a titolare works with somebody. Not an emergency: nobody is answered on a person that was opened for a day. */
const SEGUE = ['R1', 'R4', 'R5'];

/** Finds the person that asks of itself, for the titolare that must answer; every request is in the register, with the code it names. */
@Injectable()
export class CercaInteressato {
  constructor(
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem identita_non_valida, richiesta_non_riconosciuta */
  async admit(caller: Caller, domanda: DomandaEstratto): Promise<RichiestaInteressato> {
    const identita = identitaOf(domanda);
    const richiesta = this.#richiestaOf(domanda);
    if (identita !== undefined && richiesta !== undefined) return { identita, richiesta };
    const codice = this.trova.codiceOf(parseCodice(domanda.codice_fiscale));
    await this.guarda.refuse(caller, { verbo: 'estratto', finalita: 'diritti_interessato', codice });
    throw anagrafeProblem(identita === undefined ? 'identita_non_valida' : 'richiesta_non_riconosciuta');
  }

  /** A privacy officer answers as its ente. */
  richiedenteOf({ ente, subject }: Caller): Richiedente {
    return this.guarda.richiedenteOf({ ente, subject, ruoli: ['titolare'] });
  }

  scopeOf(chi: Richiedente, { identita }: RichiestaInteressato): SessionScope {
    return { ...this.guarda.scopeOf(chi), ...this.trova.scopeOf(identita.identificativo) };
  }

  /** @returns undefined also for a person that is not the titolare's to answer */
  async find(
    tx: Tx,
    caller: Caller,
    chi: Richiedente,
    { identita, richiesta }: RichiestaInteressato,
  ): Promise<PersonaGuardata | undefined> {
    const soggetto = await this.trova.find(tx, identita);
    return this.guarda.look(tx, caller, chi, {
      id: soggetto?.persona ?? NESSUNO,
      finalita: 'diritti_interessato',
      verbo: 'estratto',
      basta: segue,
      traccia: { codice: this.trova.codiceOf(identita.identificativo), richiesta },
    });
  }

  /** @returns undefined for a day that does not exist or is to come, or a number that is the code of somebody */
  #richiestaOf({ protocollo, richiesta_del }: DomandaEstratto): RichiestaInteressato['richiesta'] | undefined {
    const del = parseLegalDay(richiesta_del);
    if (del === undefined || del > legalDayOf(this.clock.now()) || hasIdentificativo(protocollo)) return undefined;
    return { protocollo, del };
  }
}

function segue({ regola, profilo }: Visibile): boolean {
  return SEGUE.includes(regola) && (profilo === 'B' || profilo === 'H');
}

/** @returns undefined for a code that identifies nobody, or a day that does not exist */
function identitaOf({ codice_fiscale, cognome, data_nascita }: DomandaEstratto): IdentitaCercata | undefined {
  const identificativo = parseCodice(codice_fiscale);
  const dataNascita: LegalDay | undefined = data_nascita === undefined ? undefined : parseLegalDay(data_nascita);
  if (identificativo === undefined || (data_nascita !== undefined && dataNascita === undefined)) return undefined;
  return {
    identificativo,
    ...(cognome === undefined ? {} : { cognome }),
    ...(dataNascita === undefined ? {} : { dataNascita }),
  };
}
