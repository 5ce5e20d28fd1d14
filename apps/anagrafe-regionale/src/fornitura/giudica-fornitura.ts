import { Injectable } from '@nestjs/common';
import { Logger, metrics } from '#libs/observability';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { comuneDiEnte } from './comune-di-ente.js';
import { type Recenti, diRecente } from './di-recente.js';
import { type Assenze, type Effetti, LimitiForniture, motiviOf } from './freni.js';

/**
 * Of a record that came more than once the last revision counts. Whoever lives nowhere that is known is claimed too. Protected persons are in
 * no count: what is held, and what is not, would tell of them.
 */
const EFFETTI = `WITH ultime AS (
    SELECT DISTINCT ON (record_id) persona_id, esce, entra FROM fornitura_riga WHERE fornitura = $1 ORDER BY record_id, revisione DESC)
  SELECT (SELECT count(*) FROM persona WHERE comune_residenza = ANY ($2::text[]) AND vita = 'in_vita' AND unita_in IS NULL
      AND NOT protetta)::int AS residenti,
    (SELECT count(DISTINCT p.id) FROM ultime u JOIN persona p ON p.id = u.persona_id
      WHERE u.esce AND p.vita = 'in_vita' AND NOT p.protetta AND p.comune_residenza = ANY ($2::text[]))::int AS uscite,
    (SELECT count(DISTINCT p.id) FROM ultime u JOIN persona p ON p.id = u.persona_id
      WHERE u.entra AND NOT p.protetta AND coalesce(p.comune_residenza, '') <> ALL ($2::text[]))::int AS pretese,
    f.dichiarate, f.assenti
  FROM fornitura f WHERE f.id = $1`;

const WRITE = `UPDATE fornitura SET stato = $2, motivi = $3, residenti = $4, uscite = $5, pretese = $6, popolazione = $7, giudicata_il = $8,
    conclusa_il = CASE WHEN $2 = 'rifiutata' THEN $8::timestamptz END
  WHERE id = $1`;

type Trovati = Pick<Effetti, 'residenti' | 'uscite' | 'pretese'> & {
  readonly dichiarate: number | null;
  readonly assenti: number | null;
};

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

  async judge(
    tx: Tx,
    { id, ente, verso }: { readonly id: string; readonly ente: string; readonly verso: string },
  ): Promise<void> {
    const adesso = this.clock.now();
    const oggi = legalDayOf(adesso);
    const comuni = comuneDiEnte(this.riferimenti, ente, oggi)?.comuni;
    if (comuni === undefined) {
      await tx.execute(WRITE, [id, 'rifiutata', ['ente_senza_anagrafe'], null, null, null, false, adesso]);
      return;
    }
    const recenti = await diRecente(tx, { id, ente }, adesso);
    const [trovati] = await tx.query<Trovati>(EFFETTI, [id, comuni]);
    const { residenti, uscite, pretese } = trovati!;
    const assenze = assenzeOf(trovati!, recenti);
    const { forniture, ferma } = recenti;
    const detti = { residenti, uscite: uscite + recenti.uscite, pretese: pretese + recenti.pretese };
    const insieme = { ...detti, forniture, ferma, assenze };
    const motivi = motiviOf(verso === 'consegna' ? insieme : { ...insieme, forniture: 0, ferma: false }, this.limiti);
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

/** Undefined where nobody was looked for. */
function assenzeOf({ dichiarate, assenti }: Trovati, recenti: Recenti): Assenze | undefined {
  if (dichiarate === null || assenti === null) return undefined;
  return { dichiarate, assenti, recenti: recenti.assenti };
}
