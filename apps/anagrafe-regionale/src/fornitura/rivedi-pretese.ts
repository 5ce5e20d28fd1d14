import { Injectable } from '@nestjs/common';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { comuneDiEnte } from './comune-di-ente.js';
import { diRecente } from './di-recente.js';
import { LimitiForniture, motiviOf } from './freni.js';

/** Persons that nothing but these records says to be of the comune. */
const PRETESE = `SELECT count(*)::int AS pretese FROM persona p WHERE p.id = ANY ($1::uuid[]) AND NOT p.protetta
  AND (coalesce(p.comune_residenza, '') <> ALL ($2::text[])
    OR NOT EXISTS (SELECT FROM scheda s WHERE s.persona_id = p.id AND s.comune_residenza = ANY ($2::text[]) AND s.record_id <> ALL ($3::bytea[])))`;
const NOTE = `UPDATE fornitura SET pretese = coalesce(pretese, 0) + $2 WHERE id = $1 RETURNING residenti, pretese`;

/** The claims of a fornitura turned out to be too many once its persons were found: nothing of this part may be applied. */
export class PreteseOltreLimite extends Error {
  override readonly name = 'PreteseOltreLimite';
  constructor(readonly pretese: number) {
    super('a fornitura claims more persons than its bound');
  }
}

/** Counts again the claims of a fornitura: whom only likeness finds is not known before it is applied. */
@Injectable()
export class RivediPretese {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly limiti: LimitiForniture,
    private readonly clock: Clock,
  ) {}

  /**
   * After linking, in its transaction.
   * @param trovate records found by likeness to be of persons known before, by person
   * @throws PreteseOltreLimite unless the ente has confirmed the fornitura
   */
  async review(
    tx: Tx,
    { id, ente, confermata }: { readonly id: string; readonly ente: string; readonly confermata: boolean },
    trovate: ReadonlyMap<string, readonly string[]>,
  ): Promise<void> {
    if (trovate.size === 0 || confermata) return;
    const adesso = this.clock.now();
    const comuni = comuneDiEnte(this.riferimenti, ente, legalDayOf(adesso))?.comuni ?? [];
    const records = [...trovate.values()].flat().map((recordId) => Buffer.from(recordId, 'hex'));
    const [found] = await tx.query<{ pretese: number }>(PRETESE, [[...trovate.keys()], comuni, records]);
    if (found!.pretese === 0) return;
    const { uscite: _, ...recenti } = await diRecente(tx, { id, ente }, adesso);
    const [noted] = await tx.query<{ residenti: number; pretese: number }>(NOTE, [id, found!.pretese]);
    const { residenti, pretese } = noted!;
    const insieme = { residenti, uscite: 0, pretese: pretese + recenti.pretese, forniture: 0, ferma: false };
    if (motiviOf(insieme, this.limiti).length > 0) throw new PreteseOltreLimite(pretese);
  }
}
