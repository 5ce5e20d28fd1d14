import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx } from '#libs/persistence';
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
import { bigints, buffers, texts, uuids } from '../colonne-binarie.js';
import { EsitiDaSigillare } from './esiti-da-sigillare.js';
import { nodesThrough, writeNodes } from './nodi.js';
import { RegistroDiscorde } from './registro-discorde.js';
import { RicevuteDaSigillare } from './ricevute-da-sigillare.js';
import { LEGGI_TESTE, type RigaTesta, issueTesta, testaOf } from './testa.js';
import type { Voce, VociInAttesa } from './voce.js';

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
    private readonly ricevute: RicevuteDaSigillare,
    private readonly esiti: EsitiDaSigillare,
    private readonly firma: FirmaRicevute,
    private readonly clock: Clock,
  ) {}

  /** @returns nothing when another process is at it @throws RegistroDiscorde */
  async seal(): Promise<VociInAttesa> {
    // One after the other: an outcome that cannot be composed in time must not hold ricevute up.
    const ricevute = await this.#sealFrom((tx) => this.ricevute.take(tx));
    const esiti = await this.#sealFrom((tx) => this.esiti.take(tx));
    return { voci: [...ricevute.voci, ...esiti.voci], altre: ricevute.altre || esiti.altre };
  }

  #sealFrom(take: (tx: Tx) => Promise<VociInAttesa>): Promise<VociInAttesa> {
    const opening = { sql: `SELECT pg_try_advisory_xact_lock(${LOCK}) AS mio`, params: [] };
    return this.database.transaction<VociInAttesa, { mio: boolean }>(
      'consumer',
      {},
      async (tx, [lock]) => {
        if (lock?.mio !== true) return NIENTE;
        const taken = await take(tx);
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
    const { firma } = issueTesta(testa, ultima, this.firma);
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
    const ultima = await testaOf(row, this.firma);
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
      // A ricevuta keeps the bytes of its entry itself.
      buffers(voci.map(({ genere, contenuto }) => (genere === 'ricevuta.v1' ? null : contenuto))),
    ],
  );
}
