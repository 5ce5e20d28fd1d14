import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';

interface PaginaFoglie {
  /** Place of the first, from 0. */
  readonly da: number;
  /** Leaves that the register has. */
  readonly dimensione: number;
  /** Hashes, 64 hex digits each. */
  readonly foglie: string[];
}

/** The hashes of the leaves, from which whoever keeps them makes every head again. They say nothing of what the entries are. */
@Injectable()
export class LeggiFoglie {
  constructor(private readonly database: Database) {}

  /** @returns none from the end on */
  async page(da: number, limit: number): Promise<PaginaFoglie> {
    const [testa] = await this.database.statement<{ dimensione: number }>(
      'api',
      {},
      `SELECT max(dimensione) AS dimensione FROM registro_testa`,
    );
    const dimensione = testa?.dimensione ?? 0;
    const rows = await this.database.statement<{ hash: string }>(
      'api',
      {},
      `SELECT encode(hash, 'hex') AS hash FROM registro_nodo
       WHERE livello = 0 AND indice >= $1 AND indice < least($1 + $2::bigint, $3::bigint) ORDER BY indice`,
      [da, limit, dimensione],
    );
    return { da, dimensione, foglie: rows.map(({ hash }) => hash) };
  }
}
