import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { FogliaSerbata, FonteVoci, Voce, VociInAttesa } from '#libs/registro';
import { EMPTY_FRONTIER, type Frontier, appendLeaves, fogliaEsitoRiga, frontierRoot, leafBytes } from '#libs/security';
import { readEsiti } from './esiti-del-libro.js';

/** Righe composed in one transaction: a tenth of a second of hashing. */
const RIGHE_PER_GIRO = 10_000;
const GENERE = 'esiti.v1';
const INVII_PER_GIRO = 100;
/** Read and hashed at once, between two turns of the event loop. */
const RIGHE_PER_LETTURA = 1000;
const BYTE_DI_UN_HASH = 32;

interface InvioConcluso {
  readonly id: string;
  readonly stato: 'concluso' | 'illeggibile';
  readonly righe: number;
  readonly impronta_sha256: string;
  readonly concluso_il: Date;
  readonly ricevuta_id: string;
  /** How far its outcome has been composed; null when it has not begun. */
  readonly ultima_riga: number | null;
  readonly foglie: number | null;
  readonly frontiera: Buffer | null;
}

interface Composizione {
  readonly ultimaRiga: number;
  readonly frontiera: Frontier;
}

const CONCLUSI = `SELECT i.id, i.stato, coalesce(i.righe, 0) AS righe, encode(i.impronta, 'hex') AS impronta_sha256, i.concluso_il,
    r.id AS ricevuta_id, e.ultima_riga, e.foglie, e.frontiera
  FROM invio i JOIN ricevuta r ON r.invio_id = i.id LEFT JOIN esiti_in_corso e ON e.invio_id = i.id
  WHERE i.concluso_il IS NOT NULL AND NOT i.esiti_sigillati`;

/**
 * Composes the outcome of every concluded invio into one root: a leaf for the document, one for each riga in its order. It is read
 * from the ledger, where what is sealed of a riga no longer changes, so that no verdict waits for it and the root is the same
 * whatever happened to the process that judged. Of a large invio a part at a time; the small ones do not wait for it.
 */
@Injectable()
export class EsitiDaSigillare implements FonteVoci {
  readonly genere = GENERE;

  async take(tx: Tx): Promise<VociInAttesa> {
    const small = await tx.query<InvioConcluso>(
      `${CONCLUSI} AND coalesce(i.righe, 0) <= $1 ORDER BY i.concluso_il, i.id LIMIT $2`,
      [RIGHE_PER_GIRO, INVII_PER_GIRO],
    );
    const large = await tx.query<InvioConcluso>(`${CONCLUSI} AND i.righe > $1 ORDER BY i.concluso_il, i.id LIMIT 1`, [
      RIGHE_PER_GIRO,
    ]);
    const voci: Voce[] = [];
    let righe = 0;
    for (const invio of small) {
      if (righe >= RIGHE_PER_GIRO) break;
      righe += invio.righe + 1;
      voci.push(await this.#compose(tx, invio));
    }
    for (const invio of large) voci.push(...(await this.#composePart(tx, invio)));
    if (voci.length > 0) {
      await tx.execute(`UPDATE invio SET esiti_sigillati = true WHERE id = ANY ($1::uuid[])`, [
        voci.map(({ oggetto }) => oggetto),
      ]);
    }
    return { voci, altre: large.length > 0 || voci.length < small.length || small.length === INVII_PER_GIRO };
  }

  /** Kept whole: what it was made from goes on changing. */
  read(_tx: Tx, foglie: readonly FogliaSerbata[]): Promise<ReadonlyMap<string, Buffer>> {
    const kept = foglie.flatMap(({ oggetto, serbato }) => (serbato === null ? [] : [[oggetto, serbato] as const]));
    return Promise.resolve(new Map(kept));
  }

  async #compose(tx: Tx, invio: InvioConcluso): Promise<Voce> {
    const { frontiera } = await extended(tx, invio, { ultimaRiga: -1, frontiera: EMPTY_FRONTIER }, invio.righe);
    return voceOf(invio, frontiera);
  }

  /** @returns nothing until the last part */
  async #composePart(tx: Tx, invio: InvioConcluso): Promise<Voce[]> {
    const before = begunOf(invio);
    const al = Math.min(before.ultimaRiga + RIGHE_PER_GIRO, invio.righe);
    const { frontiera } = await extended(tx, invio, before, al);
    if (al === invio.righe) {
      await tx.execute(`DELETE FROM esiti_in_corso WHERE invio_id = $1`, [invio.id]);
      return [voceOf(invio, frontiera)];
    }
    await tx.execute(
      `INSERT INTO esiti_in_corso (invio_id, ultima_riga, foglie, frontiera) VALUES ($1, $2, $3, $4)
       ON CONFLICT (invio_id) DO UPDATE SET ultima_riga = $2, foglie = $3, frontiera = $4`,
      [invio.id, al, frontiera.size, Buffer.concat(frontiera.nodes)],
    );
    return [];
  }
}

async function extended(tx: Tx, invio: InvioConcluso, before: Composizione, al: number): Promise<Composizione> {
  const place = { invioId: invio.id, illeggibile: invio.stato === 'illeggibile' };
  let { ultimaRiga, frontiera } = before;
  while (ultimaRiga < al) {
    const next = Math.min(ultimaRiga + RIGHE_PER_LETTURA, al);
    const esiti = await readEsiti(tx, place, ultimaRiga + 1, next);
    ({ frontier: frontiera } = appendLeaves(frontiera, esiti.map(fogliaEsitoRiga)));
    ultimaRiga = next;
    await nextTurn();
  }
  return { ultimaRiga, frontiera };
}

function begunOf({ ultima_riga, foglie, frontiera }: InvioConcluso): Composizione {
  if (ultima_riga === null || foglie === null || frontiera === null) {
    return { ultimaRiga: -1, frontiera: EMPTY_FRONTIER };
  }
  const count = frontiera.length / BYTE_DI_UN_HASH;
  const nodes = Array.from({ length: count }, (_, at) =>
    frontiera.subarray(at * BYTE_DI_UN_HASH, (at + 1) * BYTE_DI_UN_HASH),
  );
  return { ultimaRiga: ultima_riga, frontiera: { size: foglie, nodes } };
}

function voceOf(invio: InvioConcluso, frontiera: Frontier): Voce {
  const { id, stato, ricevuta_id, impronta_sha256, concluso_il } = invio;
  const contenuto = leafBytes(GENERE, {
    invio_id: id,
    ricevuta_id,
    impronta_sha256,
    stato,
    // The leaf of the document is none of a riga.
    righe: frontiera.size - 1,
    radice: frontierRoot(frontiera).toString('hex'),
    concluso_il: concluso_il.toISOString(),
  });
  return { genere: GENERE, oggetto: id, contenuto, serbato: contenuto };
}
