import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { MOST_IN_COPPIE } from '../../persona/coppie.js';
import { MOST_COMPARED } from '../../persona/schede-note.js';
import { ScriviDubbi } from '../../persona/scrivi-dubbi.js';
import { ScriviPersone } from '../../persona/scrivi-persone.js';

/** Who else has a code of these persons, and how many have that code. */
const VICINE = `SELECT DISTINCT mio.persona_id AS mia, h.sua, h.quante
  FROM persona_codice mio CROSS JOIN LATERAL (
    SELECT c.sua, count(*) OVER ()::int AS quante
    FROM (SELECT suo.persona_id AS sua FROM persona_codice suo WHERE suo.indice = mio.indice LIMIT ${MOST_COMPARED + 1}) c) h
  WHERE mio.persona_id = ANY ($1::uuid[]) AND h.sua <> mio.persona_id`;

/** Who shared a code with them until now. */
const DUBITATE = `SELECT CASE WHEN persona_a = ANY ($1::uuid[]) THEN persona_b ELSE persona_a END AS id FROM possibile_duplicato
  WHERE stato = 'aperto' AND punteggio IS NULL AND (persona_a = ANY ($1::uuid[]) OR persona_b = ANY ($1::uuid[]))`;

const SUPERA = `UPDATE possibile_duplicato d SET stato = 'superato', deciso_il = $2, revisione = revisione + 1
  WHERE d.stato = 'aperto' AND d.punteggio IS NULL AND (d.persona_a = ANY ($1::uuid[]) OR d.persona_b = ANY ($1::uuid[]))
    AND NOT EXISTS (SELECT FROM persona_codice una JOIN persona_codice altra ON altra.indice = una.indice
      WHERE una.persona_id = d.persona_a AND altra.persona_id = d.persona_b)`;

/** Works out again which doubts the codes of some persons raise, as messages would have, once records went from one to another. */
@Injectable()
export class RivediCodici {
  constructor(
    private readonly dubbi: ScriviDubbi,
    private readonly persone: ScriviPersone,
    private readonly clock: Clock,
  ) {}

  /** @param ids persons held, with the groups of their codes, as they are written now */
  async review(tx: Tx, ids: readonly string[]): Promise<void> {
    const dubitate = await tx.query<{ id: string }>(DUBITATE, [ids]);
    const vicine = await tx.query<{ mia: string; sua: string; quante: number }>(VICINE, [ids]);
    await this.dubbi.ofCoppie(
      tx,
      vicine.filter(({ quante }) => quante <= MOST_IN_COPPIE).map(({ mia, sua }) => [mia, sua]),
    );
    await tx.execute(SUPERA, [ids, this.clock.now()]);
    const concerned = [...ids, ...dubitate.map(({ id }) => id), ...vicine.map(({ sua }) => sua)];
    await this.persone.mark(tx, [...new Set(concerned)]);
  }
}
