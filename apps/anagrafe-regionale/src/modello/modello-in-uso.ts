import { Injectable } from '@nestjs/common';
import { MODELLO_ITALIANO, type Modello } from '#libs/abbinamento';
import type { Tx } from '#libs/persistence';

/** Short enough that replicas judge by one model soon after it was chosen; each judgement says by which it was made. */
const FRESCO_MS = 30_000;

/** Which one was chosen last; the model itself only where it is not the one already read. */
const ULTIMO = {
  name: 'snodo_anagrafe_modello_in_uso',
  text: `SELECT u.numero, CASE WHEN u.numero IS DISTINCT FROM $1 THEN m.modello END AS modello
    FROM modello_in_uso u LEFT JOIN modello_abbinamento m USING (numero) ORDER BY u.dal DESC LIMIT 1`,
};

/** The weights that judge likeness now: those of the release, until others learnt here are chosen. */
@Injectable()
export class ModelloInUso {
  #modello: Modello = MODELLO_ITALIANO;
  #numero: number | null = null;
  #lettoIl = -Infinity;

  /**
   * As read at most half a minute ago.
   * @param tx of a consumer or of api: another connection would be one that all those waiting for it hold
   */
  async current(tx: Tx): Promise<Modello> {
    if (performance.now() - this.#lettoIl > FRESCO_MS) await this.read(tx);
    return this.#modello;
  }

  /** Reads it again now. */
  async read(tx: Tx): Promise<void> {
    const [row] = await tx.query<{ numero: number | null; modello: Modello | null }>(ULTIMO, [this.#numero]);
    const numero = row?.numero ?? null;
    if (numero === null) this.#modello = MODELLO_ITALIANO;
    else if (row!.modello !== null) this.#modello = row!.modello;
    this.#numero = numero;
    this.#lettoIl = performance.now();
  }
}
