import { Injectable } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { Clock, Database, DatabaseUnavailable, type Sql, legalDayOf } from '#libs/persistence';
import { RegoleNotifiche, fineFinestra } from '../notifica/finestra.js';

/** Variazioni of one transaction. */
const PRESE = 1_000;

/** Not waiting for its next try. */
const PRONTA = (adesso: string): string => `(riprova_il IS NULL OR riprova_il <= ${adesso}::timestamptz)`;

/** Variazioni that one run sets aside: if more fail it is not they that are wrong. */
const FERMATE = 5;

/** More persons under one number are no famiglia but a number that was written for anybody: nobody is told of one through another. */
export const MOST_IN_FAMIGLIA = 50;

const IN_FAMIGLIA = (riga: string): string =>
  `${riga}.tipo = 'famiglia' AND ${riga}.noto_al IS NULL AND ${riga}.dal <= $3::date AND (${riga}.al IS NULL OR ${riga}.al >= $3::date)`;

/** Whether a person, or one merged into it, was under protection when the change was noted: protections may have ended since. */
const PROTETTA_ALLORA = (radice: string): string =>
  `EXISTS (SELECT FROM protezione r WHERE r.dal <= l.annotata_il AND (r.al IS NULL OR r.al >= l.annotata_il)
    AND r.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = ${radice}) || ${radice}))`;

/**
 * Takes what was noted and leaves it with the subscriptions it concerns, whatever their enti may see: that is asked when the window ends.
 * A person is followed under its own id and under those that were merged into it; by who follows a famiglia, through whoever is in it
 * today. Rows are taken by deleting them, never by a place in their order, so none can commit behind a place that was passed.
 */
const SMISTA: Sql = {
  name: 'snodo_anagrafe_smista',
  text: `WITH prese AS (
      DELETE FROM variazione WHERE id IN (SELECT id FROM variazione WHERE ${PRONTA('$4')} ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING persona_id, gruppi, decorrenza, causa, legame, altra, annotata_il
    ), lati AS (
      SELECT persona_id, altra, gruppi, decorrenza, causa, legame, annotata_il FROM prese
      UNION ALL SELECT altra, persona_id, gruppi, decorrenza, causa, legame, annotata_il FROM prese WHERE legame IS NOT NULL
    ), dette AS (
      SELECT coalesce(p.radice, l.persona_id) AS radice, l.persona_id, l.gruppi, l.decorrenza, c.id AS causa, l.legame, l.altra,
        ${PROTETTA_ALLORA('coalesce(p.radice, l.persona_id)')} OR ${PROTETTA_ALLORA('coalesce(w.radice, l.causa)')} AS riservata,
        l.altra IS NOT NULL AND ${PROTETTA_ALLORA('coalesce(o.radice, l.altra)')} AS altra_riservata
      FROM lati l LEFT JOIN radice_persona o ON o.persona_id = l.altra LEFT JOIN radice_persona p ON p.persona_id = l.persona_id
      LEFT JOIN radice_persona w ON w.persona_id = l.causa LEFT JOIN persona c ON c.id = l.causa
    ), famiglie AS (
      SELECT DISTINCT d.radice, suo.famiglia FROM dette d JOIN famiglia_componente suo ON suo.persona_id = d.radice
      WHERE ${IN_FAMIGLIA('suo')}
    ), vicini AS (
      SELECT DISTINCT f.radice, m.id FROM famiglie f
      JOIN (SELECT g.famiglia, ARRAY(SELECT DISTINCT altro.persona_id FROM famiglia_componente altro
          WHERE altro.famiglia = g.famiglia AND ${IN_FAMIGLIA('altro')} LIMIT ${MOST_IN_FAMIGLIA + 1}) AS ids
        FROM (SELECT DISTINCT famiglia FROM famiglie) g) c USING (famiglia)
      CROSS JOIN LATERAL unnest(c.ids) AS m (id)
      WHERE cardinality(c.ids) <= ${MOST_IN_FAMIGLIA} AND m.id <> f.radice
    ), interessate AS (
      SELECT DISTINCT radice, radice AS id, false AS di_famiglia FROM dette
      UNION ALL SELECT radice, id, true FROM vicini
    ), seguaci AS (
      SELECT i.id AS persona_id, s.id AS sottoscrizione, s.ente, s.oggetto FROM (SELECT DISTINCT id FROM interessate) i
      CROSS JOIN LATERAL (SELECT i.id AS nome UNION ALL SELECT u.persona_id FROM radice_persona u WHERE u.radice = i.id) n
      JOIN sottoscrizione s ON s.persona_id = n.nome AND s.cessata_il IS NULL
    ), seguite AS (
      SELECT s.sottoscrizione, s.ente, 'variazione' AS tipo, d.radice, NULL::uuid AS altra, d.causa, d.gruppi, d.decorrenza, d.riservata
      FROM dette d JOIN interessate i ON i.radice = d.radice
      JOIN seguaci s ON s.persona_id = i.id AND (NOT i.di_famiglia OR s.oggetto = 'famiglia')
      UNION ALL
      SELECT s.id, s.ente, d.legame, d.radice, d.altra, NULL, 0, NULL, d.riservata OR d.altra_riservata
      FROM dette d JOIN sottoscrizione s ON s.persona_id = d.persona_id AND s.cessata_il IS NULL WHERE d.legame IS NOT NULL
    ), lasciate AS (
      INSERT INTO notifica_in_attesa AS a
        (sottoscrizione, tipo, persona_id, altra, causa, ente, gruppi, decorrenza, riservata, scade_il)
      SELECT sottoscrizione, tipo, radice, altra, causa, ente, bit_or(gruppi), min(decorrenza), bool_or(riservata), $2
      FROM seguite GROUP BY sottoscrizione, tipo, radice, altra, causa, ente
      ORDER BY sottoscrizione, tipo, radice, altra, causa
      ON CONFLICT (sottoscrizione, tipo, persona_id, altra, causa) DO UPDATE SET gruppi = a.gruppi | excluded.gruppi,
        decorrenza = least(a.decorrenza, excluded.decorrenza), riservata = a.riservata OR excluded.riservata
    )
    SELECT count(*)::int AS prese FROM prese`,
};

/** The first that would be taken. By chance it is another that a process is taking just now: it waits for nothing, a minute at most. */
const FERMA = `UPDATE variazione SET tentativi = tentativi + 1,
    riprova_il = $1::timestamptz + least(interval '1 hour', interval '1 minute' * power(2, least(tentativi, 10)))
  WHERE id = (SELECT id FROM variazione WHERE ${PRONTA('$1')} ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, tentativi`;

/** Brings what changed to the subscriptions that follow it. By any number of processes at once. */
@Injectable()
export class SmistaVariazioni {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'SmistaVariazioni' });

  constructor(
    private readonly database: Database,
    private readonly regole: RegoleNotifiche,
    private readonly clock: Clock,
  ) {}

  /**
   * A batch that fails, as one that asks too much of the database does, is tried again by halves; one alone that fails waits for its next
   * try, a minute and then longer: it would come back first for ever, and nobody would be told anything.
   * @returns variazioni taken
   */
  async run(): Promise<number> {
    let [total, most, ferme] = [0, PRESE, 0];
    for (;;) {
      const prese = await this.#upTo(most, ferme);
      if (prese === undefined) {
        if (most === 1) ferme += 1;
        most = most === 1 ? PRESE : Math.floor(most / 2);
        continue;
      }
      total += prese;
      if (prese < most) return total;
    }
  }

  /** @returns how many were taken; undefined if others are to be tried */
  async #upTo(most: number, ferme: number): Promise<number | undefined> {
    const adesso = this.clock.now();
    const params = [most, fineFinestra(adesso, this.regole.finestra), legalDayOf(adesso), adesso];
    try {
      const [row] = await this.database.statement<{ prese: number }>('consumer', {}, SMISTA, params);
      return row!.prese;
    } catch (error) {
      if (error instanceof DatabaseUnavailable || ferme === FERMATE) throw error;
      if (most === 1) await this.#stop(adesso, error);
      else this.#logger.warn('variazioni could not be taken, half as many are tried', { most, error });
      return undefined;
    }
  }

  async #stop(adesso: Date, error: unknown): Promise<void> {
    const [ferma] = await this.database.statement<{ id: number; tentativi: number }>('consumer', {}, FERMA, [adesso]);
    // None: another process holds them all. The task comes again in a second.
    if (ferma === undefined) throw error;
    this.#logger.error('a variazione cannot be taken and waits, the others go on', { ...ferma, error });
  }
}
