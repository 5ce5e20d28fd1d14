import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Clock, Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import type { DomandaFineProtezione } from './domanda.js';
import { CAMPI, Motivi, type RigaProtezione } from './motivi.js';
import type { RispostaProtezione } from './risposta.js';

const TOGLI = `UPDATE protezione r SET al = $2, motivo_fine = $3 WHERE id = $1 AND ente = ANY ($4) AND al IS NULL
  RETURNING ${CAMPI}, ente, coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = r.persona_id), persona_id) AS radice`;
const LEGGI = `SELECT ${CAMPI} FROM protezione WHERE id = $1 AND ente = ANY ($2)`;

/** Lifts a protection of the caller's ente. What happened meanwhile is told to nobody, now or later. */
@Injectable()
export class TogliProtezione {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly motivi: Motivi,
    private readonly clock: Clock,
  ) {}

  /** Repeated it answers the same. @throws Problem protezione_sconosciuta, also for one of another ente */
  async lift(caller: Caller, id: string, domanda: DomandaFineProtezione): Promise<RispostaProtezione> {
    if (!isUUID(id)) throw anagrafeProblem('protezione_sconosciuta');
    const now = this.clock.now();
    const chi = this.guarda.richiedenteOf(caller);
    const lifted = await this.database.transaction('api', this.guarda.scopeOf(chi), async (tx) => {
      const fine = this.motivi.seal(id.toLowerCase(), 'motivo_fine', domanda.motivo);
      const [done] = await tx.query<RigaProtezione & { ente: string; radice: string }>(TOGLI, [
        id,
        now,
        fine,
        chi.entiPropri,
      ]);
      if (done === undefined) return (await tx.query<RigaProtezione>(LEGGI, [id, chi.entiPropri]))[0];
      const { ente, radice, ...riga } = done;
      await this.guarda.silence(tx, radice, ente, now);
      if (domanda.per_errore === true) await tx.execute('DELETE FROM codice_precluso WHERE protezione_id = $1', [id]);
      await this.guarda.noteSilently(tx, caller, 'protezione', radice);
      return riga;
    });
    if (lifted === undefined) throw anagrafeProblem('protezione_sconosciuta');
    return this.motivi.answerOf(lifted);
  }
}
