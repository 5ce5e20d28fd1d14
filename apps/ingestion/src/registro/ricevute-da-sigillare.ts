import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { type FogliaSerbata, type FonteVoci, Segno, type VociInAttesa } from '#libs/registro';

const GENERE = 'ricevuta.v1';

/** The ricevute, each of which keeps the bytes of its entry itself. Deposits write nothing for the register. */
@Injectable()
export class RicevuteDaSigillare implements FonteVoci {
  readonly genere = GENERE;
  readonly segno: Segno;

  constructor(clock: Clock) {
    this.segno = new Segno(clock, {
      genere: GENERE,
      tabella: 'ricevuta',
      istante: 'emessa_il',
      segno: 'ricevute_fino_a',
      riscontro: 'riscontrati_fino_a',
      // About a tenth of a second of work, ten times what a region receives in its busiest second.
      perGiro: 1000,
      ritardo: 120_000,
      ricontrollo: 8 * 86_400_000,
    });
  }

  async take(tx: Tx): Promise<VociInAttesa> {
    const { ids, altre } = await this.segno.take(tx);
    if (ids.length === 0) return { voci: [], altre };
    const foglie = await foglieOf(tx, ids);
    const voci = ids.map((id) => ({ genere: GENERE, oggetto: id, contenuto: foglie.get(id)!, serbato: null }));
    return { voci, altre };
  }

  read(tx: Tx, foglie: readonly FogliaSerbata[]): Promise<ReadonlyMap<string, Buffer>> {
    return foglieOf(
      tx,
      foglie.map(({ oggetto }) => oggetto),
    );
  }
}

async function foglieOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await tx.query<{ id: string; foglia: Buffer }>(
    `SELECT id, foglia FROM ricevuta WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, foglia }) => [id, foglia]));
}
