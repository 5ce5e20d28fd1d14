import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { GuardaPersona } from '../identita/guarda-persona.js';
import { CAMPI, Motivi, type RigaProtezione } from './motivi.js';

/** With those that follow it. */
const TOGLI = `UPDATE protezione r SET al = $2, motivo_fine = $3 WHERE (id = $1 OR derivata_da = $1) AND ente = ANY ($4) AND al IS NULL
  RETURNING ${CAMPI}, ente, coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = r.persona_id), persona_id) AS radice`;
const LEGGI = `SELECT ${CAMPI} FROM protezione WHERE id = $1 AND ente = ANY ($2)`;

type Tolta = RigaProtezione & { readonly ente: string; readonly radice: string };

/** How a protection ends. */
interface Fine {
  readonly id: string;
  readonly motivo: string;
  /** It should not have been put: the codes that it shut are open again. */
  readonly perErrore: boolean;
}

/** Ends a protection of the caller's ente, whoever decided it. What happened meanwhile is told to nobody, now or later. */
@Injectable()
export class FinisciProtezione {
  constructor(
    private readonly guarda: GuardaPersona,
    private readonly motivi: Motivi,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeated it changes nothing.
   * @param tx under a scope that has the enti of the caller
   * @returns the protection as it is then; undefined for one of another ente
   */
  async end(tx: Tx, caller: Caller, { id, motivo, perErrore }: Fine): Promise<RigaProtezione | undefined> {
    const now = this.clock.now();
    const { entiPropri } = this.guarda.richiedenteOf(caller);
    const [there] = await tx.query<RigaProtezione>(LEGGI, [id, entiPropri]);
    if (there === undefined) return undefined;
    const fine = this.motivi.seal(there.origine, 'motivo_fine', motivo);
    const tolte = await tx.query<Tolta>(TOGLI, [id, now, fine, entiPropri]);
    for (const { radice, ente } of tolte) {
      await this.guarda.silence(tx, radice, ente, now);
      // Of the same instant as the end: what comes after it is told to others, and would say who protected.
      await this.guarda.noteSilently(tx, caller, { verbo: 'protezione', esito: 'fatto', persona: radice }, now);
    }
    if (tolte.length > 0 && perErrore) await tx.execute('DELETE FROM codice_precluso WHERE protezione_id = $1', [id]);
    return (await tx.query<RigaProtezione>(LEGGI, [id, entiPropri]))[0];
  }
}
