import type { StatoRiga } from '#libs/codici';
import { type Sql, type Tx, booleans, buffers, hexes, instants, ints, texts, uuids } from '#libs/persistence';
import type { IdMittenteScritto } from './id-mittente.js';
import type { RigaSostituita } from '../record/revisioni.js';

/** A riga as the ledger takes it in: judged, and with what was decided of it. */
export interface RigaDaScrivere {
  readonly id: string;
  readonly enteErogatore: string;
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
  /** Null where its code is INPS's own, of the version of its invio. */
  readonly codifica: CodificaScritta | null;
  /** Sheet of a workbook. */
  readonly foglio: string | null;
  /** The sender's own key. */
  readonly idMittente: IdMittenteScritto | null;
  /** Of a riga that is or was provisional, the last day to complete it. */
  readonly completareEntro: string | null;
}

/** How the code of a riga was read; `inps` and `versioni` are null while it waits. */
export interface CodificaScritta {
  readonly ricevuto: string;
  readonly inps: string | null;
  readonly versioni: readonly string[] | null;
}

const insertOf = (columns: string, values: string, types: string, names: string): string =>
  `INSERT INTO riga (id, invio_id, ente_erogatore, linea, colonna, stato, annullamento, record_id, revisione,
      giudicata_il, variata_il, sostituita_da, riga_origine, in_attesa_dal${columns})
    SELECT id, $1::uuid, ente, linea, colonna, stato::stato_riga, annullamento, record_id, revisione,
      $2::timestamptz, CASE WHEN da IS NOT NULL THEN $2::timestamptz END, da, origine, in_attesa_dal${values}
    FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::text[], $8::boolean[], $9::bytea[], $10::int[], $11::uuid[],
        $12::uuid[], $13::timestamptz[]${types})
      AS t (id, ente, linea, colonna, stato, annullamento, record_id, revisione, da, origine, in_attesa_dal${names})`;
const INSERT: Sql = { name: 'snodo_ingestion_riga', text: insertOf('', '', '', '') };
/** An array of arrays would be taken apart by unnest: versions travel as one text. No name of a version holds a line break. */
const FRA_VERSIONI = '\n';
const INSERT_CON_ALTRO: Sql = {
  name: 'snodo_ingestion_riga_altro',
  text: insertOf(
    ', codice_ricevuto, codice_inps, codifica, foglio, id_mittente, id_mittente_cieco, completare_entro',
    `, ricevuto, inps, string_to_array(versioni, E'\\n'), foglio, id_mittente, id_mittente_cieco, entro::date`,
    ', $14::text[], $15::text[], $16::text[], $17::text[], $18::bytea[], $19::bytea[], $20::text[]',
    ', ricevuto, inps, versioni, foglio, id_mittente, id_mittente_cieco, entro',
  ),
};

/** Adds righe to the ledger, each once, as its verdict and what is known of its content leave it. */
export async function writeRighe(
  tx: Tx,
  { invioId, il }: { readonly invioId: string; readonly il: Date },
  righe: readonly RigaDaScrivere[],
): Promise<void> {
  if (righe.length === 0) return;
  const usual = righe.every(isUsual);
  await tx.execute(usual ? INSERT : INSERT_CON_ALTRO, [
    invioId,
    il,
    uuids(righe.map(({ id }) => id)),
    uuids(righe.map(({ enteErogatore }) => enteErogatore)),
    ints(righe.map(({ linea }) => linea)),
    ints(righe.map(({ colonna }) => colonna)),
    texts(righe.map(({ stato }) => stato)),
    booleans(righe.map(({ annullamento }) => annullamento)),
    hexes(righe.map(({ recordId }) => recordId)),
    ints(righe.map(({ revisione }) => revisione)),
    uuids(righe.map(({ sostituitaDa }) => sostituitaDa)),
    uuids(righe.map(({ rigaOrigine }) => rigaOrigine)),
    instants(righe.map(({ inAttesaDal }) => inAttesaDal)),
    ...(usual ? [] : columnsOf(righe)),
  ]);
}

/** As nearly all righe of an XML document are. */
function isUsual({ codifica, foglio, idMittente, completareEntro }: RigaDaScrivere): boolean {
  return codifica === null && foglio === null && idMittente === null && completareEntro === null;
}

function columnsOf(righe: readonly RigaDaScrivere[]): Buffer[] {
  return [
    texts(righe.map(({ codifica }) => codifica?.ricevuto ?? null)),
    texts(righe.map(({ codifica }) => codifica?.inps ?? null)),
    texts(righe.map(({ codifica }) => codifica?.versioni?.join(FRA_VERSIONI) ?? null)),
    texts(righe.map(({ foglio }) => foglio)),
    buffers(righe.map(({ idMittente }) => idMittente?.sigillato ?? null)),
    buffers(righe.map(({ idMittente }) => idMittente?.cieco ?? null)),
    texts(righe.map(({ completareEntro }) => completareEntro)),
  ];
}

/** One statement for both: most righe that are replaced never waited, and must not cost a second look. */
const REPLACE: Sql = {
  name: 'snodo_ingestion_riga_replace',
  text: `WITH tolte AS (DELETE FROM riga_in_attesa WHERE riga_id = ANY ($5::uuid[]) RETURNING riga_id, ente_erogatore),
    sostituite AS (
      UPDATE riga SET stato = t.stato::stato_riga, sostituita_da = t.da, variata_il = $4
      FROM unnest($1::uuid[], $2::text[], $3::uuid[]) t (id, stato, da) WHERE riga.id = t.id)
    SELECT riga_id AS "rigaId", ente_erogatore AS ente FROM tolte`,
};

/**
 * Righe that another took the place of, or cancelled: from now on they stay so, and what waited of them is gone.
 * @param lasciate righe that made a revision which is not the current one any more
 * @returns those of `lasciate` that were waiting, with their enti
 */
export async function replaceRighe(
  tx: Tx,
  sostituite: readonly RigaSostituita[],
  lasciate: readonly string[],
  il: Date,
): Promise<{ rigaId: string; ente: string }[]> {
  if (sostituite.length === 0) return [];
  return tx.query(REPLACE, [
    uuids(sostituite.map(({ rigaId }) => rigaId)),
    texts(sostituite.map(({ stato }) => stato)),
    uuids(sostituite.map(({ da }) => da)),
    il,
    uuids(lasciate),
  ]);
}

const RELEASE: Sql = {
  name: 'snodo_ingestion_riga_sbloccata',
  text: `UPDATE riga SET codice_inps = t.inps, codifica = string_to_array(t.versioni, E'\\n'),
      stato = CASE WHEN riga.stato = 'in_attesa_di_codifica' THEN 'accettata' ELSE riga.stato END,
      variata_il = CASE WHEN riga.stato = 'in_attesa_di_codifica' THEN $4 ELSE riga.variata_il END
    FROM unnest($1::uuid[], $2::text[], $3::text[]) t (id, inps, versioni)
    WHERE riga.id = t.id AND riga.id BETWEEN $5 AND $6`,
};

/** A riga that does not wait any more, and how its code was read. */
export interface RigaSbloccata {
  readonly id: string;
  readonly inps: string;
  readonly versioni: readonly string[];
}

/** Righe that waited are accepted; those that another took the place of only learn what their code was. */
export async function releaseRighe(tx: Tx, sbloccate: readonly RigaSbloccata[], il: Date): Promise<void> {
  if (sbloccate.length === 0) return;
  const ids = sbloccate.map(({ id }) => id).toSorted();
  await tx.execute(RELEASE, [
    uuids(sbloccate.map(({ id }) => id)),
    texts(sbloccate.map(({ inps }) => inps)),
    texts(sbloccate.map(({ versioni }) => versioni.join(FRA_VERSIONI))),
    il,
    ids[0],
    ids.at(-1),
  ]);
}

/** How the codes of righe were read, of those whose code is not INPS's own; by riga. */
export async function readCodifiche(tx: Tx, righe: readonly string[]): Promise<ReadonlyMap<string, CodificaScritta>> {
  if (righe.length === 0) return new Map();
  const rows = await tx.query<CodificaScritta & { readonly id: string }>(
    `SELECT id, codice_ricevuto AS ricevuto, codice_inps AS inps, codifica AS versioni FROM riga
     WHERE id = ANY ($1::uuid[]) AND codice_ricevuto IS NOT NULL`,
    [uuids(righe)],
  );
  return new Map(rows.map(({ id, ...codifica }) => [id, codifica]));
}
