import { Injectable } from '@nestjs/common';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { holdForniture } from './di-recente.js';
import { ASSENZE, RitiraAssenze, annullata } from './ritira-assenze.js';

/** Records gone through in one transaction, which must end well within its limit on a busy machine. */
const PER_VOLTA = 2_000;

/**
 * Whether somebody is to be looked for: not in what has been taken back, nor in a registry that was read before one that is known already.
 * `continua`: the ente never delivered without the act that gives its population, or not since a whole fornitura under it. Whoever is absent only
 * now was then kept whether others knew her or not, so that her name tells nothing of them.
 */
const SITUAZIONE = `SELECT f.assenti IS NOT NULL AS iniziata, f.assenti IS NOT NULL AND f.assenti_fino IS NULL AS finita,
    f.verso = 'consegna' AND f.tipo = 'completa' AND f.al IS NOT NULL AND NOT ${annullata('f')}
      AND NOT EXISTS (SELECT FROM fornitura d WHERE d.ente = f.ente AND d.verso = 'consegna' AND d.tipo = 'completa' AND d.al > f.al
        AND d.stato IN ('in_applicazione', 'applicata') AND NOT ${annullata('d')}) AS "daAnnotare",
    NOT EXISTS (SELECT FROM fornitura q WHERE q.ente = f.ente AND q.verso = 'consegna' AND NOT q.popolazione AND q.giudicata_il > coalesce(
      (SELECT max(p.giudicata_il) FROM fornitura p WHERE p.ente = f.ente AND p.verso = 'consegna' AND p.tipo = 'completa' AND p.popolazione
        AND p.stato = 'applicata' AND p.assenti IS NOT NULL AND p.assenti_fino IS NULL AND NOT ${annullata('p')}), '-infinity')) AS continua
  FROM fornitura f WHERE f.id = $1`;

/**
 * Of the next records of the ente those that it declared resident and alive before the day on which this registry was read, and that this one
 * does not name: on the day itself nobody knows which came first. The ente may be told of those whom its own services follow, and under the
 * act of all; of who is known through others nothing is noted, because the note would tell it. A note of before stays, unless its fornitura is held.
 * Scalar subqueries, because the planner would read the whole fornitura once for each part to answer EXISTS.
 */
const ANNOTA = `WITH prossime AS (
    SELECT s.record_id, s.persona_id, s.riga_id, s.vita, s.accettata_il FROM scheda s
    WHERE s.ente_erogatore = $2 AND s.fonte = 'anagrafe_comunale' AND s.comune_residenza IS NOT NULL
      AND s.record_id > (SELECT coalesce(assenti_fino, '\\x'::bytea) FROM fornitura WHERE id = $1)
    ORDER BY s.record_id LIMIT ${PER_VOLTA}),
  dette AS MATERIALIZED (
    SELECT p.record_id, p.riga_id,
      $3 OR (SELECT true FROM scheda o WHERE o.persona_id = p.persona_id AND o.ente_erogatore = $2 AND o.fonte = 'sociale' LIMIT 1)
        IS NOT NULL AS palese,
      (SELECT true FROM fornitura_riga r WHERE r.fornitura = $1 AND r.record_id = p.record_id LIMIT 1) IS NOT NULL AS nominata,
      (SELECT true FROM non_piu_dichiarata n JOIN fornitura v ON v.id = n.fornitura WHERE n.record_id = p.record_id
        AND v.stato IN ('in_applicazione', 'applicata') AND v.assenti_fino IS NULL) IS NOT NULL AS annotata
    FROM prossime p
    WHERE p.vita IS DISTINCT FROM 'deceduta' AND p.riga_id IS NOT NULL
      AND p.accettata_il < (SELECT al::timestamp AT TIME ZONE 'Europe/Rome' FROM fornitura WHERE id = $1)),
  dichiarate AS (SELECT record_id, riga_id, palese, nominata FROM dette WHERE nominata OR NOT annotata),
  annotate AS (
    INSERT INTO non_piu_dichiarata (record_id, ente, fornitura, riga_id, palese)
    SELECT record_id, $2, $1, riga_id, palese FROM dichiarate WHERE NOT nominata AND (palese OR $4)
    ON CONFLICT (record_id) DO UPDATE SET fornitura = excluded.fornitura, riga_id = excluded.riga_id, palese = excluded.palese)
  UPDATE fornitura SET
    dichiarate = coalesce(dichiarate, 0) + (SELECT count(*) FROM dichiarate WHERE palese),
    assenti = coalesce(assenti, 0) + (SELECT count(*) FROM dichiarate WHERE palese AND NOT nominata),
    assenti_fino = (SELECT record_id FROM prossime ORDER BY record_id OFFSET ${PER_VOLTA - 1})
  WHERE id = $1
  RETURNING (SELECT count(*) FROM dichiarate WHERE palese AND NOT nominata)::int AS trovate`;

const LASCIA = `UPDATE fornitura SET dichiarate = NULL, assenti = NULL, assenti_fino = NULL WHERE id = $1`;

interface Situazione {
  readonly iniziata: boolean;
  readonly finita: boolean;
  readonly daAnnotare: boolean;
  readonly continua: boolean;
}

/**
 * Notes whom a whole fornitura of a comune does not name of those whom it had declared, a part at a time, while all its righe are there.
 * Absence is no death and no move: no person is touched. The note is shown once the fornitura has been judged.
 */
@Injectable()
export class AnnotaAssenze {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly ritira: RitiraAssenze,
    private readonly clock: Clock,
  ) {}

  /**
   * In a transaction that holds the fornitura, before it is judged.
   * @returns false when there is nothing more to do
   */
  async note(tx: Tx, { id, ente }: { readonly id: string; readonly ente: string }): Promise<boolean> {
    await holdForniture(tx, ente);
    const [situazione] = await tx.query<Situazione>(SITUAZIONE, [id]);
    const { iniziata, finita, daAnnotare, continua } = situazione!;
    if (!daAnnotare) {
      if (iniziata) await tx.execute(LASCIA, [id]);
      return this.ritira.some(tx, { id, ente });
    }
    if (finita) return false;
    const tutti = this.riferimenti.popolazioneConsentita(ente, legalDayOf(this.clock.now()));
    const [annotate] = await tx.query<{ trovate: number }>(ANNOTA, [id, ente, tutti && continua, tutti]);
    tx.afterCommit(() => ASSENZE.inc({ esito: 'annotata' }, annotate!.trovate));
    return true;
  }
}
