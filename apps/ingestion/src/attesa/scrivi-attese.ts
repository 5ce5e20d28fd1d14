import { type Sql, type Tx, buffers, hexes, ints, texts, uuids } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import { FATTO_VUOTO } from '../fatto/fatto.js';
import { writeFatti } from '../fatto/scrivi-fatti.js';
import { type DaDire, type RigaTrattenuta, sealDaDire } from './riga-trattenuta.js';

const INSERT: Sql = {
  name: 'snodo_ingestion_riga_in_attesa',
  text: `INSERT INTO riga_in_attesa (riga_id, record_id, revisione, ente_erogatore, codice, giorno_evento, contenuto, dal)
    SELECT riga_id, record_id, revisione, ente, codice, giorno::date, contenuto, $1::timestamptz
    FROM unnest($2::uuid[], $3::bytea[], $4::int[], $5::uuid[], $6::text[], $7::text[], $8::bytea[])
      AS t (riga_id, record_id, revisione, ente, codice, giorno, contenuto)`,
};

/** Puts away what waits for its code, until an associazione lets it go. */
export async function writeAttese(
  tx: Tx,
  keyRing: KeyRing,
  il: Date,
  righe: readonly (RigaTrattenuta & DaDire)[],
): Promise<void> {
  if (righe.length === 0) return;
  await tx.execute(INSERT, [
    il,
    uuids(righe.map(({ rigaId }) => rigaId)),
    hexes(righe.map(({ recordId }) => recordId)),
    ints(righe.map(({ revisione }) => revisione)),
    uuids(righe.map(({ enteErogatore }) => enteErogatore)),
    texts(righe.map(({ codice }) => codice)),
    texts(righe.map(({ giorno }) => giorno)),
    buffers(righe.map((riga) => sealDaDire(keyRing, riga.rigaId, riga))),
  ]);
}

/** What an `in attesa` fact says of why: the code leads nowhere yet. */
const MOTIVO = 'senza_associazione';

/** Says of righe that they wait, or that they do no more. */
export function tellAttesa(
  tx: Tx,
  keyRing: KeyRing,
  tipo: 'trattenuta' | 'sbloccata',
  il: Date,
  righe: readonly Pick<RigaTrattenuta, 'rigaId' | 'enteErogatore'>[],
): Promise<void> {
  const codice = tipo === 'trattenuta' ? MOTIVO : '';
  return writeFatti(
    tx,
    keyRing,
    righe.map(({ rigaId, enteErogatore }) => ({ ...FATTO_VUOTO, rigaId, enteErogatore, tipo, il, codice })),
  );
}

const MARK = `INSERT INTO attesa_ente AS nota (ente, variata) SELECT ente, true FROM unnest($1::uuid[]) AS t (ente) ORDER BY ente
  ON CONFLICT (ente) DO UPDATE SET variata = true WHERE NOT nota.variata`;

/**
 * Notes that what waits at these enti changed. Travels with COMMIT, after every other lock: the rows are locked even where they need no
 * change, so that who counts sees either none of this transaction or all of it.
 */
export async function markVariate(tx: Tx, enti: readonly string[]): Promise<void> {
  if (enti.length > 0) await tx.atCommit(MARK, [[...new Set(enti)].toSorted()]);
}
