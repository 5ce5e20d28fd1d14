import { Injectable } from '@nestjs/common';
import type { FattoCollegato } from '#libs/contracts';
import type { Tx } from '#libs/persistence';

/** Locks are taken in one order by all, so that two messages with the same facts wait and do not deadlock. */
const APPLICA_REVISIONI = `
  INSERT INTO revisione_fatto AS noto (fatto_id, revisione, annullato)
  SELECT * FROM unnest($1::uuid[], $2::integer[], $3::boolean[]) AS nuovo (fatto_id, revisione, annullato) ORDER BY fatto_id
  ON CONFLICT (fatto_id) DO UPDATE SET revisione = excluded.revisione, annullato = excluded.annullato
    WHERE noto.revisione < excluded.revisione
  RETURNING fatto_id, xmax <> 0 AS sostituito`;

const TOGLI_QUOTE = `DELETE FROM fatto WHERE fatto_id = ANY ($1::uuid[]) RETURNING anno`;

const COLONNE = [
  ['fatto_id', 'uuid'],
  ['anno', 'smallint'],
  ['ente', 'uuid'],
  ['genere', 'text'],
  ['area', 'text'],
  ['pseudonimo', 'uuid'],
  ['fascia_eta', 'text'],
  ['sesso', 'text'],
  ['cittadinanza', 'text'],
  ['comune_residenza', 'text'],
  ['codice', 'text'],
  ['nomenclatura', 'text'],
  ['presa_in_carico', 'boolean'],
  ['spesa', 'bigint'],
] as const;

const SCRIVI_QUOTE = `
  INSERT INTO fatto (${COLONNE.map(([name]) => name).join(', ')})
  SELECT * FROM unnest(${COLONNE.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})`;

/** Puts facts in place of their former selves: the newest revision of each wins, in whatever order and however often they come. */
@Injectable()
export class ApplicaFatti {
  /** @param collegatiIl when the registry said them */
  async apply(tx: Tx, fatti: readonly FattoCollegato[], collegatiIl: string): Promise<void> {
    const newest = [...newestOf(fatti).values()];
    const applied = await tx.query<{ fatto_id: string; sostituito: boolean }>(APPLICA_REVISIONI, [
      newest.map(({ fattoId }) => uuidOf(fattoId)),
      newest.map(({ revisione }) => revisione),
      newest.map(({ annullato }) => annullato),
    ]);
    const replaced = applied.filter(({ sostituito }) => sostituito).map(({ fatto_id: id }) => id);
    const before = replaced.length === 0 ? [] : await tx.query<{ anno: number }>(TOGLI_QUOTE, [replaced]);
    const known = new Set(applied.map(({ fatto_id: id }) => id));
    const shares = newest.filter(({ fattoId }) => known.has(uuidOf(fattoId))).flatMap(sharesOf);
    if (shares.length > 0) {
      await tx.execute(
        SCRIVI_QUOTE,
        COLONNE.map((_, column) => shares.map((share) => share[column])),
      );
    }
    await note(tx, new Set([...before.map(({ anno }) => anno), ...shares.map(([, anno]) => anno)]), collegatiIl);
  }
}

function newestOf(fatti: readonly FattoCollegato[]): ReadonlyMap<string, FattoCollegato> {
  const newest = new Map<string, FattoCollegato>();
  for (const fatto of fatti) {
    const known = newest.get(fatto.fattoId);
    if (known === undefined || known.revisione < fatto.revisione) newest.set(fatto.fattoId, fatto);
  }
  return newest;
}

type Quota = readonly [fattoId: string, anno: number, ...rest: unknown[]];

/** One row per year, in the order of `COLONNE`; a cancelled fact has none. */
function sharesOf(fatto: FattoCollegato): Quota[] {
  if (fatto.annullato) return [];
  const id = uuidOf(fatto.fattoId);
  const pseudonimo = fatto.pseudonimo ? uuidOf(fatto.pseudonimo) : null;
  return [...spesaByAnno(fatto)].map(([anno, spesa]) => [
    id,
    anno,
    fatto.enteErogatore,
    fatto.genere,
    fatto.area,
    pseudonimo,
    fatto.fasciaEta,
    fatto.sesso,
    fatto.cittadinanza,
    fatto.comuneResidenza,
    fatto.codice,
    fatto.nomenclatura,
    fatto.presaInCarico,
    spesa,
  ]);
}

/** A sender may name a year twice: it is one share. */
function spesaByAnno({ anni }: FattoCollegato): ReadonlyMap<number, number> {
  const spese = new Map<number, number>();
  for (const { anno, spesa } of anni) spese.set(anno, (spese.get(anno) ?? 0) + spesa);
  return spese;
}

/** 32 hex digits are the 16 bytes of a uuid: half the room of their text, and an index that fits in memory. */
function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function note(tx: Tx, anni: ReadonlySet<number>, collegatiIl: string): Promise<void> {
  if (anni.size === 0) return;
  await tx.atCommit(`INSERT INTO variazione (anno, fatti_al) SELECT unnest($1::smallint[]), $2`, [
    [...anni],
    collegatiIl,
  ]);
}
