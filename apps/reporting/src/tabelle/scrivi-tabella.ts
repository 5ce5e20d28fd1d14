import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import type { Misura } from '../riservatezza/riservatezza.js';
import type { Soglie } from '../riservatezza/soglie.js';
import type { CellaDiTabella } from './componi-tabella.js';

/** A revision about to be published, and the changes that it takes in. */
export interface TabellaCalcolata {
  readonly anno: number;
  /** Day the ambiti are taken from. */
  readonly giorno: string;
  readonly calcolataIl: Date;
  readonly soglie: Soglie;
  readonly impronta: string;
  readonly variazioni: readonly { readonly id: number; readonly fattiAl: Date }[];
  readonly celle: readonly CellaDiTabella[];
}

/** A process that was slow must not put an older count over a newer one. */
const TESTATA = `
  INSERT INTO tabella AS prima (anno, revisione, calcolata_il, fatti_al, giorno_ambiti, soglia_ordinaria, soglia_delicata, impronta)
  VALUES ($1, 1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (anno) DO UPDATE SET revisione = prima.revisione + 1, calcolata_il = excluded.calcolata_il,
    fatti_al = greatest(prima.fatti_al, excluded.fatti_al), giorno_ambiti = excluded.giorno_ambiti,
    soglia_ordinaria = excluded.soglia_ordinaria, soglia_delicata = excluded.soglia_delicata, impronta = excluded.impronta
    WHERE prima.calcolata_il < excluded.calcolata_il
  RETURNING anno`;

const CELLE = `
  INSERT INTO cella (anno, ambito, ambito_codice, ambito_denominazione, area, persone_stato, persone, spesa_stato, spesa)
  SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::bigint[])`;

const SENZA_AMBITO = 'Enti che non appartengono a un ambito';

/** Puts a revision in the place of the one before it, whole. */
@Injectable()
export class ScriviTabella {
  constructor(private readonly database: Database) {}

  /** @returns false when a newer one is there already */
  async write(tabella: TabellaCalcolata): Promise<boolean> {
    return this.database.transaction('consumer', {}, async (tx) => {
      if (!(await takesPlace(tx, tabella))) return false;
      const { anno, celle, variazioni } = tabella;
      await tx.atCommit('DELETE FROM cella WHERE anno = $1', [anno]);
      await tx.atCommit(CELLE, [
        anno,
        celle.map(({ ambito }) => ambito?.id ?? null),
        celle.map(({ ambito }) => ambito?.codice ?? null),
        celle.map(({ ambito }) => ambito?.denominazione ?? SENZA_AMBITO),
        celle.map(({ area }) => area),
        celle.map(({ persone }) => persone.stato),
        celle.map(({ persone }) => valueOf(persone)),
        celle.map(({ spesa }) => spesa.stato),
        celle.map(({ spesa }) => valueOf(spesa)),
      ]);
      await tx.atCommit('DELETE FROM variazione WHERE id = ANY ($1::bigint[])', [variazioni.map(({ id }) => id)]);
      return true;
    });
  }
}

async function takesPlace(tx: Tx, tabella: TabellaCalcolata): Promise<boolean> {
  const { anno, calcolataIl, giorno, soglie, impronta, variazioni } = tabella;
  const fattiAl = variazioni.reduce<Date | null>(
    (latest, { fattiAl: one }) => (latest === null || latest < one ? one : latest),
    null,
  );
  const taken = await tx.query(TESTATA, [
    anno,
    calcolataIl,
    fattiAl,
    giorno,
    soglie.ordinaria,
    soglie.delicata,
    impronta,
  ]);
  return taken.length > 0;
}

function valueOf(misura: Misura): number | null {
  return misura.stato === 'valore' ? misura.valore : null;
}
