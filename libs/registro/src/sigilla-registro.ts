import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx, bigints, buffers, texts, uuids } from '#libs/persistence';
import {
  EMPTY_FRONTIER,
  FirmaRicevute,
  type Frontier,
  type TestaFirmata,
  appendLeaves,
  frontierPlaces,
  frontierRoot,
  leafHash,
} from '#libs/security';
import { nodesThrough, writeNodes } from './nodi.js';
import { RegistroDiscorde } from './registro-discorde.js';
import { Registro } from './registro.js';
import { LEGGI_TESTE, type RigaTesta, issueTesta, testaOf } from './testa.js';
import type { FonteVoci, Voce, VociInAttesa } from './voce.js';

/** Two processes that seal at once would give one index to two entries. */
const LOCK = `hashtextextended(current_schema() || '.registro', 0)`;

const NIENTE: VociInAttesa = { voci: [], altre: false };

/**
 * One round of the sealing: what waits becomes leaves, nodes and a signed head, in one transaction, by one process at a time. A
 * register whose last head does not agree with its nodes is not gone on with: a head upon it would bless the change.
 */
@Injectable()
export class SigillaRegistro {
  constructor(
    private readonly database: Database,
    private readonly registro: Registro,
    private readonly firma: FirmaRicevute,
    private readonly clock: Clock,
  ) {}

  /** @returns nothing when another process is at it @throws RegistroDiscorde */
  async seal(): Promise<VociInAttesa> {
    const voci: Voce[] = [];
    let altre = false;
    for (const fonte of this.registro.fonti) {
      const taken = await this.#sealFrom(fonte);
      voci.push(...taken.voci);
      altre ||= taken.altre;
    }
    return { voci, altre };
  }

  #sealFrom(fonte: FonteVoci): Promise<VociInAttesa> {
    const opening = { sql: `SELECT pg_try_advisory_xact_lock(${LOCK}) AS mio`, params: [] };
    return this.database.transaction<VociInAttesa, { mio: boolean }>(
      'consumer',
      {},
      async (tx, [lock]) => {
        if (lock?.mio !== true) return NIENTE;
        const taken = await fonte.take(tx);
        if (taken.voci.length > 0) await this.#append(tx, taken.voci);
        return taken;
      },
      { opening },
    );
  }

  async #append(tx: Tx, voci: readonly Voce[]): Promise<void> {
    const { ultima, frontiera } = await this.#last(tx);
    const { frontier, completed } = appendLeaves(
      frontiera,
      voci.map(({ contenuto }) => leafHash(contenuto)),
    );
    const testa = { dimensione: frontier.size, radice: frontierRoot(frontier), emessaIl: this.clock.now() };
    const { firma } = issueTesta(testa, ultima, this.registro, this.firma);
    await writeFoglie(tx, frontiera.size, voci);
    await writeNodes(tx, completed);
    await tx.execute(
      `INSERT INTO registro_testa (dimensione, radice, emessa_il, precedente, firma) VALUES ($1, $2, $3, $4, $5)`,
      [testa.dimensione, testa.radice, testa.emessaIl, ultima?.dimensione ?? null, firma],
    );
  }

  async #last(tx: Tx): Promise<{ ultima: TestaFirmata | undefined; frontiera: Frontier }> {
    const [row] = await tx.query<RigaTesta>(`${LEGGI_TESTE} ORDER BY t.dimensione DESC LIMIT 1`);
    if (row === undefined) return { ultima: undefined, frontiera: EMPTY_FRONTIER };
    const ultima = await testaOf(row, this.registro, this.firma);
    const read = nodesThrough((sql, params) => tx.query(sql, params));
    const frontiera = { size: ultima.dimensione, nodes: await read(frontierPlaces(ultima.dimensione)) };
    if (frontierRoot(frontiera).toString('hex') !== ultima.radice)
      throw new RegistroDiscorde(`the nodes do not make the head of ${ultima.dimensione} leaves`);
    return { ultima, frontiera };
  }
}

async function writeFoglie(tx: Tx, from: number, voci: readonly Voce[]): Promise<void> {
  await tx.execute(
    `INSERT INTO registro_foglia (indice, genere, oggetto, contenuto)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::bytea[])`,
    [
      bigints(voci.map((_, at) => from + at)),
      texts(voci.map(({ genere }) => genere)),
      uuids(voci.map(({ oggetto }) => oggetto)),
      buffers(voci.map(({ serbato }) => serbato)),
    ],
  );
}
