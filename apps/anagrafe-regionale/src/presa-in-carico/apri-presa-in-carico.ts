import { Injectable } from '@nestjs/common';
import { parseLegalDay } from '#libs/codici';
import { Clock, Database, type Tx, legalDayOf, uuidv7 } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona, type PersonaGuardata } from '../identita/guarda-persona.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import type { DomandaApertura } from './domanda.js';
import { hasIdentificativo } from './presa-in-carico.js';
import { CAMPI, type RigaPresaInCarico, type RispostaPresaInCarico, answerOf } from './risposta.js';

const APRI = `INSERT INTO presa_in_carico (id, persona_id, ente, ambito, riferimento, contatto, dal, aperta_il)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (ente, riferimento) DO NOTHING RETURNING ${CAMPI}`;

/** The case of the ente that has this reference, if it is the same case: of that person, whatever id it had then, from that day. */
const STESSA = `SELECT ${CAMPI} FROM presa_in_carico c WHERE ente = $1 AND riferimento = $2 AND dal = $4
  AND coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = c.persona_id), persona_id) = $3`;

/**
 * A protection of these enti that is not enough for a case: put on who was seen by no rule, and not found justified; or one that only
 * follows another because of a shared code.
 */
const PROVVISORIA = `SELECT FROM protezione r WHERE r.al IS NULL AND r.ente = ANY ($2)
  AND r.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = $1) || $1::uuid)
  AND (r.derivata_da IS NOT NULL OR EXISTS (SELECT FROM accesso_urgente a WHERE a.protezione_id = r.id AND a.ente = r.ente AND NOT EXISTS (
    SELECT FROM accesso_urgente_esame e WHERE e.accesso_id = a.id AND e.esito = 'giustificato')))`;

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
   * @throws Problem persona_sconosciuta, also for a person that is not the caller's to see; presa_in_carico_non_ammessa,
   * riferimento_con_codice, riferimento_gia_usato, giorno_non_valido
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
      if (found === undefined) return 'persona_sconosciuta' as const;
      if (await isProvvisorio(tx, found, chi)) return 'presa_in_carico_non_ammessa' as const;
      return this.#write(tx, caller.ente, found.persona, { ...domanda, dal });
    });
    if (typeof opened === 'string') throw anagrafeProblem(opened);
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

/** Whether the caller sees the person only by what it did itself in an emergency: a case would make a day last for ever. */
async function isProvvisorio(
  tx: Tx,
  { regola, persona }: PersonaGuardata,
  { entiPropri }: Richiedente,
): Promise<boolean> {
  if (regola !== 'R12') return regola === 'R14';
  return (await tx.query(PROVVISORIA, [persona, entiPropri])).length > 0;
}
