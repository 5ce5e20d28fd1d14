import { Injectable } from '@nestjs/common';
import type { Identificativo } from '#libs/codici';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { AvvisaProtezione } from '../accesso-urgente/avvisa-protezione.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { TrovaSoggetto } from '../identita/trova-soggetto.js';
import type { DomandaProtezione } from './domanda.js';
import { CAMPI, Motivi, type RigaProtezione } from './motivi.js';
import type { RispostaProtezione } from './risposta.js';

const GIA = `SELECT ${CAMPI} FROM protezione WHERE al IS NULL AND ente = ANY ($2)
  AND persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = $1) || $1::uuid)`;
const METTI = `INSERT INTO protezione (id, persona_id, ente, genere, motivo, dal) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING RETURNING ${CAMPI}`;

/** By which the protection is found again should the person be told anew. */
const CODICI = `INSERT INTO protezione_codice (gruppo, protezione_id) SELECT DISTINCT gruppo, $2::uuid FROM persona_codice WHERE persona_id = $1`;

/** The old code, with those that stand for it; of a person named by its id, all that it has. From here on its codes cannot be read. */
const PRECLUDI = `INSERT INTO codice_precluso (indice, protezione_id, ente)
  SELECT DISTINCT c.indice, $2::uuid, $3::uuid FROM persona_codice c
  WHERE c.persona_id = $1 AND ($4::bytea IS NULL OR c.gruppo = $4) ON CONFLICT DO NOTHING`;

/** Who is to be protected, and how the caller came to it. */
interface DaProteggere extends Pick<DomandaProtezione, 'genere' | 'motivo'> {
  readonly persona: string;
  readonly codice: Identificativo | undefined;
  /** Whether a rule lets the caller see the person, other than an urgent access. */
  readonly conTitolo: boolean;
}

/** Writes a protection, with all that finds it again and keeps silent who put it. */
@Injectable()
export class ScriviProtezione {
  constructor(
    private readonly guarda: GuardaPersona,
    private readonly trova: TrovaSoggetto,
    private readonly avvisa: AvvisaProtezione,
    private readonly motivi: Motivi,
    private readonly clock: Clock,
  ) {}

  /** @returns the protection of these enti that is there, if it was not put now */
  async write(tx: Tx, caller: Caller, propri: readonly string[], lei: DaProteggere): Promise<RispostaProtezione> {
    const [there] = await tx.query<RigaProtezione>(GIA, [lei.persona, propri]);
    // A colleague may put it at the same moment.
    const put =
      there ?? (await this.#put(tx, caller, lei)) ?? (await tx.query<RigaProtezione>(GIA, [lei.persona, propri]))[0];
    return this.motivi.answerOf(put!);
  }

  /** @returns undefined when it was put meanwhile */
  async #put(tx: Tx, caller: Caller, lei: DaProteggere): Promise<RigaProtezione | undefined> {
    const { persona, codice, genere, motivo } = lei;
    const now = this.clock.now();
    const id = uuidv7(now);
    const row = [id, persona, caller.ente, genere, this.motivi.seal(id, 'motivo', motivo), now];
    const [put] = await tx.query<RigaProtezione>(METTI, row);
    if (put === undefined) return undefined;
    await tx.execute(CODICI, [persona, id]);
    if (genere === 'adozione') {
      const gruppo = codice === undefined ? null : this.trova.gruppoOf(codice);
      await tx.execute(PRECLUDI, [persona, id, caller.ente, gruppo]);
    }
    await this.guarda.silence(tx, persona, caller.ente);
    if (!lei.conTitolo) await this.avvisa.write(tx, caller, { protezione: id, persona, codice, motivo, dal: now });
    return put;
  }
}
