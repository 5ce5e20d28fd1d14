import { Injectable } from '@nestjs/common';
import { Logger, metrics } from '#libs/observability';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { comuneDiEnte } from './comune-di-ente.js';
import { type Effetti, LimitiForniture, motiviOf } from './freni.js';

/** Of a record that came more than once the last revision counts. */
const EFFETTI = `WITH ultime AS (
    SELECT DISTINCT ON (record_id) persona_id, esce, entra FROM fornitura_riga WHERE fornitura = $1 ORDER BY record_id, revisione DESC)
  SELECT (SELECT count(*) FROM persona WHERE comune_residenza = ANY ($2::text[]) AND vita = 'in_vita' AND unita_in IS NULL)::int AS residenti,
    (SELECT count(DISTINCT p.id) FROM ultime u JOIN persona p ON p.id = u.persona_id
      WHERE u.esce AND p.vita = 'in_vita' AND p.comune_residenza = ANY ($2::text[]))::int AS uscite,
    (SELECT count(DISTINCT p.id) FROM ultime u JOIN persona p ON p.id = u.persona_id
      WHERE u.entra AND p.comune_residenza <> ALL ($2::text[]))::int AS pretese`;

/** What of the same kind was believed of the ente within a day: a hundred small forniture are one large one. */
const RECENTI = `SELECT coalesce(sum(uscite), 0)::int AS uscite, coalesce(sum(pretese), 0)::int AS pretese FROM fornitura
  WHERE ente = $1 AND id <> $2 AND motivi = '{}' AND giudicata_il > $3::timestamptz - interval '1 day'
    AND stato IN ('in_applicazione', 'applicata')`;

const WRITE = `UPDATE fornitura SET stato = $2, motivi = $3, residenti = $4, uscite = $5, pretese = $6, popolazione = $7, giudicata_il = $8,
    conclusa_il = CASE WHEN $2 = 'rifiutata' THEN $8::timestamptz END
  WHERE id = $1`;

const SOSPESE = metrics.counter(
  'snodo_anagrafe_forniture_sospese_total',
  'Forniture held because they are not plausible',
  ['motivo'],
);

/** Decides on a fornitura that is whole: it is applied, or held until its ente confirms it. */
@Injectable()
export class GiudicaFornitura {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'GiudicaFornitura' });

  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly limiti: LimitiForniture,
    private readonly clock: Clock,
  ) {}

  async judge(tx: Tx, { id, ente }: { readonly id: string; readonly ente: string }): Promise<void> {
    const adesso = this.clock.now();
    const oggi = legalDayOf(adesso);
    const comuni = comuneDiEnte(this.riferimenti, ente, oggi)?.comuni;
    if (comuni === undefined) {
      await tx.execute(WRITE, [id, 'rifiutata', ['ente_senza_anagrafe'], null, null, null, false, adesso]);
      return;
    }
    const [trovati] = await tx.query<Effetti>(EFFETTI, [id, comuni]);
    const [recenti] = await tx.query<Pick<Effetti, 'uscite' | 'pretese'>>(RECENTI, [ente, id, adesso]);
    const { residenti, uscite, pretese } = trovati!;
    const insieme = { residenti, uscite: uscite + recenti!.uscite, pretese: pretese + recenti!.pretese };
    const motivi = motiviOf(insieme, this.limiti);
    const tutti = this.riferimenti.popolazioneConsentita(ente, oggi);
    const stato = motivi.length > 0 ? 'sospesa' : 'in_applicazione';
    await tx.execute(WRITE, [id, stato, motivi, residenti, uscite, pretese, tutti, adesso]);
    if (motivi.length === 0) return;
    tx.afterCommit(() => {
      for (const motivo of motivi) SOSPESE.inc({ motivo });
      this.#logger.warn('a fornitura is held until its ente confirms it', { fornitura: id, ente, motivi, ...insieme });
    });
  }
}
