import { Injectable } from '@nestjs/common';
import { parseLegalDay } from '#libs/codici';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { isUUID } from 'class-validator';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaChiusura } from './domanda.js';
import { valeFinoOf } from './presa-in-carico.js';
import { CAMPI, type RigaPresaInCarico, type RispostaPresaInCarico, answerOf } from './risposta.js';
import { Termini } from './termini.js';

const CHIUDI = `UPDATE presa_in_carico SET al = $2, vale_fino = $3, motivo_chiusura = $4, chiusa_il = $5
  WHERE id = $1 AND ente = ANY ($6) AND al IS NULL AND dal <= $2 RETURNING ${CAMPI}`;
const LEGGI = `SELECT ${CAMPI} FROM presa_in_carico WHERE id = $1 AND ente = ANY ($2)`;

/** Closes a case of the caller's ente: from then on it shows its person for the days of grace only. */
@Injectable()
export class ChiudiPresaInCarico {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly termini: Termini,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeated with the same day and reason it answers the same.
   * @throws Problem presa_in_carico_sconosciuta, presa_in_carico_chiusa, giorno_non_valido
   */
  async close(caller: Caller, id: string, { motivo, al: given }: DomandaChiusura): Promise<RispostaPresaInCarico> {
    if (!isUUID(id)) throw anagrafeProblem('presa_in_carico_sconosciuta');
    const now = this.clock.now();
    const oggi = legalDayOf(now);
    const al = given ?? oggi;
    if (parseLegalDay(al) === undefined || al > oggi) throw anagrafeProblem('giorno_non_valido');
    const chi = this.visibilita.richiedenteOf(caller);
    const fino = valeFinoOf(al, motivo, this.termini.giorni.grazia);
    return this.database.transaction('api', this.visibilita.scopeOf(chi), async (tx) => {
      const closing = [id, al, fino, motivo, now, chi.entiPropri];
      const [closed] = await tx.query<RigaPresaInCarico>(CHIUDI, closing);
      if (closed !== undefined) return answerOf(closed, oggi);
      const [there] = await tx.query<RigaPresaInCarico>(LEGGI, [id, chi.entiPropri]);
      if (there === undefined) throw anagrafeProblem('presa_in_carico_sconosciuta');
      if (there.al === null) throw anagrafeProblem('giorno_non_valido');
      if (there.al !== al || there.motivo_chiusura !== motivo) throw anagrafeProblem('presa_in_carico_chiusa');
      return answerOf(there, oggi);
    });
  }
}
