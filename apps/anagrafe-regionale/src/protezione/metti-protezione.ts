import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx, uuidv7 } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { type IdentitaDichiarata, parseIdentita } from '../identita/identita-dichiarata.js';
import { TrovaSoggetto } from '../identita/trova-soggetto.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import type { DomandaProtezione } from './domanda.js';
import { CAMPI, Motivi, type RigaProtezione } from './motivi.js';
import type { RispostaProtezione } from './risposta.js';

const GIA = `SELECT ${CAMPI} FROM protezione WHERE al IS NULL AND ente = ANY ($2)
  AND persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = $1) || $1::uuid)`;
const METTI = `INSERT INTO protezione (id, persona_id, ente, genere, motivo, dal) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${CAMPI}`;
/** The old code, with those that stand for it; of a person named by its id, all that it has. */
const PRECLUDI = `INSERT INTO codice_precluso (indice, protezione_id, ente)
  SELECT DISTINCT c.indice, $2::uuid, $3::uuid FROM persona_codice c
  WHERE c.persona_id = $1 AND ($4::bytea IS NULL OR c.gruppo = $4) ON CONFLICT DO NOTHING`;

/** By which the protection is found again should the person be told anew. */
const CODICI = `INSERT INTO protezione_codice (gruppo, protezione_id) SELECT DISTINCT gruppo, $2::uuid FROM persona_codice WHERE persona_id = $1`;

/**
 * Puts a person under the protection of the caller's ente: from then on it is there for nobody else. The office names the person by its
 * full identity, because who shelters somebody need not be who could see it until today.
 */
@Injectable()
export class MettiProtezione {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly motivi: Motivi,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeated it answers the protection that is there.
   * @throws Problem identita_non_valida; persona_sconosciuta, also for who is protected by others
   */
  async set(caller: Caller, domanda: DomandaProtezione): Promise<RispostaProtezione> {
    const { persona, codice_fiscale, cognome, data_nascita } = domanda;
    const identita = persona === undefined ? parseIdentita({ codice_fiscale, cognome, data_nascita }) : undefined;
    if (persona === undefined && identita === undefined) throw anagrafeProblem('identita_non_valida');
    const chi = this.guarda.richiedenteOf(caller);
    const ways = identita === undefined ? {} : this.trova.scopeOf(identita.identificativo);
    const set = await this.database.transaction('api', { ...this.guarda.scopeOf(chi), ...ways }, async (tx) => {
      const found =
        identita === undefined
          ? await this.guarda.find(tx, chi, persona!, 'tutela_urgente')
          : await this.trova.find(tx, identita);
      await this.guarda.noteSilently(tx, caller, 'protezione', found?.persona);
      return found === undefined ? undefined : this.#protect(tx, chi, found.persona, domanda, identita);
    });
    if (set === undefined) throw anagrafeProblem('persona_sconosciuta');
    return this.motivi.answerOf(set);
  }

  async #protect(
    tx: Tx,
    { ente, entiPropri }: Richiedente,
    persona: string,
    { genere, motivo }: DomandaProtezione,
    identita: IdentitaDichiarata | undefined,
  ): Promise<RigaProtezione> {
    const [there] = await tx.query<RigaProtezione>(GIA, [persona, entiPropri]);
    if (there !== undefined) return there;
    const now = this.clock.now();
    const id = uuidv7(now);
    if (genere === 'adozione') {
      const gruppo = identita === undefined ? null : this.trova.gruppoOf(identita.identificativo);
      await tx.execute(PRECLUDI, [persona, id, ente, gruppo]);
    }
    const row = [id, persona, ente, genere, this.motivi.seal(id, 'motivo', motivo), now];
    const [set] = await tx.query<RigaProtezione>(METTI, row);
    await tx.execute(CODICI, [persona, id]);
    await this.guarda.silence(tx, persona, ente);
    return set!;
  }
}
