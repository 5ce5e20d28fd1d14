import { createHash } from 'node:crypto';
import type { Sql, Tx } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import type { EntePerInps } from './ente-per-inps.js';
import { type FlussoNuovo, openCorpo, sealCorpo } from './flusso.js';

const INSERT: Sql = {
  name: 'snodo_inps_flusso',
  text: `INSERT INTO flusso (ente, ts, id_flusso, tipo, codice_ente, denominazione_ente, riga_id, record_id, revisione, di, operazione,
      impronta, corpo, pubblicato_il)
    SELECT $1, t.ts, t.id_flusso, $2, $3, $4, t.riga_id, decode(t.record_id, 'hex'), t.revisione, t.di, t.operazione,
      decode(t.impronta, 'hex'), t.corpo, $5
    FROM unnest($6::bigint[], $7::text[], $8::uuid[], $9::text[], $10::int[], $11::int[], $12::text[], $13::text[], $14::bytea[])
      AS t (ts, id_flusso, riga_id, record_id, revisione, di, operazione, impronta, corpo)`,
};

/** Adds entries to the log of an ente, whose `registro` the transaction holds. @param tipo code of the tracciato */
export async function writeFlussi(
  tx: Tx,
  keyRing: KeyRing,
  ente: EntePerInps,
  { tipo, il }: { readonly tipo: string; readonly il: Date },
  flussi: readonly FlussoNuovo[],
): Promise<void> {
  if (flussi.length === 0) return;
  await tx.execute(INSERT, [
    ente.id,
    tipo,
    ente.belfiore ?? null,
    ente.denominazione.slice(0, 256),
    il,
    flussi.map(({ ts }) => ts),
    flussi.map(({ idFlusso }) => idFlusso),
    flussi.map(({ rigaId }) => rigaId),
    flussi.map(({ recordId }) => recordId),
    flussi.map(({ revisione }) => revisione),
    flussi.map(({ di }) => di),
    flussi.map(({ operazione }) => operazione),
    flussi.map(({ byte }) => createHash('sha256').update(byte).digest('hex')),
    flussi.map((flusso) => sealCorpo(keyRing, ente.id, flusso)),
  ]);
}

/** What INPS holds, needed to take it back. */
export interface FlussoVivo {
  readonly ts: number;
  readonly rigaId: string;
  readonly revisione: number;
  readonly byte: Buffer;
}

const READ: Sql = {
  name: 'snodo_inps_flussi_vivi',
  text: `SELECT ts, riga_id AS "rigaId", revisione, corpo FROM flusso WHERE ente = $1 AND ts = ANY ($2::bigint[])`,
};

/** Published flussi by their place in the log of an ente. */
export async function readFlussiVivi(
  tx: Tx,
  keyRing: KeyRing,
  ente: string,
  places: readonly number[],
): Promise<ReadonlyMap<number, FlussoVivo>> {
  if (places.length === 0) return new Map();
  const rows = await tx.query<Omit<FlussoVivo, 'byte'> & { corpo: Buffer }>(READ, [ente, places]);
  return new Map(rows.map(({ corpo, ...row }) => [row.ts, { ...row, byte: openCorpo(keyRing, ente, row.ts, corpo) }]));
}
