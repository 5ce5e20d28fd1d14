import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';

/** Every id of who is no more leads to who has its records now, if it was ever protected: a merge, to whoever keeps the id. */
const SEGUI = `INSERT INTO radice_persona (persona_id, radice)
  SELECT u.id, e.erede FROM unnest($1::uuid[], $2::uuid[]) AS e (sciolta, erede)
  CROSS JOIN LATERAL (SELECT ARRAY(SELECT r.persona_id FROM radice_persona r WHERE r.radice = e.sciolta) || e.sciolta AS ids) i
  CROSS JOIN LATERAL unnest(i.ids) AS u (id)
  WHERE EXISTS (SELECT FROM protezione r WHERE r.persona_id = ANY (i.ids))
  ON CONFLICT (persona_id) DO UPDATE SET radice = excluded.radice`;

/** Ids that led to who is no more, and lead to nobody now, may be found again by their codes. */
const LASCIA = `DELETE FROM radice_persona u WHERE u.radice = ANY ($1::uuid[])
  AND NOT EXISTS (SELECT FROM persona p WHERE p.id = u.persona_id AND p.unita_in IS NOT NULL)`;

/**
 * Keeps who is protected so while sources change their mind about whose their records are. Also where the protection has ended: what was
 * said meanwhile is still told to nobody.
 */
@Injectable()
export class SeguiProtezioni {
  /**
   * Before those that are no more are deleted, after those that have their records are written.
   * @param eredi of some of them, who has their records now
   */
  async follow(tx: Tx, sciolte: readonly string[], eredi: ReadonlyMap<string, string>): Promise<void> {
    if (eredi.size > 0) await tx.execute(SEGUI, [[...eredi.keys()], [...eredi.values()]]);
    await tx.execute(LASCIA, [sciolte]);
  }
}
