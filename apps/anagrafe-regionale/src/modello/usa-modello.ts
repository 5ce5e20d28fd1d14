import { Injectable } from '@nestjs/common';
import { MODELLO_ITALIANO } from '#libs/abbinamento';
import { Clock, Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { ModelloInUso } from './modello-in-uso.js';

const USA = `INSERT INTO modello_in_uso (dal, numero, client_id) VALUES ($1, $2, $3)`;

/** Chooses the weights that judge likeness from now on. What was linked stays as it is. */
@Injectable()
export class UsaModello {
  constructor(
    private readonly database: Database,
    private readonly inUso: ModelloInUso,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem modello_sconosciuto, modello_non_utilizzabile */
  async use(nome: string, { clientId }: Caller): Promise<void> {
    const chosen = [this.clock.now(), await this.#numeroOf(nome), clientId];
    await this.database.statement('api', { amministratore: clientId }, USA, chosen);
    await this.database.transaction('consumer', {}, (tx) => this.inUso.read(tx));
  }

  async #numeroOf(nome: string): Promise<number | null> {
    if (nome === MODELLO_ITALIANO.nome) return null;
    const numero = /^appreso-([1-9]\d{0,8})$/.exec(nome)?.[1];
    const [row] =
      numero === undefined
        ? []
        : await this.database.statement<{ stato: string }>(
            'api',
            {},
            `SELECT stato FROM modello_abbinamento WHERE numero = $1`,
            [numero],
          );
    if (row === undefined) throw anagrafeProblem('modello_sconosciuto');
    if (row.stato !== 'proposto') throw anagrafeProblem('modello_non_utilizzabile');
    return Number(numero);
  }
}
