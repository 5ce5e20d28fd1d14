import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaContese, RispostaContesa, RispostaContese } from './risposta-contese.js';

/** Who claims learns nothing, or would learn of each person whether she is known: the policy leaves out what is not of one's residents. */
const PAGINA = `SELECT c.id, c.comune, c.stabilita, c.dal,
    to_char(c.aperta_il AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS aperta_il,
    (SELECT s.riga_id FROM scheda s WHERE s.persona_id = c.persona_id AND s.fonte = 'anagrafe_comunale' AND s.ente_erogatore = ANY ($1::uuid[])
      ORDER BY s.accettata_il DESC LIMIT 1) AS riga
  FROM residenza_contesa c WHERE c.chiusa_il IS NULL AND ($2::uuid IS NULL OR c.id > $2) ORDER BY c.id LIMIT $3`;

/** Reads the claims of comuni on residents of others, for the comune whose residents they are and for the steward. */
@Injectable()
export class LeggiContese {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
  ) {}

  async page(caller: Caller, { cursor, limit }: DomandaContese): Promise<RispostaContese> {
    const { comuniPropri, entiPropri } = this.visibilita.richiedenteOf(caller);
    const tutte = caller.ruoli.includes('steward');
    const scope = { residenti: comuniPropri.join(), enti: entiPropri.join(), tutte_le_forniture: tutte ? 'si' : '' };
    const params = [entiPropri, cursor ?? null, limit + 1];
    const rows = await this.database.statement<RispostaContesa>('api', scope, PAGINA, params);
    const items = rows.slice(0, limit);
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
  }
}
