import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { RegoleNotifiche, fineFinestra } from '../notifica/finestra.js';
import { GRUPPI_SOTTOSCRIVIBILI } from '../sottoscrizione/sottoscrizione.js';
import { bitsOf } from './gruppi.js';

/** An id that led to nobody, and whom it leads to now. */
export interface Ritrovata {
  readonly era: string;
  readonly personaId: string;
}

/** As `SmistaVariazioni` leaves it, for the subscriptions of these ids and no others. */
const LASCIA = {
  name: 'snodo_anagrafe_ritrovate',
  text: `INSERT INTO notifica_in_attesa AS a (sottoscrizione, tipo, persona_id, ente, gruppi, riservata, scade_il)
  SELECT s.id, 'variazione', v.persona, s.ente, $3::smallint, EXISTS (SELECT FROM protezione r WHERE r.al IS NULL
      AND r.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = v.persona) || v.persona)), $4::timestamptz
  FROM unnest($1::uuid[], $2::uuid[]) AS v (era, persona) JOIN sottoscrizione s ON s.persona_id = v.era AND s.cessata_il IS NULL
  ORDER BY s.id
  ON CONFLICT (sottoscrizione, tipo, persona_id, altra, causa) DO UPDATE SET gruppi = a.gruppi | excluded.gruppi,
    riservata = a.riservata OR excluded.riservata`,
};

/** Leaves word that who was out of sight is there again. */
@Injectable()
export class AnnotaRitrovate {
  constructor(
    private readonly regole: RegoleNotifiche,
    private readonly clock: Clock,
  ) {}

  /**
   * With who followed one of these ids, for whom everything is said by others than before. Who follows the person by another id sees nothing
   * of it: that would tell that somebody else has her in charge. A subscription to an id that led to nobody cannot be being made meanwhile.
   */
  async note(tx: Tx, ritrovate: readonly Ritrovata[]): Promise<void> {
    if (ritrovate.length === 0) return;
    await tx.atCommit(LASCIA, [
      ritrovate.map(({ era }) => era),
      ritrovate.map(({ personaId }) => personaId),
      bitsOf(GRUPPI_SOTTOSCRIVIBILI),
      fineFinestra(this.clock.now(), this.regole.finestra),
    ]);
  }
}
