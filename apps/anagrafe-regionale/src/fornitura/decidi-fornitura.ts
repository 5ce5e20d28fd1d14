import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Clock, Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { COLONNE_FORNITURA, scopeForniture } from './fornitura-mostrata.js';
import type { RispostaFornitura } from './risposta.js';

const DECIDE = `UPDATE fornitura SET stato = $3 WHERE id = $1 AND ente = ANY ($2::uuid[]) AND stato = 'sospesa' RETURNING ${COLONNE_FORNITURA}`;
const ATTO = `INSERT INTO fornitura_atto (id, fornitura, decisione, ente, client_id, soggetto, motivo, deciso_il)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** What an ente decides of a fornitura of its own that is held. */
const STATO = { conferma: 'in_applicazione', rifiuto: 'rifiutata' } as const;
export type Decisione = keyof typeof STATO;

/** Lets go, or throws away, a fornitura that was held. */
@Injectable()
export class DecidiFornitura {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly clock: Clock,
  ) {}

  /**
   * Only the ente whose registry it is decides: nobody else can tell whether it is right.
   * @throws Problem fornitura_sconosciuta, also for that of another; fornitura_non_sospesa
   */
  async decide(caller: Caller, id: string, decisione: Decisione, motivo: string): Promise<RispostaFornitura> {
    if (!isUUID(id)) throw anagrafeProblem('fornitura_sconosciuta');
    const { entiPropri } = this.visibilita.richiedenteOf(caller);
    const { clientId, subject, ente } = caller;
    return this.database.transaction('api', scopeForniture(caller, entiPropri), async (tx) => {
      const [decided] = await tx.query<RispostaFornitura>(DECIDE, [id, entiPropri, STATO[decisione]]);
      if (decided === undefined) {
        const [known] = await tx.query(`SELECT FROM fornitura WHERE id = $1 AND ente = ANY ($2::uuid[])`, [
          id,
          entiPropri,
        ]);
        throw anagrafeProblem(known === undefined ? 'fornitura_sconosciuta' : 'fornitura_non_sospesa');
      }
      await tx.execute(ATTO, [randomUUID(), id, decisione, ente, clientId, subject, motivo, this.clock.now()]);
      return decided;
    });
  }
}
