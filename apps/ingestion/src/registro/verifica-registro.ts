import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
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
import { nodesThrough } from './nodi.js';
import { RegistroDiscorde } from './registro-discorde.js';
import { RicevuteDaSigillare } from './ricevute-da-sigillare.js';
import { LEGGI_TESTE, type RigaTesta, testaOf } from './testa.js';

/** Leaves looked at in one round: a second of work; a register of a hundred million is gone through in weeks. */
const FOGLIE_PER_GIRO = 10_000;
/** Of reads alone: it holds nobody up. */
const LIMITE = 60_000;

interface Foglia {
  readonly indice: number;
  readonly contenuto: Buffer | null;
}

/**
 * Goes through the stored register a part at a time, for ever: every entry must have the hash that its leaf has, every node must be made
 * of its two halves, every head must be signed and be the head of the leaves before it. A round that finds a fault does not go on.
 */
@Injectable()
export class VerificaRegistro {
  constructor(
    private readonly database: Database,
    private readonly ricevute: RicevuteDaSigillare,
    private readonly firma: FirmaRicevute,
  ) {}

  /** @returns what does not agree, in words for operators; empty when all does */
  async verify(): Promise<string[]> {
    const recovered = await this.database.transaction('consumer', {}, (tx) => this.ricevute.recover(tx));
    const faults = recovered === 0 ? [] : [`ricevute passed over by the sealing, now taken up: ${recovered}`];
    const { al, found } = await this.database.transaction(
      'consumer',
      {},
      async (tx) => {
        const [stato] = await tx.query<{ dal: number; al: number }>(
          `SELECT verificate_fino_a AS dal, coalesce((SELECT max(dimensione) FROM registro_testa), 0) AS al
           FROM registro_stato`,
        );
        const from = stato!.dal >= stato!.al ? 0 : stato!.dal;
        const to = Math.min(from + FOGLIE_PER_GIRO, stato!.al);
        return { al: to, found: await this.#verifyPart(tx, from, to) };
      },
      // One picture of all tables, while the sealing goes on.
      { limitMs: LIMITE, isolation: 'repeatable read', readOnly: true },
    );
    if (found.length === 0) {
      await this.database.statement('consumer', {}, `UPDATE registro_stato SET verificate_fino_a = $1`, [al]);
    }
    return [...faults, ...found];
  }

  /** @returns seconds for which the oldest ricevuta has been waiting for its seal */
  async waiting(): Promise<number> {
    return (await this.database.transaction('consumer', {}, (tx) => this.ricevute.waiting(tx))) / 1000;
  }

  async #verifyPart(tx: Tx, dal: number, al: number): Promise<string[]> {
    const faults: string[] = [];
    const read = nodesThrough((sql, params) => tx.query(sql, params));
    try {
      const entries = await readEntries(tx, dal, al);
      const before: Frontier = dal === 0 ? EMPTY_FRONTIER : { size: dal, nodes: await read(frontierPlaces(dal)) };
      const teste = await this.#heads(tx, dal, al, faults);
      const hashes = entries.map((entry, at) => {
        if (entry === undefined) faults.push(`leaf ${dal + at} has no entry`);
        return leafHash(entry ?? Buffer.alloc(0));
      });
      const { completed } = appendLeaves(before, hashes);
      const stored = await read(completed);
      completed.forEach(({ level, index, hash }, at) => {
        if (!hash.equals(stored[at]!)) faults.push(`node ${index} of level ${level} is not made of what is under it`);
      });
      faults.push(...headFaults(before, hashes, teste));
    } catch (error) {
      if (!(error instanceof RegistroDiscorde)) throw error;
      faults.push(error.message);
    }
    return faults;
  }

  /** Heads after the first leaf of a part, up to its last. */
  async #heads(tx: Tx, dal: number, al: number, faults: string[]): Promise<TestaFirmata[]> {
    const rows = await tx.query<RigaTesta>(
      `${LEGGI_TESTE} WHERE t.dimensione > $1 AND t.dimensione <= $2 ORDER BY t.dimensione`,
      [dal, al],
    );
    const teste: TestaFirmata[] = [];
    for (const row of rows) {
      try {
        teste.push(await testaOf(row, this.firma));
      } catch (error) {
        if (!(error instanceof RegistroDiscorde)) throw error;
        faults.push(error.message);
      }
    }
    return teste;
  }
}

/** @returns the bytes of each entry; undefined where there is none */
async function readEntries(tx: Tx, dal: number, al: number): Promise<(Buffer | undefined)[]> {
  const rows = await tx.query<Foglia>(
    `SELECT f.indice, coalesce(f.contenuto, r.foglia) AS contenuto
     FROM registro_foglia f LEFT JOIN ricevuta r ON r.id = f.oggetto AND f.genere = 'ricevuta.v1'
     WHERE f.indice >= $1 AND f.indice < $2`,
    [dal, al],
  );
  const entries = new Map(rows.map(({ indice, contenuto }) => [indice, contenuto ?? undefined]));
  return Array.from({ length: al - dal }, (_, at) => entries.get(dal + at));
}

function headFaults(before: Frontier, hashes: readonly Buffer[], teste: readonly TestaFirmata[]): string[] {
  let frontier = before;
  return teste.flatMap(({ dimensione, radice }) => {
    const leaves = hashes.slice(frontier.size - before.size, dimensione - before.size);
    ({ frontier } = appendLeaves(frontier, leaves));
    return frontierRoot(frontier).toString('hex') === radice
      ? []
      : [`the head of ${dimensione} leaves is not that of the leaves before it`];
  });
}
