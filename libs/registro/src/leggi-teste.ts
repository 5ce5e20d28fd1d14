import { Injectable } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { FirmaRicevute, type ProvaCoerenza, type TestaFirmata, consistencyProofFrom, isCoherent } from '#libs/security';
import { nodesThrough } from './nodi.js';
import { RegistroDiscorde } from './registro-discorde.js';
import { registroProblem } from './registro.errors.js';
import { Registro } from './registro.js';
import { LEGGI_TESTE, type RigaTesta, testaOf } from './testa.js';

export const ORDINI = ['decrescente', 'crescente'] as const;
type Ordine = (typeof ORDINI)[number];

interface PaginaTeste {
  readonly items: TestaFirmata[];
  readonly next_cursor: string | null;
}

/** The heads of the sealed register, and that each goes on from those before. Nothing in them is of anybody: whoever asks gets them. */
@Injectable()
export class LeggiTeste {
  readonly #logger: Logger;

  constructor(
    private readonly database: Database,
    private readonly registro: Registro,
    private readonly firma: FirmaRicevute,
  ) {
    this.#logger = new Logger({ app: registro.app }).child({ context: 'LeggiTeste' });
  }

  /** The latest first unless told. @param cursor the size after which, in that order, to go on */
  async page(cursor: string | undefined, limit: number, ordine: Ordine = 'decrescente'): Promise<PaginaTeste> {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) {
      throw registroProblem('parametro_non_valido', 'Il parametro cursor va ripreso tale e quale da next_cursor.');
    }
    const [after, way] = ordine === 'decrescente' ? ['<', 'DESC'] : ['>', 'ASC'];
    const teste = await this.#read(
      `WHERE $1::bigint IS NULL OR t.dimensione ${after} $1 ORDER BY t.dimensione ${way} LIMIT $2`,
      [cursor ?? null, limit + 1],
    );
    const items = teste.slice(0, limit);
    return { items, next_cursor: teste.length > limit ? String(items.at(-1)!.dimensione) : null };
  }

  /** @throws Problem testa_sconosciuta while nothing is sealed */
  async last(): Promise<TestaFirmata> {
    return only(await this.#read(`ORDER BY t.dimensione DESC LIMIT 1`, []));
  }

  /** @throws Problem testa_sconosciuta for a size at which no head was signed */
  async bySize(dimensione: number): Promise<TestaFirmata> {
    return only(await this.#read(`WHERE t.dimensione = $1`, [dimensione]));
  }

  /** @param al the last one unless told @throws Problem testa_sconosciuta, parametro_non_valido when `dal` comes after `al` */
  async consistency(dal: number, al: number | undefined): Promise<ProvaCoerenza> {
    const [da, a] = [await this.bySize(dal), al === undefined ? await this.last() : await this.bySize(al)];
    if (da.dimensione > a.dimensione) {
      throw registroProblem('parametro_non_valido', 'La testa `da` deve venire prima della testa `a`.');
    }
    return this.#agreeing(async () => {
      const read = nodesThrough((sql, params) => this.database.statement('api', {}, sql, params));
      const proof = await consistencyProofFrom(read, da.dimensione, a.dimensione);
      const prova = { da, a, percorso: proof.map((hash) => hash.toString('hex')) };
      if (!isCoherent(prova))
        throw new RegistroDiscorde(`the head of ${a.dimensione} leaves does not go on from ${dal}`);
      return prova;
    });
  }

  async #read(which: string, params: readonly unknown[]): Promise<TestaFirmata[]> {
    const rows = await this.database.statement<RigaTesta>('api', {}, `${LEGGI_TESTE} ${which}`, params);
    return this.#agreeing(() => Promise.all(rows.map((row) => testaOf(row, this.registro, this.firma))));
  }

  async #agreeing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RegistroDiscorde)) throw error;
      this.#logger.error('a head of the sealed register is not the one that was signed', { error });
      throw registroProblem('registro_discorde');
    }
  }
}

function only([testa]: readonly TestaFirmata[]): TestaFirmata {
  if (testa === undefined) throw registroProblem('testa_sconosciuta');
  return testa;
}
