import type { StatoRiga } from '#libs/codici';
import type { Sql, Tx } from '#libs/persistence';
import { booleans, hexes, instants, ints, texts, uuids } from '../colonne-binarie.js';

/** A riga as the ledger takes it in: judged, and with what was decided of it. */
export interface RigaDaScrivere {
  readonly id: string;
  readonly linea: number;
  readonly colonna: number;
  readonly stato: StatoRiga;
  readonly annullamento: boolean;
  /** Null of a refused riga: it speaks of no record. */
  readonly recordId: string | null;
  readonly revisione: number | null;
  readonly sostituitaDa: string | null;
  /** The riga that made the revision, when this one only repeats its content. */
  readonly rigaOrigine: string | null;
  /** Since when INPS owes an answer on it. */
  readonly inAttesaDal: Date | null;
}

const INSERT: Sql = {
  name: 'snodo_ingestion_riga',
  text: `INSERT INTO riga (id, invio_id, ente_erogatore, linea, colonna, stato, annullamento, record_id, revisione,
      giudicata_il, variata_il, sostituita_da, riga_origine, in_attesa_dal)
    SELECT id, $1::uuid, $2::uuid, linea, colonna, stato::stato_riga, annullamento, record_id, revisione,
      $3::timestamptz, CASE WHEN da IS NOT NULL THEN $3::timestamptz END, da, origine, in_attesa_dal
    FROM unnest($4::uuid[], $5::int[], $6::int[], $7::text[], $8::boolean[], $9::bytea[], $10::int[], $11::uuid[],
        $12::uuid[], $13::timestamptz[])
      AS t (id, linea, colonna, stato, annullamento, record_id, revisione, da, origine, in_attesa_dal)`,
};

/** Adds righe to the ledger, each once, as its verdict and what is known of its content leave it. */
export async function writeRighe(
  tx: Tx,
  { invioId, enteErogatore, il }: { readonly invioId: string; readonly enteErogatore: string; readonly il: Date },
  righe: readonly RigaDaScrivere[],
): Promise<void> {
  if (righe.length === 0) return;
  await tx.execute(INSERT, [
    invioId,
    enteErogatore,
    il,
    uuids(righe.map(({ id }) => id)),
    ints(righe.map(({ linea }) => linea)),
    ints(righe.map(({ colonna }) => colonna)),
    texts(righe.map(({ stato }) => stato)),
    booleans(righe.map(({ annullamento }) => annullamento)),
    hexes(righe.map(({ recordId }) => recordId)),
    ints(righe.map(({ revisione }) => revisione)),
    uuids(righe.map(({ sostituitaDa }) => sostituitaDa)),
    uuids(righe.map(({ rigaOrigine }) => rigaOrigine)),
    instants(righe.map(({ inAttesaDal }) => inAttesaDal)),
  ]);
}

const REPLACE: Sql = {
  name: 'snodo_ingestion_riga_replace',
  text: `UPDATE riga SET stato = t.stato::stato_riga, sostituita_da = t.da, variata_il = $4
    FROM unnest($1::uuid[], $2::text[], $3::uuid[]) t (id, stato, da) WHERE riga.id = t.id`,
};

/** Righe that another took the place of, or cancelled: from now on they stay so. */
export async function replaceRighe(
  tx: Tx,
  sostituite: readonly { readonly rigaId: string; readonly stato: 'superata' | 'annullata'; readonly da: string }[],
  il: Date,
): Promise<void> {
  if (sostituite.length === 0) return;
  await tx.execute(REPLACE, [
    uuids(sostituite.map(({ rigaId }) => rigaId)),
    texts(sostituite.map(({ stato }) => stato)),
    uuids(sostituite.map(({ da }) => da)),
    il,
  ]);
}
