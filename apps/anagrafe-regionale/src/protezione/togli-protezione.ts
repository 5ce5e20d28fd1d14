import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Clock, Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersona } from '../identita/guarda-persona.js';
import type { DomandaFineProtezione } from './domanda.js';
import { CAMPI, Motivi, type RigaProtezione } from './motivi.js';
import type { RispostaProtezione } from './risposta.js';

/** With those that follow it. */
const TOGLI = `UPDATE protezione r SET al = $2, motivo_fine = $3 WHERE (id = $1 OR derivata_da = $1) AND ente = ANY ($4) AND al IS NULL
  RETURNING ${CAMPI}, ente, coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = r.persona_id), persona_id) AS radice`;
const LEGGI = `SELECT ${CAMPI} FROM protezione WHERE id = $1 AND ente = ANY ($2)`;

type Tolta = RigaProtezione & { readonly ente: string; readonly radice: string };

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
  async lift(
    caller: Caller,
    given: string,
    { motivo, per_errore }: DomandaFineProtezione,
  ): Promise<RispostaProtezione> {
    if (!isUUID(given)) throw anagrafeProblem('protezione_sconosciuta');
    const id = given.toLowerCase();
    const now = this.clock.now();
    const chi = this.guarda.richiedenteOf(caller);
    const read = [id, chi.entiPropri];
    const lifted = await this.database.transaction('api', this.guarda.scopeOf(chi), async (tx) => {
      const [there] = await tx.query<RigaProtezione>(LEGGI, read);
      if (there === undefined) return undefined;
      const fine = this.motivi.seal(there.origine, 'motivo_fine', motivo);
      const tolte = await tx.query<Tolta>(TOGLI, [id, now, fine, chi.entiPropri]);
      for (const { radice, ente } of tolte) {
        await this.guarda.silence(tx, radice, ente, now);
        // Of the same instant as the end: what comes after it is told to others, and would say who protected.
        await this.guarda.noteSilently(tx, caller, { verbo: 'protezione', esito: 'fatto', persona: radice }, now);
      }
      if (tolte.length > 0 && per_errore === true)
        await tx.execute('DELETE FROM codice_precluso WHERE protezione_id = $1', [id]);
      return (await tx.query<RigaProtezione>(LEGGI, read))[0];
    });
    if (lifted === undefined) throw anagrafeProblem('protezione_sconosciuta');
    return this.motivi.answerOf(lifted);
  }
}
