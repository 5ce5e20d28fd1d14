import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';

/** How far it came, in the words of the answer. */
export interface Ricostruzione {
  readonly id: string;
  readonly avviata_il: string;
  readonly finita_il: string | null;
  readonly lette: number;
  readonly variate: number;
}

const MOSTRATE = 20;

const ULTIME = `SELECT id, avviata_il, finita_il, lette::float8 AS lette, variate::float8 AS variate FROM ricostruzione
  ORDER BY avviata_il DESC, finita_il DESC NULLS FIRST LIMIT ${MOSTRATE}`;

@Injectable()
export class LeggiRicostruzioni {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(): Promise<Ricostruzione[]> {
    const rows = await this.database.statement<
      Omit<Ricostruzione, 'avviata_il' | 'finita_il'> & { avviata_il: Date; finita_il: Date | null }
    >('api', {}, ULTIME);
    return rows.map(({ id, avviata_il: dal, finita_il: al, lette, variate }) => ({
      id,
      avviata_il: dal.toISOString(),
      finita_il: al?.toISOString() ?? null,
      lette,
      variate,
    }));
  }
}
