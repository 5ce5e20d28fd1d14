import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import { nameWith } from './nomi.js';

/** A file that was delivered, and what its answers are called. */
export interface Consegna {
  readonly cartella: string;
  readonly nome: string;
  readonly ente: string;
  readonly invioId: string;
  /** Name of the file and of what is said of it: its own, or with the number of the ricevuta when another invio has that one. */
  readonly uscita: string;
}

/** Which file of which folder became which invio: who reads it writes the outcome beside the ricevuta. */
@Injectable()
export class RegistroConsegne {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The same file noted again keeps its name, and has its outcome written again: who delivers twice waits for an answer twice.
   * @param numero of the ricevuta: no two have one
   */
  async note(consegna: Omit<Consegna, 'uscita'>, numero: string): Promise<Consegna> {
    const { cartella, nome, ente, invioId } = consegna;
    for (const uscita of [nome, nameWith(nome, numero), nameWith(nome, invioId)]) {
      const [known] = await this.#statement<{ uscita: string }>(
        `UPDATE consegna_cartella SET esito_scritto_il = NULL, esito_preso_il = NULL
         WHERE cartella = $1 AND nome = $2 AND invio_id = $3 RETURNING uscita`,
        [cartella, nome, invioId],
      );
      if (known !== undefined) return { ...consegna, uscita: known.uscita };
      const made = await this.#statement(
        `INSERT INTO consegna_cartella (cartella, nome, invio_id, ente, uscita, consegnata_il) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING RETURNING 1`,
        [cartella, nome, invioId, ente, uscita, this.clock.now()],
      );
      if (made.length === 1) return { ...consegna, uscita };
    }
    throw new Error('no name is left for the answers to a file');
  }

  /** Deliveries whose invio has its outcome and whose folder does not; they are the caller's until the lease ends. */
  claim(count: number, lease: number): Promise<Consegna[]> {
    const now = this.clock.now();
    return this.#statement<Consegna>(
      `UPDATE consegna_cartella c SET esito_preso_il = $1
       FROM (SELECT d.cartella, d.nome, d.invio_id FROM consegna_cartella d JOIN invio i ON i.id = d.invio_id
             WHERE d.esito_scritto_il IS NULL AND i.concluso_il IS NOT NULL
               AND (d.esito_preso_il IS NULL OR d.esito_preso_il < $2)
             ORDER BY d.consegnata_il LIMIT $3 FOR UPDATE OF d SKIP LOCKED) da
       WHERE (c.cartella, c.nome, c.invio_id) = (da.cartella, da.nome, da.invio_id)
       RETURNING c.cartella, c.nome, c.ente, c.invio_id AS "invioId", c.uscita`,
      [now, new Date(now.getTime() - lease), count],
    );
  }

  /** The outcome is in the folder. */
  async done({ cartella, nome, invioId }: Consegna): Promise<void> {
    await this.#statement(
      `UPDATE consegna_cartella SET esito_scritto_il = $4 WHERE cartella = $1 AND nome = $2 AND invio_id = $3`,
      [cartella, nome, invioId, this.clock.now()],
    );
  }

  /** Forgets deliveries whose answers are not kept any more, or had no folder to be written into for as long. */
  async forget(before: Date): Promise<void> {
    await this.#statement(`DELETE FROM consegna_cartella WHERE coalesce(esito_scritto_il, consegnata_il) < $1`, [
      before,
    ]);
  }

  #statement<R>(sql: string, params: readonly unknown[]): Promise<R[]> {
    return this.database.statement<R>('consumer', {}, sql, params);
  }
}
