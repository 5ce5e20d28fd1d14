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
import { Registro } from './registro.js';
import { LEGGI_TESTE, type RigaTesta, testaOf } from './testa.js';
import type { FogliaSerbata } from './voce.js';

/** Leaves looked at in one round: a second of work; a register of a hundred million is gone through in weeks. */
const FOGLIE_PER_GIRO = 10_000;
/** Of reads, and of marks that nobody else waits for: it holds nobody up. */
const LIMITE = 60_000;

interface Foglia extends FogliaSerbata {
  readonly indice: number;
  readonly genere: string;
}

/**
 * Goes through the stored register a part at a time, for ever: every entry must have the hash that its leaf has, every node must be made
 * of its two halves, every head must be signed and be the head of the leaves before it. A round that finds a fault does not go on.
 */
@Injectable()
export class VerificaRegistro {
  constructor(
    private readonly database: Database,
    private readonly registro: Registro,
    private readonly firma: FirmaRicevute,
  ) {}

  /** @returns what does not agree, in words for operators; empty when all does */
  async verify(): Promise<string[]> {
    const faults = await this.#recover();
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

  /** @returns seconds for which the oldest object has been waiting for its seal */
  async waiting(): Promise<number> {
    return this.database.transaction('consumer', {}, async (tx) => {
      let longest = 0;
      for (const fonte of this.registro.fonti) longest = Math.max(longest, (await fonte.segno?.waiting(tx)) ?? 0);
      return longest / 1000;
    });
  }

  async #recover(): Promise<string[]> {
    const faults: string[] = [];
    for (const fonte of this.registro.fonti) {
      const { recovered, strangers } = await this.database.transaction(
        'consumer',
        {},
        async (tx) => ({
          recovered: (await fonte.segno?.recover(tx)) ?? 0,
          strangers: (await fonte.segno?.strangers(tx)) ?? 0,
        }),
        { limitMs: LIMITE },
      );
      if (recovered > 0) faults.push(`${fonte.genere}: passed over by the sealing, now taken up: ${recovered}`);
      if (strangers > 0) faults.push(`${fonte.genere}: in no leaf, added after their time: ${strangers}`);
    }
    return faults;
  }

  async #verifyPart(tx: Tx, dal: number, al: number): Promise<string[]> {
    const faults: string[] = [];
    const read = nodesThrough((sql, params) => tx.query(sql, params));
    try {
      const entries = await this.#readEntries(tx, dal, al);
      const leaves = await read(Array.from({ length: al - dal }, (_, at) => ({ level: 0, index: dal + at })));
      const before: Frontier = dal === 0 ? EMPTY_FRONTIER : { size: dal, nodes: await read(frontierPlaces(dal)) };
      const teste = await this.#heads(tx, dal, al, faults);
      const hashes = entries.map((entry, at) => {
        // Of what expired only the hash is left: with it the tree stays whole.
        if (entry === 'scaduta') return leaves[at]!;
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
        teste.push(await testaOf(row, this.registro, this.firma));
      } catch (error) {
        if (!(error instanceof RegistroDiscorde)) throw error;
        faults.push(error.message);
      }
    }
    return teste;
  }

  /** @returns the bytes of each entry; undefined where there is none */
  async #readEntries(tx: Tx, dal: number, al: number): Promise<(Buffer | 'scaduta' | undefined)[]> {
    const foglie = await tx.query<Foglia>(
      `SELECT indice, genere, oggetto, contenuto AS serbato FROM registro_foglia WHERE indice >= $1 AND indice < $2`,
      [dal, al],
    );
    const entries: (Buffer | 'scaduta' | undefined)[] = Array.from({ length: al - dal });
    for (const fonte of this.registro.fonti) {
      const own = foglie.filter(({ genere }) => genere === fonte.genere);
      const contenuti = own.length === 0 ? new Map<string, Buffer>() : await fonte.read(tx, own);
      for (const { indice, oggetto } of own) entries[indice - dal] = contenuti.get(oggetto);
    }
    const missing = foglie.filter(({ indice }) => entries[indice - dal] === undefined);
    for (const fonte of missing.length === 0 ? [] : this.registro.fonti) {
      const expired = await fonte.expired?.(tx);
      for (const { indice, genere, oggetto } of missing)
        if (expired?.(genere, oggetto) === true) entries[indice - dal] = 'scaduta';
    }
    return entries;
  }
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
