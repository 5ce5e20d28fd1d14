import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';

const GIORNI = 7;
const DAY_MILLISECONDS = 86_400_000;

/** One decision at a time on one person: of two that count at once neither would count the other. */
const UNA_ALLA_VOLTA = `SELECT pg_advisory_xact_lock(hashtextextended('riesame persona ' || $1, 0))`;
const SUOI = `ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = $1) || $1::uuid`;
/** What was put back since does not count. */
const DIVISI = `SELECT coalesce(sum(o.quanti), 0)::int AS quanti FROM operazione_riesame o
  WHERE o.effetto = 'divide' AND o.il > $2 AND o.rimasta = ANY (${SUOI}) AND NOT EXISTS (SELECT FROM operazione_riesame n WHERE n.annulla = o.id)`;
/** Of a union all that came since, each of which may be found to be the other's; of a division all that the other has by now. */
const MOSSI = `SELECT (CASE o.effetto
    WHEN 'unisce' THEN o.quanti + (SELECT count(*) FROM legame l
      WHERE l.persona_id = $1 AND l.al IS NULL AND l.dal > o.il AND l.decisione <> 'manuale')
    WHEN 'divide' THEN greatest(o.quanti, (SELECT count(*) FROM scheda s WHERE s.persona_id = o.altra))
    ELSE o.quanti END)::int AS quanti, o.effetto = 'unisce' AS divide
  FROM operazione_riesame o WHERE o.id = $2`;

/** How many records: what this decision moves, and what those of the last days took from the same person too. */
export interface Quanto {
  readonly mossi: number;
  readonly inTutto: number;
}

/** Says how much a decision takes from a person: a few records at a time are as many in the end. */
@Injectable()
export class QuantoSiMuove {
  constructor(private readonly clock: Clock) {}

  /** Until the transaction ends nobody else decides of that person. @param persona as it is called now */
  async separazione(tx: Tx, persona: string, mossi: number): Promise<Quanto> {
    await tx.query(UNA_ALLA_VOLTA, [persona]);
    return { mossi, inTutto: mossi + (await this.#divisi(tx, persona)) };
  }

  /** As `separazione`, of a decision that is undone. */
  async annullamento(tx: Tx, persona: string, decisione: string): Promise<Quanto> {
    await tx.query(UNA_ALLA_VOLTA, [persona]);
    const [found] = await tx.query<{ readonly quanti: number; readonly divide: boolean }>(MOSSI, [persona, decisione]);
    const { quanti: mossi, divide } = found!;
    return { mossi, inTutto: mossi + (divide ? await this.#divisi(tx, persona) : 0) };
  }

  async #divisi(tx: Tx, persona: string): Promise<number> {
    const dal = new Date(this.clock.now().getTime() - GIORNI * DAY_MILLISECONDS);
    const [found] = await tx.query<{ readonly quanti: number }>(DIVISI, [persona, dal]);
    return found!.quanti;
  }
}
