import { Injectable } from '@nestjs/common';
import { Clock, Database, type Sql, legalDayOf } from '#libs/persistence';
import { RegoleNotifiche, fineFinestra } from '../notifica/finestra.js';

/** Variazioni of one transaction. */
const PRESE = 1_000;

const IN_FAMIGLIA = (riga: string): string =>
  `${riga}.tipo = 'famiglia' AND ${riga}.noto_al IS NULL AND ${riga}.dal <= $3::date AND (${riga}.al IS NULL OR ${riga}.al >= $3::date)`;

/** Whether a person, or one merged into it, was under protection when the change was noted: protections may have ended since. */
const PROTETTA_ALLORA = (persona: string): string =>
  `EXISTS (SELECT FROM protezione r WHERE r.dal <= l.annotata_il AND (r.al IS NULL OR r.al >= l.annotata_il)
    AND r.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = coalesce(${persona}.unita_in, ${persona}.id))
      || coalesce(${persona}.unita_in, ${persona}.id)))`;

/**
 * Takes what was noted and leaves it with the subscriptions it concerns, whatever their enti may see: that is asked when the window ends.
 * A person is followed under its own id and under those that were merged into it; by who follows a famiglia, through whoever is in it
 * today. Rows are taken by deleting them, never by a place in their order, so none can commit behind a place that was passed.
 */
const SMISTA: Sql = {
  name: 'snodo_anagrafe_smista',
  text: `WITH prese AS (
      DELETE FROM variazione WHERE id IN (SELECT id FROM variazione ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING persona_id, gruppi, decorrenza, causa, legame, altra, annotata_il
    ), lati AS (
      SELECT persona_id, altra, gruppi, decorrenza, causa, legame, annotata_il FROM prese
      UNION ALL SELECT altra, persona_id, gruppi, decorrenza, causa, legame, annotata_il FROM prese WHERE legame IS NOT NULL
    ), dette AS (
      SELECT coalesce(p.unita_in, l.persona_id) AS radice, l.persona_id, l.gruppi, l.decorrenza, c.id AS causa, l.legame, l.altra,
        ${PROTETTA_ALLORA('p')} OR ${PROTETTA_ALLORA('c')} AS riservata
      FROM lati l LEFT JOIN persona p ON p.id = l.persona_id LEFT JOIN persona c ON c.id = l.causa
    ), seguite AS (
      SELECT d.radice, 'variazione' AS tipo, nomi.id AS nome, vicini.di_famiglia, NULL::uuid AS altra, d.causa, d.gruppi, d.decorrenza,
        d.riservata
      FROM dette d
      CROSS JOIN LATERAL (
        SELECT d.radice AS id, false AS di_famiglia
        UNION SELECT altro.persona_id, true FROM famiglia_componente suo JOIN famiglia_componente altro ON altro.famiglia = suo.famiglia
        WHERE suo.persona_id = d.radice AND altro.persona_id <> d.radice AND ${IN_FAMIGLIA('suo')} AND ${IN_FAMIGLIA('altro')}
      ) vicini
      CROSS JOIN LATERAL (SELECT vicini.id UNION SELECT u.id FROM persona u WHERE u.unita_in = vicini.id) nomi
      UNION ALL
      SELECT radice, legame, persona_id, false, altra, NULL, 0, NULL, riservata FROM dette WHERE legame IS NOT NULL
    ), lasciate AS (
      INSERT INTO notifica_in_attesa AS a
        (sottoscrizione, tipo, persona_id, altra, causa, ente, gruppi, decorrenza, riservata, scade_il)
      SELECT s.id, f.tipo, f.radice, f.altra, f.causa, s.ente, bit_or(f.gruppi), min(f.decorrenza), bool_or(f.riservata), $2
      FROM seguite f JOIN sottoscrizione s ON s.persona_id = f.nome AND s.cessata_il IS NULL
        AND (NOT f.di_famiglia OR s.oggetto = 'famiglia')
      GROUP BY s.id, f.tipo, f.radice, f.altra, f.causa, s.ente
      ORDER BY s.id, f.tipo, f.radice, f.altra, f.causa
      ON CONFLICT (sottoscrizione, tipo, persona_id, altra, causa) DO UPDATE SET gruppi = a.gruppi | excluded.gruppi,
        decorrenza = least(a.decorrenza, excluded.decorrenza), riservata = a.riservata OR excluded.riservata
    )
    SELECT count(*)::int AS prese FROM prese`,
};

/** Brings what changed to the subscriptions that follow it. By any number of processes at once. */
@Injectable()
export class SmistaVariazioni {
  constructor(
    private readonly database: Database,
    private readonly regole: RegoleNotifiche,
    private readonly clock: Clock,
  ) {}

  /** @returns variazioni taken */
  async run(): Promise<number> {
    let total = 0;
    for (let prese = PRESE; prese === PRESE; total += prese) prese = await this.#once();
    return total;
  }

  async #once(): Promise<number> {
    const adesso = this.clock.now();
    const params = [PRESE, fineFinestra(adesso, this.regole.finestra), legalDayOf(adesso)];
    const [row] = await this.database.statement<{ prese: number }>('consumer', {}, SMISTA, params);
    return row!.prese;
  }
}
