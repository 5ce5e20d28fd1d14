import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { type FogliaSerbata, type FonteVoci, Segno, type Voce, type VociInAttesa } from '#libs/registro';
import { sealedFields } from '#libs/security';
import { COLONNE, GENERE_ACCESSO, type RigaSigillata, campiOf } from './voce-accesso.js';

/** Hashed at once, between two turns of the event loop: searches are answered meanwhile. */
const PER_TURNO = 8;
const BYTE_DEL_SALE = 16;

/**
 * The entries of the register of accesses. A search writes its entry and nothing else; the salt that keeps its leaf from being guessed is
 * of the sealing.
 */
@Injectable()
export class AccessiDaSigillare implements FonteVoci {
  readonly genere = GENERE_ACCESSO;
  readonly segno: Segno;

  constructor(clock: Clock) {
    this.segno = new Segno(clock, {
      genere: GENERE_ACCESSO,
      tabella: 'accesso',
      istante: 'avvenuto_il',
      segno: 'accessi_fino_a',
      riscontro: 'riscontrati_fino_a',
      // A twentieth of a second of hashing: on a machine that is ten times too busy it still ends long before its transaction must.
      perGiro: 500,
      // A search has five seconds for its answer; the rest is for the clocks of many processes.
      ritardo: 60_000,
      ricontrollo: 6 * 3_600_000,
    });
  }

  async take(tx: Tx): Promise<VociInAttesa> {
    const { ids, altre } = await this.segno.take(tx);
    const sali = new Map(ids.map((id) => [id, randomBytes(BYTE_DEL_SALE)]));
    const contenuti = await contenutiOf(tx, sali);
    const voci = ids.map((id): Voce => ({
      genere: GENERE_ACCESSO,
      oggetto: id,
      contenuto: contenuti.get(id)!,
      serbato: sali.get(id)!,
    }));
    return { voci, altre };
  }

  read(tx: Tx, foglie: readonly FogliaSerbata[]): Promise<ReadonlyMap<string, Buffer>> {
    return contenutiOf(tx, new Map(foglie.map(({ oggetto, serbato }) => [oggetto, serbato!])));
  }
}

/** @param sali of each access, by its id */
async function contenutiOf(tx: Tx, sali: ReadonlyMap<string, Buffer>): Promise<ReadonlyMap<string, Buffer>> {
  const contenuti = new Map<string, Buffer>();
  if (sali.size === 0) return contenuti;
  const rows = await tx.query<RigaSigillata>(`SELECT ${COLONNE} FROM accesso a WHERE a.id = ANY ($1::uuid[])`, [
    [...sali.keys()],
  ]);
  for (const [at, row] of rows.entries()) {
    if (at % PER_TURNO === PER_TURNO - 1) await nextTurn();
    contenuti.set(row.id, sealedFields(GENERE_ACCESSO, campiOf(row), sali.get(row.id)!));
  }
  return contenuti;
}
