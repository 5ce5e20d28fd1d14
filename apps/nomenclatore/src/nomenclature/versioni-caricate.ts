import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { type Validita, overlaps } from '#libs/riferimenti';
import { problemaIn } from '../pacchetto/coerenza.js';
import type { RigaVersione, StatoVersione } from '../pacchetto/pacchetto-nomenclature.js';
import { PacchettoRifiutato, type Problema } from '../pacchetto/problema.js';
import { itemsDigest, writeItems } from './voci-tenute.js';
import { nomeVersione } from './parti.js';

interface Esistente extends Validita {
  readonly id: string;
  readonly sistema: string;
  readonly stato: StatoVersione;
  readonly impronta: string;
  readonly origine: string;
}

/** Versions that a load writes, and those that were made or changed by API since and stay as they are. */
interface VersioniScritte {
  readonly own: readonly RigaVersione[];
  readonly lasciate: readonly RigaVersione[];
}

/** Mark of the versions that come from a pack. */
const ORIGINE = 'pacchetto';

/** Where a version may go from where it is: never back. */
const NEXT: Readonly<Record<StatoVersione, readonly StatoVersione[]>> = {
  bozza: ['bozza', 'pubblicata'],
  pubblicata: ['pubblicata', 'ritirata'],
  ritirata: ['ritirata'],
};

/** Writes the code systems of a pack. A published version keeps its items for ever: it has been used to judge righe. */
@Injectable()
export class VersioniCaricate {
  /** @throws PacchettoRifiutato when the pack would change what was published */
  async write(tx: Tx, versioni: readonly RigaVersione[]): Promise<VersioniScritte> {
    const rows = await tx.query<Esistente>(
      `SELECT id, sistema, stato, impronta, origine, dal, al FROM versione_nomenclatura`,
    );
    const others = rows.filter(({ origine }) => origine !== ORIGINE);
    const taken = new Set(others.map(({ id }) => id));
    const own = versioni.filter((versione) => !taken.has(nomeVersione(versione)));
    const existing = new Map(rows.map((one) => [one.id, one]));
    const mine = rows.filter(({ origine }) => origine === ORIGINE);
    const named = new Set(own.map(nomeVersione));
    const problemi = [
      ...own.flatMap((versione) => findChanges(versione, existing.get(nomeVersione(versione)))),
      ...own.flatMap((versione) => findInForce(versione, others)),
      ...findMissing(mine, named),
    ];
    if (problemi.length > 0) throw new PacchettoRifiutato(problemi);
    for (const versione of own) await writeVersione(tx, versione, existing.get(nomeVersione(versione)));
    await removeDrafts(tx, mine, named);
    return { own, lasciate: versioni.filter((versione) => taken.has(nomeVersione(versione))) };
  }
}

function findChanges(versione: RigaVersione, before: Esistente | undefined): Problema[] {
  if (before === undefined || before.stato === 'bozza') return [];
  return [
    ...(NEXT[before.stato].includes(versione.stato)
      ? []
      : [problemaIn(versione, 'stato', `una versione ${before.stato} non può diventare ${versione.stato}`)]),
    ...(before.dal === versione.dal ? [] : [problemaIn(versione, 'dal', 'una versione pubblicata non cambia inizio')]),
    ...(before.impronta === itemsDigest(versione.voci)
      ? []
      : [
          problemaIn(versione, 'file', 'una versione pubblicata non cambia: le voci nuove vanno in una versione nuova'),
        ]),
  ];
}

/** Versions of one pack are compared among themselves when it is read; those made by API are known only here. */
function findInForce(versione: RigaVersione, others: readonly Esistente[]): Problema[] {
  if (versione.stato !== 'pubblicata') return [];
  return others
    .filter(({ sistema, stato }) => sistema === versione.sistema && stato === 'pubblicata')
    .filter((other) => overlaps(other, versione))
    .map(({ id }) => problemaIn(versione, 'dal', `${id}, pubblicata via API, è in vigore negli stessi giorni`));
}

function findMissing(existing: readonly Esistente[], named: ReadonlySet<string>): Problema[] {
  return existing
    .filter(({ id, stato }) => stato !== 'bozza' && !named.has(id))
    .map(({ id }) => ({
      file: 'nomenclature.csv',
      riga: null,
      campo: 'versione',
      messaggio: `${id} va ritirata, non tolta`,
    }));
}

async function writeVersione(tx: Tx, versione: RigaVersione, before: Esistente | undefined): Promise<void> {
  const id = nomeVersione(versione);
  const { sistema, versione: numero, denominazione, stato, dal, al, fonte, affidabilita } = versione;
  if (before === undefined || before.stato === 'bozza') {
    await tx.execute(
      `INSERT INTO versione_nomenclatura (id, sistema, versione, denominazione, stato, impronta, origine, dal, fonte, affidabilita)
       VALUES ($1, $2, $3, $4, 'bozza', '', $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
      [id, sistema, numero, denominazione, ORIGINE, dal, fonte, affidabilita],
    );
    await writeItems(tx, id, versione.voci);
  }
  await tx.execute(
    `UPDATE versione_nomenclatura
        SET denominazione = $2, stato = $3, impronta = $4, dal = $5, al = $6, fonte = $7, affidabilita = $8
      WHERE id = $1
        AND (denominazione, stato, impronta, dal, al, fonte, affidabilita) IS DISTINCT FROM ($2, $3, $4, $5::date, $6::date, $7, $8)`,
    [id, denominazione, stato, itemsDigest(versione.voci), dal, al, fonte, affidabilita],
  );
}

async function removeDrafts(tx: Tx, existing: readonly Esistente[], named: ReadonlySet<string>): Promise<void> {
  const dropped = existing.filter(({ id, stato }) => stato === 'bozza' && !named.has(id)).map(({ id }) => id);
  await tx.execute(`DELETE FROM voce_nomenclatura WHERE versione_id = ANY($1)`, [dropped]);
  await tx.execute(`DELETE FROM versione_nomenclatura WHERE id = ANY($1)`, [dropped]);
}
