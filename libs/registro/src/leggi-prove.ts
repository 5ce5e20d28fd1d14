import { Injectable } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { Database, type SessionScope } from '#libs/persistence';
import { FirmaRicevute, type ProvaInclusione, type TestaFirmata, inclusionProofFrom, isIncluded } from '#libs/security';
import { nodesThrough } from './nodi.js';
import { RegistroDiscorde } from './registro-discorde.js';
import { registroProblem } from './registro.errors.js';
import { Registro } from './registro.js';
import { LEGGI_TESTE, type RigaTesta, testaOf } from './testa.js';
import type { Voce } from './voce.js';

type VoceDaProvare = Omit<Voce, 'serbato'>;

/** Proves that something is in the sealed register. Nothing is given that does not prove it. */
@Injectable()
export class LeggiProve {
  readonly #logger: Logger;

  constructor(
    private readonly database: Database,
    private readonly registro: Registro,
    private readonly firma: FirmaRicevute,
  ) {
    this.#logger = new Logger({ app: registro.app }).child({ context: 'LeggiProve' });
  }

  /**
   * Under the first head that holds it, so that the answer stays the same for ever, or under the head of `dimensione` leaves, for who
   * kept that one.
   * @returns undefined while it is not sealed
   * @throws Problem testa_sconosciuta when no such head holds it, registro_discorde
   */
  async of(scope: SessionScope, voce: VoceDaProvare, dimensione?: number): Promise<ProvaInclusione | undefined> {
    const [foglia] = await this.database.statement<{ indice: number }>(
      'api',
      scope,
      `SELECT indice FROM registro_foglia WHERE oggetto = $1 AND genere = $2`,
      [voce.oggetto, voce.genere],
    );
    if (foglia === undefined) return undefined;
    const { indice } = foglia;
    const [row] = await this.database.statement<RigaTesta>(
      'api',
      scope,
      `${LEGGI_TESTE} WHERE t.dimensione > $1 AND ($2::bigint IS NULL OR t.dimensione = $2) ORDER BY t.dimensione LIMIT 1`,
      [indice, dimensione ?? null],
    );
    if (row === undefined) throw registroProblem('testa_sconosciuta');
    try {
      return await this.#prove(voce, indice, await testaOf(row, this.registro, this.firma));
    } catch (error) {
      if (!(error instanceof RegistroDiscorde)) throw error;
      this.#logger.error('the sealed register does not prove what it holds', { oggetto: voce.oggetto, error });
      throw registroProblem('registro_discorde');
    }
  }

  async #prove({ contenuto }: VoceDaProvare, indice: number, testa: TestaFirmata): Promise<ProvaInclusione> {
    const read = nodesThrough((sql, params) => this.database.statement('api', {}, sql, params));
    const proof = await inclusionProofFrom(read, indice, testa.dimensione);
    const percorso = proof.map((hash) => hash.toString('hex'));
    const prova = { indice, dimensione: testa.dimensione, percorso, testa };
    if (!isIncluded(contenuto, prova)) throw new RegistroDiscorde(`leaf ${indice} is not under its head`);
    return prova;
  }
}
