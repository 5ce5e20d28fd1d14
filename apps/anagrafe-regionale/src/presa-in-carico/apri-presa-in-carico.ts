import { Injectable } from '@nestjs/common';
import { parseLegalDay } from '#libs/codici';
import { Clock, Database, type Tx, legalDayOf, uuidv7 } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import type { DomandaApertura } from './domanda.js';
import { hasIdentificativo } from './presa-in-carico.js';
import { CAMPI, type RigaPresaInCarico, type RispostaPresaInCarico, answerOf } from './risposta.js';

const APRI = `INSERT INTO presa_in_carico (id, persona_id, ente, ambito, riferimento, contatto, dal, aperta_il)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (ente, riferimento) DO NOTHING RETURNING ${CAMPI}`;

/** The case of the ente that has this reference, if it is the same case: of that person, whatever id it had then, from that day. */
const STESSA = `SELECT ${CAMPI} FROM presa_in_carico c WHERE ente = $1 AND riferimento = $2 AND dal = $4
  AND coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = c.persona_id), persona_id) = $3`;

/** Opens a case of the caller's ente on a person that it may see. */
@Injectable()
export class ApriPresaInCarico {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeated with the same reference, person and first day it answers the same case: a client that lost the answer may ask again.
   * @throws Problem persona_sconosciuta, also for a person that is not the caller's to see; riferimento_con_codice,
   * riferimento_gia_usato, giorno_non_valido
   */
  async open(caller: Caller, domanda: DomandaApertura): Promise<RispostaPresaInCarico> {
    const oggi = legalDayOf(this.clock.now());
    const dal = domanda.dal ?? oggi;
    if (hasIdentificativo(domanda.riferimento)) throw anagrafeProblem('riferimento_con_codice');
    if (parseLegalDay(dal) === undefined || dal > oggi) throw anagrafeProblem('giorno_non_valido');
    const chi = this.guarda.richiedenteOf(caller);
    const look = { id: domanda.persona, finalita: 'presa_in_carico', verbo: 'lettura' } as const;
    const opened = await this.database.transaction('api', this.guarda.scopeOf(chi), async (tx) => {
      const found = await this.guarda.look(tx, caller, chi, look);
      return found === undefined ? 'sconosciuta' : this.#write(tx, caller.ente, found.persona, { ...domanda, dal });
    });
    if (opened === 'sconosciuta') throw anagrafeProblem('persona_sconosciuta');
    if (opened === undefined) throw anagrafeProblem('riferimento_gia_usato');
    return answerOf(opened, oggi);
  }

  /** @returns undefined when the reference is that of another case of the ente */
  async #write(
    tx: Tx,
    ente: string,
    persona: string,
    { riferimento, contatto, dal }: DomandaApertura & { readonly dal: string },
  ): Promise<RigaPresaInCarico | undefined> {
    const now = this.clock.now();
    const ambito = this.riferimenti.vista.ambitoServitoDa(ente, legalDayOf(now))?.id ?? null;
    const written = [uuidv7(now), persona, ente, ambito, riferimento, contatto ?? null, dal, now];
    const [opened] = await tx.query<RigaPresaInCarico>(APRI, written);
    if (opened !== undefined) return opened;
    const [same] = await tx.query<RigaPresaInCarico>(STESSA, [ente, riferimento, persona, dal]);
    return same;
  }
}
