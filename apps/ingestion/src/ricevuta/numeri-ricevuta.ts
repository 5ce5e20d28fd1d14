import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';

/** Must be the INCREMENT of the sequence. */
const BLOCCO = 100;

/**
 * Numbers for ricevute, taken from the database a block at a time: the number is part of what is signed, so it must be known before
 * the statement that stores the ricevuta. Unique and growing per process; a restart leaves holes.
 */
@Injectable()
export class NumeriRicevuta {
  #next = 0;
  #end = 0;
  #refill: Promise<void> | undefined;

  constructor(private readonly database: Database) {}

  async next(): Promise<number> {
    while (this.#next >= this.#end) {
      this.#refill ??= this.#takeBlock().finally(() => (this.#refill = undefined));
      await this.#refill;
    }
    return this.#next++;
  }

  async #takeBlock(): Promise<void> {
    const [row] = await this.database.statement<{ primo: number }>(
      'api',
      {},
      `SELECT nextval('ricevuta_numero') AS primo`,
    );
    this.#next = row!.primo;
    this.#end = this.#next + BLOCCO;
  }
}
